package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whoever runs the application is told, in a few words, that its database is away or refuses to write. */
@Execution(ExecutionMode.CONCURRENT)
class OutageTest {

    @TempDir
    static Path folder;

    private static ApplicationDatabase database;
    private static Road road;
    private static ApplicationProcess application;

    private final Api management = application.management();
    private final Api ada = Api.user(application.base(), UUID.randomUUID());

    @BeforeAll
    static void start() throws Exception {
        database = ApplicationDatabase.fresh();
        Map<String, String> properties = new HashMap<>(database.properties());
        String url = properties.get("spring.datasource.url");
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        road = Road.to(port);
        properties.put("spring.datasource.url", url.replace(":" + port + "/", ":" + road.port() + "/"));
        properties.put("sexyresume.history.key-folder", folder.resolve("keys").toString());
        application = new ApplicationProcess(folder, "application", properties);
        application.start();
        application.awaitReady();
        awaiting().untilAsserted(() -> readiness(200, "UP"));
    }

    @AfterAll
    static void end() throws Exception {
        application.close();
        road.close();
        database.close();
    }

    @Test
    void aDatabaseThatIsAwayIsToldByReadinessAndInAFewLines() throws Exception {
        // A pool may have a session of before.
        awaiting().untilAsserted(() -> register(201));
        int before = application.log().length();

        road.cut();
        try {
            awaiting().untilAsserted(() -> readiness(503, "DOWN"));
            Answer health = management.get("/actuator/health").expect(503);
            assertThat(health.header("Content-Type")).startsWith("application/vnd.spring-boot.actuator");
            assertThat(health.json()
                            .path("components")
                            .path("databaseHealth")
                            .path("status")
                            .asString())
                    .isEqualTo("DOWN");
            assertThat(health.json().path("components").propertyNames())
                    .contains("historyHealth", "keysHealth", "policiesHealth", "projectionsHealth");
            assertThat(management
                            .get("/actuator/info")
                            .expect(200)
                            .json()
                            .path("postgresql")
                            .path("state")
                            .asString())
                    .isEqualTo("away");
            isAlive();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Answer>> answers = IntStream.range(0, 5)
                        .mapToObj(_ -> callers.submit(() -> ada.get("/v1/resumes")))
                        .toList();
                for (Future<Answer> answer : answers) {
                    answer.get().expect(503);
                }
            }
        } finally {
            road.mend();
        }

        awaiting().untilAsserted(() -> readiness(200, "UP"));
        awaiting().untilAsserted(() -> assertThat(toldSince(before)).contains("The database is back"));
        String told = toldSince(before);
        assertThat(told.lines().filter(line -> line.contains("The database is away")))
                .hasSize(1);
        assertThat(told).doesNotContain("\tat ").hasSizeLessThan(3_000);
        awaiting().untilAsserted(() -> ada.get("/v1/resumes").expect(200));
    }

    @Test
    void aFullDiskIsToldByReadinessAndItsEndIsSeenWithoutAWrite() throws Exception {
        awaiting().untilAsserted(() -> readiness(200, "UP"));
        int before = application.log().length();
        execute("""
                CREATE FUNCTION event_store.full() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
                CREATE TRIGGER full_disk BEFORE INSERT ON event_store.event EXECUTE FUNCTION event_store.full()
                """);
        try {
            register(503);
            Answer told = readiness(503, "OUT_OF_SERVICE");
            assertThat(told.json()
                            .path("components")
                            .path("databaseHealth")
                            .path("details")
                            .path("refusesToWrite")
                            .asString())
                    .isEqualTo("53100");
            isAlive();
            readiness(503, "OUT_OF_SERVICE");
        } finally {
            execute("DROP TRIGGER full_disk ON event_store.event; DROP FUNCTION event_store.full()");
        }

        readiness(200, "UP");
        assertThat(number("SELECT count(*) FROM event_store.event WHERE type = 'probe'"))
                .isZero();
        assertThat(number("SELECT count(*) FROM event_store.event"))
                .as("positions without a gap")
                .isEqualTo(number("SELECT position FROM event_store.head"));
        register(201);
        assertThat(toldSince(before)).doesNotContain("\tat ");
    }

    @Test
    void aReadOnlyDatabaseIsToldByReadinessAndItsEndIsSeenWithoutAWrite() throws Exception {
        awaiting().untilAsserted(() -> readiness(200, "UP"));
        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement()) {
            String name = superuser.getCatalog();
            statement.execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
            try {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name
                        + "' AND pid <> pg_backend_pid()");
                awaiting().untilAsserted(() -> readiness(503, "OUT_OF_SERVICE"));
                isAlive();
            } finally {
                statement.execute("ALTER DATABASE " + name + " RESET default_transaction_read_only");
            }
        }

        awaiting().untilAsserted(() -> readiness(200, "UP"));
        awaiting().untilAsserted(() -> register(201));
    }

    @Test
    void whoeverRunsItSeesWhichVersionItIsAndOfWhat() throws Exception {
        Answer info = management.get("/actuator/info").expect(200);

        assertThat(info.json().at("/build/version").asString("")).isNotBlank();
        assertThat(info.json().at("/java/version").asString("")).startsWith("25");
        assertThat(info.json().at("/postgresql/version").asString("")).startsWith("17");
        assertThat(info.json().at("/history/position").isNumber()).isTrue();
        assertThat(info.body()).doesNotContain("password", "jdbc:", "secret", folder.toString());
    }

    private void register(int status) {
        Answer answer = Api.user(application.base(), UUID.randomUUID())
                .post("/v1/users", "{\"email\":\"%s@example.org\"}".formatted(UUID.randomUUID()));
        answer.expect(status);
    }

    private static Answer readiness(int code, String status) {
        Answer answer =
                application.management().get("/actuator/health/readiness").expect(code);
        assertThat(answer.json().path("status").asString()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    private void isAlive() {
        assertThat(management
                        .get("/actuator/health/liveness")
                        .expect(200)
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("UP");
    }

    /** What was logged, without the lines of requests. */
    private static String toldSince(int length) {
        return application
                .log()
                .substring(length)
                .lines()
                .filter(line -> !line.contains("method="))
                .reduce("", (lines, line) -> lines + line + "\n");
    }

    private static long number(String sql) throws SQLException {
        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    private static ConditionFactory awaiting() {
        return await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(200));
    }
}
