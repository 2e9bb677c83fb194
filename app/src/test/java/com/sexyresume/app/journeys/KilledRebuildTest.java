package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** A process is killed in the middle of a rebuild; the next one goes on from the position that was committed. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class KilledRebuildTest {

    private static final int EVENTS = 60;
    private static final String AUDITOR = "00000000-0000-4000-8000-00000000a0d1";

    @TempDir
    Path folder;

    private final UUID ada = UUID.randomUUID();

    @Test
    void anotherProcessGoesOnWithARebuildWhoseProcessWasKilled() throws Exception {
        try (ApplicationDatabase database = ApplicationDatabase.fresh();
                ApplicationProcess application =
                        ApplicationProcess.on(database, folder, Map.of("sexyresume.admins.auditors", AUDITOR))) {
            String base = application.base();
            String location;
            long position;
            try (Connection blocking = database.superuser()) {
                application.start();
                application.awaitReady();
                for (int award = 1; award <= EVENTS; award++) {
                    Api.service(base)
                            .post("/v1/users/" + ada + "/credits/awards", "{\"amount\":1,\"source\":\"test\"}")
                            .expect(201);
                }
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> number(database, "SELECT count(*) FROM credit_transactions") == EVENTS);
                // The switch waits for this lock, with the whole history in the shadow.
                blocking.setAutoCommit(false);
                execute(
                        blocking,
                        "SELECT FROM projections.token_entry WHERE processor_name = 'credit-ledger' FOR UPDATE");
                execute(blocking, "UPDATE credit_transactions SET amount = amount + 1");
                location = auditor(base)
                        .post("/v1/admin/projections/credit-ledger/rebuild")
                        .expect(202)
                        .header("Location");
                position = await().atMost(Duration.ofSeconds(30))
                        .until(() -> number(database, "SELECT max(position) FROM projections.rebuild"), at -> at > 0);
                application.kill();
                blocking.commit();
            }
            assertThat(number(database, "SELECT count(*) FROM projections.rebuild WHERE state = 'running'"))
                    .isEqualTo(1);
            application.start();
            application.awaitReady();
            JsonNode ended = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> auditor(base).get(location).expect(200).json(),
                            found -> found.path("state").asString("").equals("finished"));
            assertThat(ended.path("resumed").asInt()).isEqualTo(1);
            assertThat(number(database, "SELECT attempt_from FROM projections.rebuild"))
                    .isEqualTo(position);
            assertThat(ended.path("differences").path(0).path("updated").asInt())
                    .isEqualTo(EVENTS);
            assertThat(number(database, "SELECT sum(amount) FROM credit_transactions"))
                    .isEqualTo(EVENTS);

            Answer told = auditor(base).get(location + "/progress").expect(200);
            assertThat(told.header("Content-Type")).startsWith("text/event-stream");
            assertThat(told.body()).contains("event: end").contains("\"state\":\"finished\"");
            Api.user(base, ada).get(location + "/progress").expectProblem(403, "forbidden");
            application.kill();
            startedWithoutAnyAdministrator(database, application, location);
        }
    }

    /** The operator's way back, when the table that rights are read from is lost. */
    private void startedWithoutAnyAdministrator(
            ApplicationDatabase database, ApplicationProcess application, String location) throws Exception {
        try (Connection superuser = database.superuser()) {
            execute(superuser, "DELETE FROM admin_users");
        }
        application.start("--sexyresume.rebuild.at-start=admin-users");
        application.awaitReady();
        auditor(application.base()).get(location).expect(200);
    }

    private static Api auditor(String base) {
        return Api.user(base, UUID.fromString(AUDITOR));
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    private static long number(ApplicationDatabase database, String query) throws SQLException {
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
