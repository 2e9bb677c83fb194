package com.sexyresume.benchmarks.rig;

import com.sexyresume.app.SexyResume;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The application in a process of its own, on its usual configuration, without what only this module needs. */
public final class ApplicationProcess implements AutoCloseable {

    /** An auditor from the start. */
    public static final String AUDITOR = "00000000-0000-4000-8000-00000000a0d1";

    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 20;
    private static final long POLL_NANOS = 50_000_000;
    private static final Pattern USED_HEAP = Pattern.compile("used (\\d+)K");

    private final Process process;
    private final Thread hook;
    private final String database;
    private final int port;
    private final Path log;

    private ApplicationProcess(Process process, String database, int port, Path log) {
        this.process = process;
        this.database = database;
        this.port = port;
        this.log = log;
        this.hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Begins to start it; {@link #awaitReady} waits for the rest. */
    static ApplicationProcess start(Cluster cluster, String database, Path folder, List<String> jvm, String... more)
            throws IOException {
        Files.createDirectories(folder);
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath(), SexyResume.class.getName(), "--server.port=" + port));
        command.addAll(arguments(cluster, database, folder.resolve("keys-of-" + database)));
        command.addAll(List.of(more));
        Path log = folder.resolve(database + ".log");
        return new ApplicationProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                database,
                port,
                log);
    }

    /** What the application is told wherever it runs. */
    public static List<String> arguments(Cluster cluster, String database, Path keys) {
        return List.of(
                "--server.address=127.0.0.1",
                "--management.server.port=-1",
                "--logging.level.com.sexyresume=warn",
                "--logging.structured.format.console=",
                "--spring.datasource.url=" + cluster.url(database),
                "--sexyresume.database.passwords.migrator=" + Cluster.PASSWORD,
                "--sexyresume.database.passwords.appender=" + Cluster.PASSWORD,
                "--sexyresume.database.passwords.projector=" + Cluster.PASSWORD,
                "--sexyresume.database.passwords.query=" + Cluster.PASSWORD,
                "--sexyresume.database.passwords.admin=" + Cluster.PASSWORD,
                "--sexyresume.database.passwords.audit=" + Cluster.PASSWORD,
                "--sexyresume.database.passwords.rewrap=" + Cluster.PASSWORD,
                "--sexyresume.history.key-folder=" + keys,
                "--sexyresume.web.rate-limits.enabled=false",
                "--sexyresume.web.connections.per-address=1024",
                "--sexyresume.identity.hs256-secret=" + Token.SECRET,
                "--sexyresume.identity.issuer=" + Token.ISSUER,
                // What is measured is the history: counting what users do would share the processors with it.
                "--sexyresume.achievements.enabled=false",
                "--sexyresume.matching.enabled=false",
                "--sexyresume.admins.auditors=" + AUDITOR);
    }

    /** This process's, without the ORM that Axon's JPA engine is measured on. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("hibernate-core")
                        && !entry.contains("spring-orm")
                        && !entry.contains("jakarta.persistence"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Waits until it answers. */
    ApplicationProcess awaitReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("The application did not start: " + Files.readString(log));
            }
            try (HttpConnection connection = connect()) {
                if (connection.get("/v1/me", "").status() == 401) {
                    return this;
                }
            } catch (IOException notYet) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    public HttpConnection connect() throws IOException {
        return new HttpConnection(port);
    }

    public String database() {
        return database;
    }

    public long pid() {
        return process.pid();
    }

    public long cpuNanos() {
        return Machine.cpuNanos(process.pid());
    }

    /** KiB of memory in use on the heap after a full collection. */
    public long heapKib() throws IOException, InterruptedException {
        command("GC.run");
        Matcher used = USED_HEAP.matcher(command("GC.heap_info"));
        return used.find() ? Long.parseLong(used.group(1)) : 0;
    }

    /** What {@code jcmd} answers. */
    String command(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid())));
        line.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        jcmd.waitFor();
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
