package com.sexyresume.benchmarks;

import com.sexyresume.benchmarks.rig.ApplicationProcess;
import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.benchmarks.rig.HttpConnection;
import com.sexyresume.benchmarks.rig.Token;
import com.sexyresume.benchmarks.stock.Generator;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
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

    private final Cluster cluster;
    private final ApplicationProcess application;
    private final Path folder;

    OurRebuild(Cluster cluster, ApplicationProcess application, Path folder) {
        this.cluster = cluster;
        this.application = application;
        this.folder = folder;
    }

    /**
     * Makes the history as long as that; or, where the application's projections run, longer by as much, and waits for
     * them.
     *
     * @return how long it is
     */
    long grow(long events, boolean projecting) throws SQLException {
        String database = application.database();
        long head = projecting ? number("SELECT position FROM event_store.head") : 0;
        long all = head + events;
        Generator.ours(cluster, database, folder.resolve("keys-of-" + database), all);
        if (!projecting) {
            cluster.execute(database, """
                    INSERT INTO projections.token_entry (processor_name, segment, token, token_type, claimed_at)
                    VALUES ('credit-ledger', 0, '{"globalIndex":%d}',
                            'org.axonframework.eventhandling.GlobalSequenceTrackingToken', '1970-01-01T00:00:00Z')
                    ON CONFLICT (processor_name, segment) DO UPDATE SET token = excluded.token
                    """.formatted(all));
            // Nobody projects who is an auditor either.
            cluster.execute(database, """
                    INSERT INTO admin_users (user_id, role, is_active, granted_by, created_at, updated_at)
                    VALUES ('%1$s', 'auditor', true, '%1$s', now(), now())
                    ON CONFLICT DO NOTHING;
                    INSERT INTO private.admin_role (user_id, role) VALUES ('%1$s', 'auditor') ON CONFLICT DO NOTHING
                    """.formatted(ApplicationProcess.AUDITOR));
        }
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (number("SELECT coalesce(min(position), 0) FROM projections.token_entry"
                                + " WHERE processor_name = 'credit-ledger'")
                        < all
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return all;
    }

    private long number(String query) throws SQLException {
        return cluster.numbers(application.database(), query).getFirst().longValue();
    }

    /**
     * Rebuilds and waits for the end.
     *
     * @return how long it took, as the application tells
     */
    double seconds(long events) throws IOException {
        String token = Token.of(ApplicationProcess.AUDITOR, "authenticated");
        try (HttpConnection connection = application.connect()) {
            long deadline = System.nanoTime() + DEADLINE.toNanos();
            HttpConnection.Answer asked = connection.post(REBUILDS + "?mode=apply", token, "");
            // Who is an auditor is itself projected from the history, unless projections are off.
            while (asked.status() == 403 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(POLL_NANOS);
                asked = connection.post(REBUILDS + "?mode=apply", token, "");
            }
            String path = REBUILDS + "s/" + answer(asked, 202).path("id").asString();
            while (System.nanoTime() < deadline) {
                JsonNode rebuild = answer(connection.get(path, token), 200);
                switch (rebuild.path("state").asString()) {
                    case "finished" -> {
                        if (rebuild.path("eventsDone").asLong() < events) {
                            throw new IOException("It ended early: " + rebuild);
                        }
                        return took(rebuild);
                    }
                    case "running", "interrupted" -> LockSupport.parkNanos(POLL_NANOS);
                    default -> throw new IOException("The rebuild did not finish: " + rebuild);
                }
            }
            throw new IOException("The rebuild took longer than " + DEADLINE);
        }
    }

    private static double took(JsonNode rebuild) {
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
