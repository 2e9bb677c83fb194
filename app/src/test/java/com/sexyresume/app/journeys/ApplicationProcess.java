package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.database.ApplicationDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The application in a process of its own, which may be killed and started again on the same port. It does not outlive
 * this one.
 */
public final class ApplicationProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Map<String, String> properties;
    private final Path log;
    private final int port;
    private final int managementPort;
    private @Nullable Process process;

    /**
     * Not started yet.
     *
     * @param properties of the application, beside those that any such process needs
     */
    public ApplicationProcess(Path folder, String name, Map<String, String> properties) throws IOException {
        this.properties = properties;
        this.log = folder.resolve(name + ".log");
        this.port = freePort();
        this.managementPort = freePort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static ApplicationProcess on(ApplicationDatabase database, Path folder, Map<String, String> properties)
            throws IOException {
        Map<String, String> all = new HashMap<>(database.properties());
        all.put("sexyresume.history.key-folder", folder.resolve("keys").toString());
        all.putAll(properties);
        return new ApplicationProcess(folder, "application", all);
    }

    public String base() {
        return "http://127.0.0.1:" + port;
    }

    /** What whoever runs it sees. */
    Api management() {
        return Api.anonymous("http://127.0.0.1:" + managementPort).ofAPart();
    }

    /**
     * Begins to start it.
     *
     * @param more arguments for this time
     */
    public void start(String... more) throws IOException {
        startWith(WarmStart.options(), more);
    }

    /** @param options of the virtual machine, the class path among them */
    void startWith(List<String> options, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m"));
        command.addAll(options);
        command.addAll(List.of(
                OwnedApplication.class.getName(),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--management.server.port=" + managementPort,
                // One user is many of them.
                "--sexyresume.web.rate-limits.writes.requests=1000000",
                "--sexyresume.identity.hs256-secret=" + Tokens.SECRET,
                "--sexyresume.identity.issuer=" + Tokens.ISSUER));
        properties.forEach((name, value) -> command.add("--" + name + "=" + value));
        command.addAll(List.of(more));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Waits until it answers; it must not end before. */
    void awaitReady() {
        waiting().until(() -> {
            assertThat(running().isAlive())
                    .as(() -> "the application ended: " + log())
                    .isTrue();
            return answers();
        });
    }

    /** The same, where it may end because its database is away while it starts: then it is started again. */
    public void awaitReadyAtLast() {
        waiting().until(() -> {
            if (!running().isAlive()) {
                start();
                return false;
            }
            return answers();
        });
    }

    private static ConditionFactory waiting() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
    }

    private boolean answers() {
        try {
            return Api.anonymous(base()).get("/v1/me").status() == 401;
        } catch (Api.NotAnswered notYet) {
            return false;
        }
    }

    /** At once, whatever it is doing, as {@code kill -9} does. */
    public void kill() {
        Process killed = process;
        if (killed != null) {
            killed.destroyForcibly().onExit().join();
        }
    }

    /** What is running, or has run last. */
    public Process running() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("It was never started");
        }
        return running;
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException none) {
            return "no log";
        }
    }

    @Override
    public void close() {
        kill();
    }
}
