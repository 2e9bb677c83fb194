package com.sexyresume.benchmarks.rig;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the operating system tells of processes and of itself; Linux only, as the embedded PostgreSQL is. */
public final class Machine {

    /** The kernel's USER_HZ, which is 100 on every architecture that we run on. */
    private static final long TICK_NANOS = 10_000_000;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int TIME_OF_ENDED_CHILDREN = 13;
    private static final int SYSTEM_TIME_OF_ENDED_CHILDREN = 14;

    private Machine() {}

    /** CPU time of this process in nanoseconds. */
    static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** CPU time of a process in nanoseconds, in steps of 10 ms. */
    static long cpuNanos(long process) {
        String[] stat = stat(process);
        return stat.length == 0 ? 0 : (ticks(stat, USER_TIME) + ticks(stat, SYSTEM_TIME)) * TICK_NANOS;
    }

    /** CPU time of a process and of its children, ended ones too, in nanoseconds. */
    static long cpuNanosOfTree(long process) {
        String[] stat = stat(process);
        if (stat.length == 0) {
            return 0;
        }
        long ended = ticks(stat, TIME_OF_ENDED_CHILDREN) + ticks(stat, SYSTEM_TIME_OF_ENDED_CHILDREN);
        try (Stream<ProcessHandle> children = ProcessHandle.of(process).stream().flatMap(ProcessHandle::children)) {
            return cpuNanos(process)
                    + ended * TICK_NANOS
                    + children.mapToLong(child -> cpuNanos(child.pid())).sum();
        }
    }

    private static long ticks(String[] stat, int field) {
        return Long.parseLong(stat[field]);
    }

    /** The fields behind the name, which may hold anything: proc(5) counts the first of them as the third. */
    private static String[] stat(long process) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        } catch (IOException ended) {
            return new String[0];
        }
    }

    /** A value of /proc/PID/status in KiB, such as VmRSS. */
    public static long memoryKib(long process, String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process), "status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    /** In words, for the head of the report. */
    public static String description() {
        return "%d cores (%s), %d GiB of memory, %s %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        Math.round(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                                        .getTotalMemorySize()
                                / (double) (1 << 30)),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"));
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException unknown) {
            return System.getProperty("os.arch");
        }
    }

    /** The machine's load over the last minute. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
