package com.sexyresume.projections.rebuild;

import com.sexyresume.projections.Projector;
import com.sexyresume.projections.rebuild.Rebuild.Difference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables of one projection as they would be after a replay, beside the live ones. Rows are compared by primary key,
 * all columns of them; applying the difference leaves the live tables' policies, grants and indexes as they are.
 *
 * <p>They are unlogged, and have no index that is not unique until a projector reads through whole tables for want of
 * one.
 */
final class ShadowTables {

    private static final int EXAMPLES = 10;

    /** Rows that a batch may read without an index before the missing indexes are made: for each event, and at all. */
    private static final long READ_THROUGH_OF_EVENT = 20;

    private static final long READ_THROUGH = 20_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient rows;
    private final String projection;
    private final String schema;
    private final List<Table> tables;

    private ShadowTables(JdbcClient rows, String projection, String schema, List<Table> tables) {
        this.rows = rows;
        this.projection = projection;
        this.schema = schema;
        this.tables = tables;
    }

    /**
     * @param number of the table's differences, from 1
     * @param shownKey columns of the key that may be told: none of texts, which may be about a person
     * @param replaced whether a row that differs is removed and inserted again, because two of them may have swapped
     *     what is unique
     * @param owned the condition of the rows that are compared, and of no others
     */
    private record Table(
            int number,
            String name,
            List<String> key,
            List<String> shownKey,
            List<String> written,
            boolean replaced,
            String owned) {

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

    /**
     * A projector that wrote to a table which its {@link Projector#tables()} do not name, or named its schema, or
     * inserted a row that is not {@linkplain Projector#owned its own}.
     */
    static final class WroteElsewhere extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WroteElsewhere() {
            super(null, null, false, false);
        }
    }

    /** Makes empty ones, in place of any that an earlier rebuild left. */
    static ShadowTables create(JdbcClient rows, Projector<?> projector) {
        rows.sql("SELECT projections.create_shadow(?, ?)")
                .param(projector.name())
                .param(projector.tables().toArray(String[]::new))
                .query(String.class)
                .single();
        return of(rows, projector);
    }

    /** Those that an earlier attempt has filled. */
    static ShadowTables of(JdbcClient rows, Projector<?> projector) {
        List<Table> tables = new ArrayList<>();
        for (String name : projector.tables()) {
            tables.add(table(rows, tables.size() + 1, name, projector.owned(name)));
        }
        return new ShadowTables(
                rows, projector.name(), "shadow_" + projector.name().replace('-', '_'), tables);
    }

    /** Whether there are some, which no crash of PostgreSQL has emptied. */
    static boolean areWhole(JdbcClient rows, Projector<?> projector) {
        return rows.sql("SELECT projections.is_shadow_whole(?)")
                .param(projector.name())
                .query(Boolean.class)
                .single();
    }

    private record KeyColumn(String name, boolean shown) {}

    private static Table table(JdbcClient rows, int number, String name, String owned) {
        List<KeyColumn> key = rows.sql("""
                        SELECT a.attname, t.typcategory NOT IN ('S', 'U', 'A', 'C') OR t.typname = 'uuid' AS shown
                        FROM pg_index i
                                 CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, ordinal)
                                 JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                                 JOIN pg_type t ON t.oid = a.atttypid
                        WHERE i.indrelid = ('public.' || quote_ident(?))::regclass
                          AND i.indisprimary
                        ORDER BY k.ordinal
                        """)
                .param(name)
                .query((row, at) -> new KeyColumn(row.getString("attname"), row.getBoolean("shown")))
                .list();
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
        boolean replaced = rows.sql("""
                        SELECT (SELECT count(*)
                                FROM pg_index i
                                WHERE i.indrelid = t.oid AND (i.indisunique OR i.indisexclusion)) > 1
                                   AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.confrelid = t.oid)
                        FROM (SELECT ('public.' || quote_ident(?))::regclass AS oid) t
                        """).param(name).query(Boolean.class).single();
        return new Table(
                number,
                name,
                key.stream().map(KeyColumn::name).toList(),
                key.stream().filter(KeyColumn::shown).map(KeyColumn::name).toList(),
                written,
                replaced,
                owned);
    }

    /**
     * Lets the projector write in the current transaction: what it names without a schema is a shadow meanwhile, and
     * stays one until {@link #leave}.
     *
     * @throws WroteElsewhere when it has written to a table that is no shadow
     */
    void write(int events, Runnable project) {
        // A plan that was made while the tables were small would read through all of them for ever.
        rows.sql("""
                        SELECT set_config('search_path', ?, true), set_config('enable_seqscan', 'off', true),
                               set_config('synchronous_commit', 'off', true)
                        """).param(schema + ", public").query().listOfRows();
        Counters before = counters();
        project.run();
        Counters after = counters();
        if (after.writtenToLive() != before.writtenToLive()) {
            throw new WroteElsewhere();
        }
        if (after.readThrough() - before.readThrough() > READ_THROUGH_OF_EVENT * events + READ_THROUGH) {
            complete();
        }
    }

    /** From here on the transaction is an ordinary one: names mean live tables, and its commit is durable. */
    void leave() {
        rows.sql("SET LOCAL search_path = DEFAULT").update();
        rows.sql("SET LOCAL enable_seqscan = DEFAULT").update();
        rows.sql("SET LOCAL synchronous_commit = DEFAULT").update();
        // The comparison hashes whole tables.
        rows.sql("SET LOCAL work_mem = '64MB'").update();
    }

    /** Makes the indexes that were left out, unless they are there. */
    void complete() {
        rows.sql("SELECT projections.complete_shadow(?)")
                .param(projection)
                .query()
                .listOfRows();
    }

    void analyze() {
        rows.sql("SELECT projections.analyze_shadow(?)")
                .param(projection)
                .query()
                .listOfRows();
    }

    /**
     * Counters of this session; they hold what earlier transactions did as well, until that is passed on.
     *
     * @param readThrough rows of the shadow that were read without an index
     */
    private record Counters(long writtenToLive, long readThrough) {}

    private Counters counters() {
        return rows.sql("""
                        SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del) FILTER (WHERE schemaname = 'public'), 0)
                                   AS written,
                               coalesce(sum(seq_tup_read) FILTER (WHERE schemaname = ?), 0) AS read
                        FROM pg_stat_xact_user_tables
                        WHERE schemaname IN ('public', ?)
                        """)
                .params(schema, schema)
                .query((row, number) -> new Counters(row.getLong("written"), row.getLong("read")))
                .single();
    }

    /** Compares row by row, once, and keeps which rows differ for {@link #apply}. */
    List<Difference> differences() {
        return tables.stream().map(this::difference).toList();
    }

    private Difference difference(Table table) {
        refuseOthersRows(table);
        String first = quoted(table.key().getFirst());
        // Equal images are equal rows; of the others jsonb tells, for which 1.0 is 1.00.
        rows.sql("""
                        INSERT INTO %6$s
                        SELECT CASE
                                   WHEN l.%1$s IS NULL THEN 'missing'
                                   WHEN s.%1$s IS NULL THEN 'extra'
                                   ELSE 'different'
                                   END,
                               %2$s
                        FROM %3$s l
                                 FULL JOIN %4$s s ON %5$s
                        WHERE l.%1$s IS NULL
                           OR s.%1$s IS NULL
                           OR (l.* *<> s.* AND to_jsonb(l) <> to_jsonb(s))
                        """.formatted(
                                first,
                                table.key().stream()
                                        .map(ShadowTables::quoted)
                                        .map(column -> "coalesce(l." + column + ", s." + column + ")")
                                        .collect(Collectors.joining(", ")),
                                "(SELECT * FROM " + live(table) + " WHERE " + table.owned() + ")",
                                shadow(table),
                                sameKey(table, "l", "s"),
                                differing(table)))
                .update();
        Map<String, Long> counts = new HashMap<>();
        rows.sql("SELECT rebuild_kind, count(*) AS count FROM " + differing(table) + " GROUP BY 1")
                .query(row -> {
                    counts.put(row.getString("rebuild_kind"), row.getLong("count"));
                });
        return new Difference(
                table.name(),
                counts.getOrDefault("missing", 0L),
                counts.getOrDefault("different", 0L),
                counts.getOrDefault("extra", 0L),
                examples(table),
                0,
                0,
                0);
    }

    /** Its key might be that of a row which is not compared, and which would be changed by it. */
    private void refuseOthersRows(Table table) {
        if (rows.sql("SELECT EXISTS (SELECT FROM %s WHERE (%s) IS NOT TRUE)".formatted(shadow(table), table.owned()))
                .query(Boolean.class)
                .single()) {
            throw new WroteElsewhere();
        }
    }

    private List<Object> examples(Table table) {
        if (table.shownKey().isEmpty()) {
            return List.of();
        }
        String shown = table.shownKey().stream().map(ShadowTables::quoted).collect(Collectors.joining(", "));
        return rows.sql(
                        "SELECT row_to_json(k)::text FROM (SELECT %1$s FROM %2$s ORDER BY rebuild_kind, %1$s LIMIT %3$d) k"
                                .formatted(shown, differing(table), EXAMPLES))
                .query((row, number) -> JSON.readValue(row.getString(1), Object.class))
                .list();
    }

    /**
     * Makes the live rows equal to these: first what goes, so that what comes finds its unique keys free.
     *
     * @param found what {@link #differences} has told in this transaction
     * @return the same, with what was done
     */
    List<Difference> apply(List<Difference> found) {
        Map<String, Integer> removed = new HashMap<>();
        for (Table table : tables.reversed()) {
            if (of(table, found).rows() > 0) {
                removed.put(
                        table.name(),
                        rows.sql("DELETE FROM %s l USING %s d WHERE %s AND (d.rebuild_kind = 'extra' OR %s)"
                                        .formatted(
                                                live(table),
                                                differing(table),
                                                sameKey(table, "l", "d"),
                                                table.replaced() ? "d.rebuild_kind = 'different'" : "false"))
                                .update());
            }
        }
        List<Difference> applied = new ArrayList<>();
        for (Table table : tables) {
            Difference difference = of(table, found);
            applied.add(
                    difference.rows() == 0
                            ? difference
                            : written(table, difference, removed.getOrDefault(table.name(), 0)));
        }
        return applied;
    }

    private Difference written(Table table, Difference difference, int removed) {
        long updated = 0;
        if (!table.replaced() && !table.besidesKey().isEmpty()) {
            String columns = table.besidesKey().stream()
                    .map(column -> quoted(column) + " = s." + quoted(column))
                    .collect(Collectors.joining(", "));
            updated = rows.sql("UPDATE %s l SET %s FROM %s s, %s d WHERE %s AND %s AND d.rebuild_kind = 'different'"
                            .formatted(
                                    live(table),
                                    columns,
                                    shadow(table),
                                    differing(table),
                                    sameKey(table, "l", "s"),
                                    sameKey(table, "s", "d")))
                    .update();
        }
        String inserted = table.written().stream().map(ShadowTables::quoted).collect(Collectors.joining(", "));
        long written = rows.sql("""
                        INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE
                        SELECT %s FROM %s s JOIN %s d ON %s WHERE d.rebuild_kind IN ('missing', %s)
                        """.formatted(
                                live(table),
                                inserted,
                                table.written().stream()
                                        .map(column -> "s." + quoted(column))
                                        .collect(Collectors.joining(", ")),
                                shadow(table),
                                differing(table),
                                sameKey(table, "s", "d"),
                                table.replaced() ? "'different'" : "'missing'"))
                .update();
        long replaced = table.replaced() ? difference.different() : 0;
        return difference.applied(written - replaced, updated + replaced, removed - replaced);
    }

    private static Difference of(Table table, List<Difference> found) {
        return found.get(table.number() - 1);
    }

    private static String sameKey(Table table, String one, String other) {
        return table.key().stream()
                .map(column -> one + "." + quoted(column) + " = " + other + "." + quoted(column))
                .collect(Collectors.joining(" AND "));
    }

    private static String live(Table table) {
        return "public." + quoted(table.name());
    }

    private String shadow(Table table) {
        return quoted(schema) + "." + quoted(table.name());
    }

    private String differing(Table table) {
        return quoted(schema) + ".difference_" + table.number();
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
