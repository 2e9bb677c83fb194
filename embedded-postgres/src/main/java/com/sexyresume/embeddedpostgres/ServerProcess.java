package com.sexyresume.embeddedpostgres;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A running server that never outlives its owner, even if the owner is ended by {@code kill -9}.
 *
 * <p>The server is the child of a shell in a session of its own, so that Ctrl-C at the terminal reaches the owner and
 * not the server. Who the owner is depends on the shell's script: {@link #ownedByThisProcess} or {@link #ownedBy}.
 */
final class ServerProcess {

    /** Redo of a long log after a crash counts as starting. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static final Duration LEFTOVER_FAST_LIMIT = Duration.ofSeconds(20);
    private static final Duration LEFTOVER_LIMIT = Duration.ofSeconds(40);

    /** Sessions whose postmaster has gone end by themselves at once, except one that stands still. */
    private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(5);

    private static final Duration FAST_STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final long POLL_MS = 10;

    /**
     * Ends the server when this pipe ends: the reader outlives even a killed shell. Each line read is a signal to send.
     * It asks until the server has gone, because what a shell starts in the background ignores INT until it has
     * installed a handler of its own.
     */
    private static final String PIPE_SCRIPT = """
            log=$1 removed=$2; shift 2
            exec 3<&0
            "$@" </dev/null >>"$log" 2>&1 3<&- &
            server=$!
            echo $server
            exec >/dev/null 2>&1
            (
              while read -r signal; do kill -s "$signal" $server; done <&3
              trap 'exit 0' TERM
              while kill -s INT $server; do sleep 0.2; done
              exit 0
            ) &
            reader=$!
            exec 3<&- </dev/null
            wait $server; status=$?
            kill $reader; wait $reader && [ -n "$removed" ] && rm -rf -- "$removed"
            exit $status
            """;

    /** Ends the server and removes its folder soon after another process has gone, told apart by its start time. */
    private static final String GUARD_SCRIPT = """
            log=$1 removed=$2 owner=$3 born=$4; shift 4
            "$@" </dev/null >>"$log" 2>&1 &
            server=$!
            echo $server
            exec >/dev/null 2>&1 </dev/null
            lives() {
              read -r stat <"/proc/$owner/stat" || return 1
              set -- ${stat##*) }
              [ "$1" != Z ] && [ "${20}" = "$born" ]
            }
            while lives; do sleep 0.5; done
            kill -s QUIT $server; wait $server
            rm -rf -- "$removed"
            """;

    private final ClusterFolder cluster;
    private final Process shell;
    private final long postmaster;

    private ServerProcess(ClusterFolder cluster, Process shell, long postmaster) {
        this.cluster = cluster;
        this.shell = shell;
        this.postmaster = postmaster;
    }

    /**
     * Starts a server that stops when this process closes it or ends; its folder is then removed if it is a throw-away.
     */
    static ServerProcess ownedByThisProcess(
            ClusterFolder cluster, int port, Map<String, String> settings, Durability durability) {
        String removed = durability == Durability.THROWAWAY ? cluster.folder().toString() : "";
        return start(cluster, port, settings, PIPE_SCRIPT, List.of(removed));
    }

    /** Starts a server that outlives this process and stops when the owner ends; the removed folder goes with it. */
    static ServerProcess ownedBy(
            ProcessIdentity owner, Path removed, ClusterFolder cluster, int port, Map<String, String> settings) {
        List<String> arguments = List.of(removed.toString(), Long.toString(owner.pid()), owner.startTime());
        return start(cluster, port, settings, GUARD_SCRIPT, arguments);
    }

    long postmaster() {
        return postmaster;
    }

    /** Waits until the server has ended, for whatever reason; answers its exit status. */
    int awaitEnd() throws InterruptedException {
        return shell.waitFor();
    }

    /**
     * Stops the server, waiting for it: sessions are ended, a durable one writes a checkpoint, a throw-away one
     * nothing.
     */
    void stop(Durability durability) {
        try (OutputStream pipe = shell.getOutputStream()) {
            if (durability == Durability.THROWAWAY) {
                signal(pipe, "QUIT");
            }
        } catch (IOException endedAlready) {
            // The reader has gone because the server has; the wait below finds it ended.
            shell.isAlive();
        }
        try {
            if (!shell.waitFor(FAST_STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                send("QUIT", List.of(postmaster));
                if (!shell.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    shell.descendants().forEach(ProcessHandle::destroyForcibly);
                    shell.destroyForcibly();
                }
            }
        } catch (InterruptedException interrupted) {
            // The pipe is closed, so the server ends without being watched.
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends what a former owner left running in the folder and clears its pid file. The caller holds the folder's lock,
     * so nobody else owns it. Without this, a pid that another program has by now keeps PostgreSQL from starting.
     */
    static void endLeftovers(ClusterFolder cluster) throws IOException {
        if (!Files.exists(pidFile(cluster))) {
            return;
        }
        long begin = System.nanoTime();
        long asked = 0;
        for (List<ProcessHandle> left = cluster.processesAtWork(); !left.isEmpty(); left = cluster.processesAtWork()) {
            long waited_ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            if (waited_ms > LEFTOVER_LIMIT.toMillis()) {
                throw new PostgresUnavailable("A former server still runs in " + cluster.folder() + " (pids "
                        + left.stream().map(ProcessHandle::pid).toList() + ") and did not end within "
                        + LEFTOVER_LIMIT.toSeconds() + " s");
            }
            // Once a second, because a postmaster that is starting may not listen to signals yet.
            if (waited_ms / 1000 >= asked) {
                asked++;
                List<Long> postmasters = postmasters(cluster, left);
                if (!postmasters.isEmpty()) {
                    send(waited_ms < LEFTOVER_FAST_LIMIT.toMillis() ? "INT" : "QUIT", postmasters);
                } else if (waited_ms >= ORPHAN_LIMIT.toMillis()) {
                    send("KILL", left.stream().map(ProcessHandle::pid).toList());
                }
            }
            Pause.millis(POLL_MS);
        }
        Files.deleteIfExists(pidFile(cluster));
    }

    private static List<Long> postmasters(ClusterFolder cluster, List<ProcessHandle> atWork) throws IOException {
        List<String> lines = pidFileLines(cluster);
        return atWork.stream()
                .map(ProcessHandle::pid)
                .filter(pid -> !lines.isEmpty() && lines.getFirst().equals(Long.toString(pid)))
                .toList();
    }

    /** Nothing if there is no such file, also if it goes meanwhile. */
    private static List<String> pidFileLines(ClusterFolder cluster) throws IOException {
        try {
            return Files.readAllLines(pidFile(cluster));
        } catch (NoSuchFileException noServer) {
            return List.of();
        }
    }

    private static Path pidFile(ClusterFolder cluster) {
        return cluster.data().resolve("postmaster.pid");
    }

    private static ServerProcess start(
            ClusterFolder cluster, int port, Map<String, String> settings, String script, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                "sh",
                "-c",
                script,
                "sexyresume-postgres",
                cluster.log().toString()));
        command.addAll(arguments);
        command.addAll(cluster.serverCommand(port, settings));
        long logStart = cluster.logSize();
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(cluster.folder().toFile())
                    .redirectError(
                            ProcessBuilder.Redirect.appendTo(cluster.log().toFile()));
            if (script.equals(GUARD_SCRIPT)) {
                builder.redirectInput(new File("/dev/null"));
            }
            builder.environment().put("LC_ALL", "C");
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            Process shell = builder.start();
            ServerProcess server = new ServerProcess(cluster, shell, readPid(shell, cluster, logStart));
            server.awaitReady(logStart);
            return server;
        } catch (IOException failed) {
            throw new PostgresUnavailable("PostgreSQL could not be started in " + cluster.folder(), failed);
        }
    }

    private static long readPid(Process shell, ClusterFolder cluster, long logStart) throws IOException {
        // Not closed: the shell closes its end as soon as it has said the pid.
        BufferedReader output = shell.inputReader(StandardCharsets.US_ASCII);
        String pid = output.readLine();
        if (pid == null) {
            throw new PostgresUnavailable(
                    "PostgreSQL could not be started in " + cluster.folder() + ":\n" + cluster.logSince(logStart));
        }
        return Long.parseLong(pid.strip());
    }

    private void awaitReady(long logStart) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try {
            while (!isReady()) {
                if (!ProcessIdentity.isRunning(postmaster)) {
                    throw new PostgresUnavailable(
                            "PostgreSQL in " + cluster.folder() + " did not start:\n" + cluster.logSince(logStart));
                }
                if (System.nanoTime() > deadline) {
                    throw new PostgresUnavailable("PostgreSQL in " + cluster.folder() + " was not ready within "
                            + START_LIMIT.toSeconds() + " s:\n" + cluster.logSince(logStart));
                }
                Pause.millis(POLL_MS);
            }
        } catch (PostgresUnavailable notReady) {
            abandon();
            throw notReady;
        }
    }

    /** Ends a server that is not wanted any more, also when this thread has been interrupted meanwhile. */
    private void abandon() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            shell.getOutputStream().close();
            send("INT", List.of(postmaster));
            long deadline = System.nanoTime() + FAST_STOP_LIMIT.toNanos();
            while (ProcessIdentity.isRunning(postmaster) && System.nanoTime() < deadline) {
                Pause.millis(POLL_MS);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As pg_ctl does: the server writes its state into the eighth line of its pid file. */
    private boolean isReady() throws IOException {
        List<String> lines = pidFileLines(cluster);
        return lines.size() >= 8
                && lines.getFirst().equals(Long.toString(postmaster))
                && lines.get(7).strip().equals("ready");
    }

    private static void signal(OutputStream pipe, String signal) throws IOException {
        pipe.write((signal + "\n").getBytes(StandardCharsets.US_ASCII));
        pipe.flush();
    }

    private static void send(String signal, List<Long> pids) {
        for (Long pid : pids) {
            if (ProcessIdentity.isRunning(pid)) {
                ExternalProgram.run(STOP_LIMIT, List.of("sh", "-c", "kill -s " + signal + " " + pid));
            }
        }
    }
}
