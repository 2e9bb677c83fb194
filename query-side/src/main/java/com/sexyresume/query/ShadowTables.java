package com.sexyresume.query;

import com.sexyresume.query.Rebuild.Difference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables of one projection as they would be after a replay, beside the live ones. Rows are compared by primary key
 * as {@code to_jsonb}; applying the difference leaves the live tables' policies, grants and indexes as they are.
 */
final class ShadowTables {

    private static final int EXAMPLES = 10;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient rows;
    private final String schema;
    private final List<Table> tables;

    private ShadowTables(JdbcClient rows, String schema, List<Table> tables) {
        this.rows = rows;
        this.schema = schema;
        this.tables = tables;
    }

    private record Table(String name, List<String> key, List<String> written) {

        List<String> besidesKey() {
            return written.stream().filter(column -> !key.contains(column)).toList();
        }
    }

    /** A table without a primary key, whose rows cannot be told apart. */
    static final class NoPrimaryKey extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoPrimaryKey(String table) {
            super("The table " + table + " has no primary key", null, false, false);
        }
    }

    /** A projector that wrote to a table which its {@link Projector#tables()} do not name, or named its schema. */
    static final class WroteElsewhere extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WroteElsewhere() {
            super(null, null, false, false);
        }
    }

    /** Makes empty ones, in place of any that an earlier rebuild left. */
    static ShadowTables create(JdbcClient rows, Projector<?> projector) {
        String schema = rows.sql("SELECT projections.create_shadow(?, ?)")
                .param(projector.name())
                .param(projector.tables().toArray(String[]::new))
                .query(String.class)
                .single();
        return new ShadowTables(
                rows,
                schema,
                projector.tables().stream().map(name -> table(rows, name)).toList());
    }

    private static Table table(JdbcClient rows, String name) {
        List<String> key = rows.sql("""
                        SELECT a.attname
                        FROM pg_index i
                                 CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, ordinal)
                                 JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                        WHERE i.indrelid = ('public.' || quote_ident(?))::regclass
                          AND i.indisprimary
                        ORDER BY k.ordinal
                        """).param(name).query(String.class).list();
        if (key.isEmpty()) {
            throw new NoPrimaryKey(name);
        }
        List<String> written = rows.sql("""
                        SELECT attname
                        FROM pg_attribute
                        WHERE attrelid = ('public.' || quote_ident(?))::regclass
                          AND attnum > 0
                          AND NOT attisdropped
                          AND attgenerated = ''
                        ORDER BY attnum
                        """).param(name).query(String.class).list();
        return new Table(name, key, written);
    }

    /**
     * Lets the projector write in the current transaction: what it names without a schema is a shadow meanwhile.
     *
     * @throws WroteElsewhere when it has written to a table that is no shadow
     */
    void write(Runnable project) {
        rows.sql("SELECT set_config('search_path', ?, true)")
                .param(schema + ", public")
                .query(String.class)
                .single();
        long before = writesToLiveTables();
        project.run();
        if (writesToLiveTables() != before) {
            throw new WroteElsewhere();
        }
    }

    /** The counters of this session; they hold what earlier transactions wrote as well, until that is passed on. */
    private long writesToLiveTables() {
        return rows.sql("""
                        SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)
                        FROM pg_stat_xact_user_tables
                        WHERE schemaname = 'public'
                        """).query(Long.class).single();
    }

    List<Difference> differences() {
        return tables.stream().map(this::difference).toList();
    }

    private Difference difference(Table table) {
        String first = quoted(table.key().getFirst());
        String key = table.key().stream()
                .map(column -> "'" + column.replace("'", "''") + "', coalesce(l." + quoted(column) + ", s."
                        + quoted(column) + ")")
                .collect(Collectors.joining(", "));
        Map<String, Long> counts = new HashMap<>();
        List<Object> examples = new ArrayList<>();
        rows.sql("""
                        SELECT kind, count(*) AS count, to_json((array_agg(key))[1:%d])::text AS examples
                        FROM (SELECT CASE
                                         WHEN l.%2$s IS NULL THEN 'missing'
                                         WHEN s.%2$s IS NULL THEN 'extra'
                                         ELSE 'different'
                                         END AS kind,
                                     jsonb_build_object(%3$s) AS key
                              FROM %4$s l
                                       FULL JOIN %5$s s ON %6$s
                              WHERE l.%2$s IS NULL
                                 OR s.%2$s IS NULL
                                 OR to_jsonb(l) <> to_jsonb(s)) difference
                        GROUP BY kind
                        ORDER BY kind
                        """.formatted(EXAMPLES, first, key, live(table), shadow(table), sameKey(table)))
                .query(row -> {
                    counts.put(row.getString("kind"), row.getLong("count"));
                    examples.addAll(List.of(JSON.readValue(row.getString("examples"), Object[].class)));
                });
        return new Difference(
                table.name(),
                counts.getOrDefault("missing", 0L),
                counts.getOrDefault("different", 0L),
                counts.getOrDefault("extra", 0L),
                List.copyOf(examples.subList(0, Math.min(EXAMPLES, examples.size()))));
    }

    /** Makes the live rows equal to these: first what goes, so that what comes finds its unique keys free. */
    void apply() {
        for (Table table : tables.reversed()) {
            rows.sql("DELETE FROM %s l WHERE NOT EXISTS (SELECT FROM %s s WHERE %s)"
                            .formatted(live(table), shadow(table), sameKey(table)))
                    .update();
        }
        for (Table table : tables) {
            if (!table.besidesKey().isEmpty()) {
                String columns = table.besidesKey().stream()
                        .map(column -> quoted(column) + " = s." + quoted(column))
                        .collect(Collectors.joining(", "));
                rows.sql("UPDATE %s l SET %s FROM %s s WHERE %s AND to_jsonb(l) <> to_jsonb(s)"
                                .formatted(live(table), columns, shadow(table), sameKey(table)))
                        .update();
            }
            String columns = table.written().stream().map(ShadowTables::quoted).collect(Collectors.joining(", "));
            rows.sql("""
                            INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE
                            SELECT %2$s FROM %3$s s WHERE NOT EXISTS (SELECT FROM %1$s l WHERE %4$s)
                            """.formatted(live(table), columns, shadow(table), sameKey(table)))
                    .update();
        }
    }

    private static String sameKey(Table table) {
        return table.key().stream()
                .map(column -> "l." + quoted(column) + " = s." + quoted(column))
                .collect(Collectors.joining(" AND "));
    }

    private static String live(Table table) {
        return "public." + quoted(table.name());
    }

    private String shadow(Table table) {
        return quoted(schema) + "." + quoted(table.name());
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
