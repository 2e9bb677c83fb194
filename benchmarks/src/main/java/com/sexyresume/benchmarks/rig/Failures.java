package com.sexyresume.benchmarks.rig;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What went wrong, each kind once: a contender that fails is told of, and does not stop the others. */
public final class Failures {

    private static final int KINDS = 20;
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private Failures() {}

    public static void seen(Exception failure) {
        String kind = failure.getClass().getSimpleName() + ": " + firstLine(failure);
        if (SEEN.size() < KINDS && SEEN.add(kind.replaceAll("[0-9a-f-]{36}|\\d+", "…"))) {
            System.out.println("failed: " + kind);
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
