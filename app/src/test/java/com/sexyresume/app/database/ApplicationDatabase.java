package com.sexyresume.app.database;

import com.sexyresume.embeddedpostgres.DatabaseLogin;
import com.sexyresume.embeddedpostgres.TestDatabase;
import com.sexyresume.embeddedpostgres.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** A database of a test's own: a copy of one that was migrated once for the whole build. */
public final class ApplicationDatabase implements AutoCloseable {

    private static final LoginPasswords PASSWORDS = LoginPasswords.derivedFrom("tests");

    private final TestDatabase database;

    private ApplicationDatabase(TestDatabase database) {
        this.database = database;
    }

    public static ApplicationDatabase fresh() {
        TestDatabase database = TestDatabases.fresh("application-" + migrationsChecksum(), template -> {
            createLogins(template);
            DatabaseConfiguration.migrate(template.jdbcUrl(), PASSWORDS.migrator());
        });
        // Rights on a database are not copied with it.
        createLogins(database.login());
        return new ApplicationDatabase(database);
    }

    private static void createLogins(DatabaseLogin superuser) {
        TestDatabases.withClusterLock(() -> {
            try (Connection connection = superuser.connect()) {
                DatabaseLogins.create(connection, PASSWORDS);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    /** What the application is started with. */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spring.datasource.url", database.jdbcUrl());
        properties.put("sexyresume.database.passwords.migrator", PASSWORDS.migrator());
        properties.put("sexyresume.database.passwords.appender", PASSWORDS.appender());
        properties.put("sexyresume.database.passwords.projector", PASSWORDS.projector());
        properties.put("sexyresume.database.passwords.query", PASSWORDS.query());
        properties.put("sexyresume.database.passwords.admin", PASSWORDS.admin());
        properties.put("sexyresume.database.passwords.audit", PASSWORDS.audit());
        properties.put("sexyresume.database.passwords.rewrap", PASSWORDS.rewrap());
        return properties;
    }

    /** As one of the logins, with nothing between it and the database. */
    Connection as(String login) throws SQLException {
        String password = switch (login) {
            case "migrator" -> PASSWORDS.migrator();
            case "appender" -> PASSWORDS.appender();
            case "projector" -> PASSWORDS.projector();
            case "query_login" -> PASSWORDS.query();
            case "admin_login" -> PASSWORDS.admin();
            case "audit_login" -> PASSWORDS.audit();
            case "rewrapper" -> PASSWORDS.rewrap();
            default -> throw new IllegalArgumentException(login);
        };
        return DriverManager.getConnection(database.jdbcUrl(), login, password);
    }

    /** For looking behind the application's back. */
    public Connection superuser() throws SQLException {
        return database.login().connect();
    }

    @Override
    public void close() {
        database.close();
    }

    private static String migrationsChecksum() {
        try {
            CRC32C checksum = new CRC32C();
            PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
            for (Resource script : resources.getResources("classpath*:db/migration/**/*.sql")) {
                checksum.update(script.getContentAsByteArray());
            }
            checksum.update(
                    resources.getResource("classpath:database/logins.sql").getContentAsByteArray());
            return Long.toHexString(checksum.getValue());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
