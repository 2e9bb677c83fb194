package com.sexyresume.app.proof;

import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Tokens;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The application in a process of its own, which may be killed, paused and started again on the same port. */
final class ApplicationNode implements AutoCloseable {

    static final UUID AUDITOR = UUID.fromString("00000000-0000-4000-8000-00000000a0d1");

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final Map<String, String> properties;
    private final Path log;
    private final int port;
    private @Nullable Process process;

    ApplicationNode(Path folder, String name, Map<String, String> properties) throws IOException {
        this.properties = properties;
        this.log = folder.resolve(name + ".log");
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx512m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                OwnedApplication.class.getName(),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--management.server.port=-1",
                "--sexyresume.identity.hs256-secret=" + Tokens.SECRET,
                "--sexyresume.identity.issuer=" + Tokens.ISSUER,
                "--sexyresume.admins.auditors=" + AUDITOR,
                "--sexyresume.achievements.enabled=false",
                "--sexyresume.matching.enabled=false",
                "--sexyresume.history.master-key=" + KEY,
                "--sexyresume.history.claim-key=" + KEY));
        properties.forEach((name, value) -> command.add("--" + name + "=" + value));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    void awaitReady() {
        await().atMost(Faults.PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            Process started = process;
            if (started == null || !started.isAlive()) {
                // It ends by itself when the database is away while it starts, and is started again.
                start();
                return false;
            }
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create(base() + "/v1/me"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
                return send(request).statusCode() == 401;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** At once, whatever it is doing, as {@code kill -9} does. */
    void kill() {
        Process killed = process;
        if (killed != null) {
            killed.destroyForcibly().onExit().join();
        }
    }

    void pause() throws IOException, InterruptedException {
        Faults.signal("STOP", pid());
    }

    void resume() throws IOException, InterruptedException {
        Faults.signal("CONT", pid());
    }

    private long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("It was never started");
        }
        return running.pid();
    }

    @Override
    public void close() {
        kill();
    }
}
