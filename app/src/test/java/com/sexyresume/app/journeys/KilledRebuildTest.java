package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A process is killed in the middle of a rebuild; the next one goes on from the position that was committed. */
class KilledRebuildTest {

    private static final int EVENTS = 60;
    private static final String AUDITOR = "00000000-0000-4000-8000-00000000a0d1";

    @TempDir
    Path folder;

    private final UUID ada = UUID.randomUUID();

    @Test
    void anotherProcessGoesOnWithARebuildWhoseProcessWasKilled() throws Exception {
        int port = freePort();
        String base = "http://127.0.0.1:" + port;
        try (ApplicationDatabase database = ApplicationDatabase.fresh()) {
            String location;
            long position;
            try (Connection blocking = database.superuser()) {
                Process application = start(database, port);
                try {
                    awaitReady(application, base);
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
                            .until(
                                    () -> number(database, "SELECT max(position) FROM projections.rebuild"),
                                    at -> at > 0);
                } finally {
                    application.destroyForcibly().waitFor();
                }
                blocking.commit();
            }
            assertThat(number(database, "SELECT count(*) FROM projections.rebuild WHERE state = 'running'"))
                    .isEqualTo(1);
            Process application = start(database, port);
            try {
                awaitReady(application, base);
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
            } finally {
                application.destroyForcibly().waitFor();
            }
            startedWithoutAnyAdministrator(database, port, base, location);
        }
    }

    /** The operator's way back, when the table that rights are read from is lost. */
    private void startedWithoutAnyAdministrator(ApplicationDatabase database, int port, String base, String location)
            throws Exception {
        try (Connection superuser = database.superuser()) {
            execute(superuser, "DELETE FROM admin_users");
        }
        Process application = start(database, port, "--sexyresume.rebuild.at-start=admin-users");
        try {
            awaitReady(application, base);
            auditor(base).get(location).expect(200);
        } finally {
            application.destroyForcibly().waitFor();
        }
    }

    private static Api auditor(String base) {
        return Api.user(base, UUID.fromString(AUDITOR));
    }

    private Process start(ApplicationDatabase database, int port, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SexyResume.class.getName(),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--management.server.port=-1",
                "--sexyresume.admins.auditors=" + AUDITOR,
                "--sexyresume.matching.enabled=false",
                "--sexyresume.identity.hs256-secret=" + Tokens.SECRET,
                "--sexyresume.identity.issuer=" + Tokens.ISSUER,
                "--sexyresume.history.key-folder=" + folder.resolve("keys")));
        database.properties().forEach((name, value) -> command.add("--" + name + "=" + value));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("application.log").toFile()))
                .start();
    }

    private void awaitReady(Process application, String base) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    assertThat(application.isAlive())
                            .as(() -> "the application ended: " + log())
                            .isTrue();
                    try {
                        return Api.anonymous(base).get("/v1/me").status() == 401;
                    } catch (Api.NotAnswered notYet) {
                        return false;
                    }
                });
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("application.log"));
        } catch (IOException none) {
            return "no log";
        }
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
