package com.sexyresume.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.sexyresume.projections.rebuild.AfterSwitch;
import com.sexyresume.projections.rebuild.RowSecurityLint;
import com.sexyresume.reading.Identity.DatabaseRole;
import com.sexyresume.reading.Reader;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** F07, D20–D22, T34, J03: tables by month. */
class MonthlyPartitionsTest {

    private static final String TABLE = """
            DROP TABLE IF EXISTS visits;
            CREATE TABLE visits
            (
                id      uuid        NOT NULL,
                user_id uuid        NOT NULL,
                note    text,
                seen    timestamptz NOT NULL,
                PRIMARY KEY (id, seen)
            ) PARTITION BY RANGE (seen);
            ALTER TABLE visits ALTER COLUMN note SET STATISTICS 0;
            CREATE INDEX idx_visits_user ON visits (user_id);
            CREATE TABLE visits_default PARTITION OF visits DEFAULT;
            ALTER TABLE visits_default ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
            SELECT private.secure_user_table('visits');
            """;

    private static QueryDatabase database;
    private static DataSource projection;
    private static JdbcClient rows;
    private static JdbcClient superuser;

    @BeforeAll
    static void migrate() {
        database = QueryDatabase.fresh();
        projection = database.pool("projector", 4);
        rows = JdbcClient.create(projection);
        superuser = database.superuser();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void make() {
        database.asOwner(TABLE);
    }

    @Test
    void aMonthIsOnePartitionHoweverOftenAndForWhicheverDayItIsMade() {
        assertThat(create("2024-01-17")).isEqualTo("visits_y2024m01");
        assertThat(create("2024-01-01")).isEqualTo("visits_y2024m01");
        assertThat(create("2024-02-29")).isEqualTo("visits_y2024m02");
        assertThat(create("2024-12-31")).isEqualTo("visits_y2024m12");

        assertThat(bounds("visits_y2024m01"))
                .isEqualTo("FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2024-02-01 00:00:00+00')");
        assertThat(bounds("visits_y2024m12"))
                .isEqualTo("FOR VALUES FROM ('2024-12-01 00:00:00+00') TO ('2025-01-01 00:00:00+00')");
        visit("2024-01-31T23:59:59.999999Z");
        visit("2024-02-01T00:00:00Z");
        visit("1970-01-01T00:00:00Z");
        visit("9999-12-31T23:59:59Z");
        assertThat(partitionsOfRows())
                .containsExactly("visits_default", "visits_default", "visits_y2024m01", "visits_y2024m02");
    }

    @Test
    void whatTheDefaultPartitionHoldsOfTheMonthMovesIntoIt() {
        visit("2024-03-01T00:00:00Z");
        visit("2024-03-31T23:00:00Z");
        visit("2024-04-01T00:00:00Z");

        create("2024-03-15");

        assertThat(partitionsOfRows()).containsExactly("visits_default", "visits_y2024m03", "visits_y2024m03");
        assertLintIsSilent();
    }

    @Test
    void manyWhoMakeTheSameMonthMakeItOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> made = IntStream.range(0, 8)
                    .mapToObj(number -> threads.submit(() -> create("2025-05-05")))
                    .toList();
            for (Future<String> one : made) {
                assertThat(one.get()).isEqualTo("visits_y2025m05");
            }
        }
    }

    @Test
    void aPartitionIsReadThroughItsTableAlone() {
        create("2024-01-01");
        UUID ada = visit("2024-01-05T00:00:00Z");
        Reader reader = database.reader(1);

        assertThat(QueryDatabase.as(ada, () -> reader.<Long>read(client -> count(client, "visits"))))
                .isEqualTo(1);
        assertThat(QueryDatabase.as(UUID.randomUUID(), () -> reader.<Long>read(client -> count(client, "visits"))))
                .isZero();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() ->
                        QueryDatabase.as(ada, () -> reader.<Long>read(client -> count(client, "visits_y2024m01"))))
                .withStackTraceContaining("permission denied");
        assertThat(DatabaseRole.values())
                .allSatisfy(role -> assertThat(superuser
                                .sql("SELECT has_any_column_privilege(?, 'visits_y2024m01', 'select')")
                                .param(role.sql())
                                .query(Boolean.class)
                                .single())
                        .isFalse());
        // And if somebody granted it by mistake.
        database.asSuperuser("GRANT SELECT ON visits_y2024m01 TO authenticated");
        assertThat(QueryDatabase.as(ada, () -> reader.<Long>read(client -> count(client, "visits_y2024m01"))))
                .isZero();
        database.asSuperuser("REVOKE SELECT ON visits_y2024m01 FROM authenticated");
        assertLintIsSilent();
    }

    @Test
    void aPartitionKeepsNoSamplesOfWhatItsTableKeepsNoneOf() {
        create("2024-01-01");
        visit("2024-01-05T00:00:00Z");
        database.asSuperuser("ANALYZE visits_y2024m01");

        assertThat(superuser
                        .sql("SELECT attname FROM pg_stats WHERE tablename = 'visits_y2024m01' ORDER BY 1")
                        .query(String.class)
                        .list())
                .contains("seen")
                .doesNotContain("note");
    }

    @Test
    void emptyMonthsOfThePastAreDroppedAndNoOthers() {
        create("2024-01-01");
        create("2024-02-01");
        create("2024-03-01");
        create("2024-04-01");
        visit("2024-02-05T00:00:00Z");

        List<String> dropped = drop("2024-04-01T00:00:00Z");

        assertThat(dropped).containsExactly("visits_y2024m01", "visits_y2024m03");
        assertThat(partitionsOfRows()).containsExactly("visits_y2024m02");
        assertThat(bounds("visits_y2024m04")).isNotEmpty();
        assertLintIsSilent();
        assertThat(drop("2024-03-01T00:00:00Z")).isEmpty();
    }

    @Test
    void onlyATableByMonthHasPartitions() {
        for (String table : List.of("admin_users", "absent", "visits_default", "visits; DROP TABLE visits")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> rows.sql("SELECT create_monthly_partition(?, '2024-01-01')")
                            .param(table)
                            .query(String.class)
                            .single())
                    .withMessageContaining("is not partitioned");
        }
        assertThat(count(superuser, "visits")).isZero();
    }

    private static String create(String day) {
        return rows.sql("SELECT create_monthly_partition('visits', ?)")
                .param(LocalDate.parse(day))
                .query(String.class)
                .single();
    }

    private static List<String> drop(String before) {
        return rows.sql("SELECT unnest(private.drop_empty_partitions('visits', ?::timestamptz))")
                .param(before)
                .query(String.class)
                .list();
    }

    /** @return whose */
    private static UUID visit(String seen) {
        UUID user = UUID.randomUUID();
        rows.sql("INSERT INTO visits VALUES (gen_random_uuid(), ?, 'note', ?::timestamptz)")
                .params(user, seen)
                .update();
        return user;
    }

    private static void assertLintIsSilent() {
        assertThatNoException()
                .isThrownBy(() -> new RowSecurityLint()
                        .switched(new AfterSwitch.Switch("visits", List.of("visits"), 0), superuser));
    }

    private static String bounds(String partition) {
        return superuser
                .sql(
                        "SELECT set_config('TimeZone', 'UTC', false), pg_get_expr(relpartbound, oid) AS bound FROM pg_class"
                                + " WHERE relname = ?")
                .param(partition)
                .query((row, number) -> row.getString("bound"))
                .single();
    }

    private static List<String> partitionsOfRows() {
        return superuser
                .sql("SELECT tableoid::regclass::text FROM visits ORDER BY 1")
                .query(String.class)
                .list();
    }

    private static long count(JdbcClient client, String table) {
        return client.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }
}
