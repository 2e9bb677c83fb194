package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same pid: its start time, in clock ticks since boot, is
 * part of it.
 */
record ProcessIdentity(long pid, String startTime) {

    private static final int STATE_FIELD = 0;
    private static final int START_TIME_FIELD = 19;

    /** The build that this process belongs to: its topmost {@code java} ancestor, or itself if it has none. */
    static ProcessIdentity ofBuild() {
        ProcessHandle topmost = ProcessHandle.current();
        Optional<ProcessHandle> each = topmost.parent();
        while (each.isPresent()) {
            if (each.get().info().command().orElse("").endsWith("/java")) {
                topmost = each.get();
            }
            each = each.get().parent();
        }
        long pid = topmost.pid();
        return new ProcessIdentity(
                pid,
                fields(pid)
                        .map(fields -> fields[START_TIME_FIELD])
                        .orElseThrow(() -> new PostgresUnavailable("The process " + pid + " has gone")));
    }

    /** Whether a process has that pid and is more than a remainder that nobody has waited for. */
    static boolean isRunning(long pid) {
        return fields(pid).filter(fields -> !fields[STATE_FIELD].equals("Z")).isPresent();
    }

    /** What follows the command's name in {@code /proc/<pid>/stat}, see proc(5): the state is the first. */
    private static Optional<String[]> fields(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
