package com.sexyresume.app.journeys;

import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.AccessMatrix.Caller;
import com.sexyresume.app.journeys.AccessMatrix.Row;
import com.sexyresume.app.journeys.Api.Answer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** What asks the operations of the matrix, as each of its callers. */
abstract class AccessJourney extends Journey {

    private static final String LEDGER = "/v1/admin/projections/credit-ledger";

    /** They tell of what is planted here. */
    private static final List<String> EXPECTED_TO_WARN =
            List.of("com.sexyresume.projections.BatchInvoker", "org.axonframework.eventhandling.pooled");

    final UUID ada = UUID.randomUUID();
    final UUID grace = UUID.randomUUID();

    final AccessMatrix matrix() {
        AccessMatrix matrix = AccessMatrix.read();
        matrix.requireAllOf(anonymous().get("/v3/api-docs").expect(200).json());
        return matrix;
    }

    final Belongings belongings() {
        return new Belongings(ada, user(ada), user(UUID.randomUUID()), admin(), () -> Belongings.pay(anonymous(), ada));
    }

    /** As {@link #belongings()}, and something of everything that waits for an administrator because it failed. */
    final Belongings belongingsWithParked() throws SQLException {
        Belongings things = belongings();
        things.parked(parked(), parked());
        execute("""
                INSERT INTO policies.parked (policy, position, due, cause, attempts, parked_at, tried_at)
                VALUES ('%s', %d, false, 'planted', 1, now(), now())
                """.formatted(Belongings.RENDERER, things.exportAskedAt()));
        return things;
    }

    /** The sequence of a user whose credits could not be projected; they could be now. */
    private String parked() throws SQLException {
        UUID poor = UUID.randomUUID();
        level(LogLevel.OFF);
        execute("ALTER TABLE credit_transactions ADD CONSTRAINT planted CHECK (user_id <> '%s') NOT VALID"
                .formatted(poor));
        try {
            var _ = award(poor, 1);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> auditor()
                            .get(LEDGER + "/dead-letters?limit=200")
                            .expect(200)
                            .body()
                            .contains(poor.toString()));
        } finally {
            execute("ALTER TABLE credit_transactions DROP CONSTRAINT planted");
            level(null);
        }
        return poor.toString();
    }

    /** Rows of what was discarded are missing, and whoever compares them would find that. */
    @AfterEach
    void makeRowsRight() {
        auditor().with("Prefer", "wait=30").post(LEDGER + "/rebuild").expect(200);
    }

    private static void level(@Nullable LogLevel level) {
        LoggingSystem logging = LoggingSystem.get(AccessJourney.class.getClassLoader());
        EXPECTED_TO_WARN.forEach(logger -> logging.setLogLevel(logger, level));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Api admin() {
        return user(UUID.fromString(SUPER_ADMIN));
    }

    final Api as(Caller caller) {
        return switch (caller) {
            case OWN, ABSENT -> user(ada);
            case FOREIGN -> user(grace);
            case ANONYMOUS -> anonymous();
            case SERVICE -> service();
            case ADMIN -> admin();
        };
    }

    /** The operation, asked as it should be but for who asks. */
    final Answer ask(Row row, Caller caller, Belongings things, @Nullable String body) throws SQLException {
        Api api = as(caller);
        String path = caller == Caller.ABSENT ? things.absent(row.path()) : things.path(row.path());
        if (row.method().equals("PATCH")) {
            api = api.with("Content-Type", "application/merge-patch+json");
        }
        if (!row.method().equals("GET")) {
            String version = version(row.path(), things);
            api = version == null ? api : api.with("If-Match", version);
        }
        return api.send(row.method(), path + row.query(), body);
    }

    /** Of the account, or of the résumé or letter that is written, if it is there. */
    private @Nullable String version(String path, Belongings things) throws SQLException {
        if (path.equals("/v1/me/profile")) {
            return "\"0\"";
        }
        if (!path.startsWith("/v1/resumes/{id}") && !path.startsWith("/v1/letters/{id}")) {
            return null;
        }
        String thing = things.path(path).split("(?<=[0-9a-f-]{36})/", 2)[0];
        Answer read = user(ada)
                .with("Min-Position", Long.toString(number("SELECT position FROM event_store.head")))
                .get(thing);
        return read.status() == 200 ? read.header("ETag") : null;
    }

    /** Events whose commands came from the callers: policies of what others have done may go on meanwhile. */
    final long recorded() throws SQLException {
        return number("SELECT count(*) FROM event_store.event WHERE user_id IN ('%s', '%s', '%s', '%s')"
                .formatted(ada, grace, new UUID(0, 1), SUPER_ADMIN));
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
