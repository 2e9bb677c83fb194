package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program of the machine that is run to its end, always within a time limit, always with its output kept. */
record ExternalProgram(List<String> command, int exitStatus, String output) {

    private static final int TIMED_OUT = 124;
    private static final int OUTPUT_LIMIT_BYTES = 64 * 1024;

    static ExternalProgram run(Duration limit, List<String> command) {
        return run(limit, command, null, null);
    }

    static ExternalProgram run(
            Duration limit, List<String> command, @Nullable Path workingFolder, @Nullable InputStream input) {
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            if (workingFolder != null) {
                builder.directory(workingFolder.toFile());
            }
            process = builder.start();
        } catch (IOException notStarted) {
            return new ExternalProgram(command, 127, String.valueOf(notStarted.getMessage()));
        }
        Output output = new Output(process.getInputStream());
        Thread reader = Thread.ofVirtual().start(output);
        try {
            Thread writer = Thread.ofVirtual().start(() -> feed(process, input));
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            writer.join(Duration.ofSeconds(5));
            reader.join(Duration.ofSeconds(5));
            return ended
                    ? new ExternalProgram(command, process.exitValue(), output.text())
                    : new ExternalProgram(
                            command, TIMED_OUT, output.text() + "\nno end within " + limit.toSeconds() + " s");
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new PostgresUnavailable("Interrupted while running " + String.join(" ", command), interrupted);
        }
    }

    /** Whether a program of that name is on the path. */
    static boolean isInstalled(String name) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        for (String folder : path.split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
                return true;
            }
        }
        return false;
    }

    boolean succeeded() {
        return exitStatus == 0;
    }

    /** One sentence on what was run and what it said. */
    String account() {
        String line = String.join(" ", command);
        return "`" + (line.length() > 200 ? line.substring(0, 200) + "…" : line) + "` ended with status " + exitStatus
                + (output.isBlank() ? "" : ":\n" + output.strip());
    }

    private static void feed(Process process, @Nullable InputStream input) {
        try (OutputStream stdin = process.getOutputStream()) {
            if (input != null) {
                input.transferTo(stdin);
            }
        } catch (IOException endedEarly) {
            // The program stopped reading; its status and output tell why.
            process.destroy();
        }
    }

    /** Keeps the end of what a program writes, so that a chatty one cannot fill the memory. */
    private static final class Output implements Runnable {

        private final InputStream stream;
        private final StringBuilder kept = new StringBuilder();

        Output(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8192];
            try {
                for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                    append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                }
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        }

        private synchronized void append(String text) {
            kept.append(text);
            if (kept.length() > OUTPUT_LIMIT_BYTES) {
                kept.delete(0, kept.length() - OUTPUT_LIMIT_BYTES);
            }
        }

        synchronized String text() {
            return kept.toString();
        }
    }
}
