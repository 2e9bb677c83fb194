package com.sexyresume.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application's own rebuild of the credit ledger, asked for over HTTP by an auditor: shadow tables, comparison with
 * the live rows and the switch included, while the live rows answer.
 */
final class OurRebuild {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REBUILDS = "/v1/admin/projections/credit-ledger/rebuild";
    private static final Duration DEADLINE = Duration.ofMinutes(15);
    private static final long POLL_NANOS = 20_000_000;

    private OurRebuild() {}

    /**
     * Rebuilds and waits for the end.
     *
     * @return seconds, as the application tells them
     */
    static double rebuild(ApplicationProcess application, long events) throws IOException {
        String token = Token.of(ApplicationProcess.AUDITOR, "authenticated");
        try (HttpConnection connection = application.connect()) {
            JsonNode begun = answer(connection.post(REBUILDS + "?mode=apply", token, ""), 202);
            String path = REBUILDS + "s/" + begun.path("id").asString();
            long deadline = System.nanoTime() + DEADLINE.toNanos();
            while (System.nanoTime() < deadline) {
                JsonNode rebuild = answer(connection.get(path, token), 200);
                switch (rebuild.path("state").asString()) {
                    case "finished" -> {
                        if (rebuild.path("eventsDone").asLong() < events) {
                            throw new IOException("It ended early: " + rebuild);
                        }
                        return seconds(rebuild);
                    }
                    case "running" -> LockSupport.parkNanos(POLL_NANOS);
                    default -> throw new IOException("The rebuild did not finish: " + rebuild);
                }
            }
            throw new IOException("The rebuild took longer than " + DEADLINE);
        }
    }

    private static double seconds(JsonNode rebuild) {
        return Duration.between(
                                Instant.parse(rebuild.path("requestedAt").asString()),
                                Instant.parse(rebuild.path("changedAt").asString()))
                        .toNanos()
                / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static JsonNode answer(HttpConnection.Answer answer, int status) throws IOException {
        if (answer.status() != status) {
            throw new IOException("HTTP " + answer.status() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
