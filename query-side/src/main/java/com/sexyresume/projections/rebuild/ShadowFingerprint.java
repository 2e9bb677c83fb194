package com.sexyresume.projections.rebuild;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.projections.Projector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * By what a shadow is filled: a hash over the classes of the projector's package and of its events, and the columns of
 * its tables. A rebuild that another version began must not be continued by this one.
 */
final class ShadowFingerprint {

    private ShadowFingerprint() {}

    static String of(Projector<?> projector, JdbcClient rows) {
        Set<String> packages = new TreeSet<>();
        packages.add(projector.getClass().getPackageName());
        for (Class<? extends DomainEvent> followed : projector.follows()) {
            packages.add(followed.getPackageName());
        }
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (String name : packages) {
                Resource[] classes = new PathMatchingResourcePatternResolver(
                                projector.getClass().getClassLoader())
                        .getResources("classpath*:" + name.replace('.', '/') + "/*.class");
                Arrays.sort(
                        classes, Comparator.comparing(Resource::getFilename, Comparator.nullsFirst(String::compareTo)));
                for (Resource one : classes) {
                    hash.update(one.getContentAsByteArray());
                }
            }
            for (String column : columns(projector, rows)) {
                hash.update(column.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> columns(Projector<?> projector, JdbcClient rows) {
        return rows.sql("""
                        SELECT a.attrelid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                                   || ' ' || a.attnotnull || a.attgenerated::text || a.attidentity::text
                        FROM pg_attribute a
                                 JOIN unnest(?) AS t (name) ON a.attrelid = to_regclass('public.' || quote_ident(t.name))
                        WHERE a.attnum > 0
                          AND NOT a.attisdropped
                        ORDER BY 1
                        """)
                .param(projector.tables().toArray(String[]::new))
                .query(String.class)
                .list();
    }
}
