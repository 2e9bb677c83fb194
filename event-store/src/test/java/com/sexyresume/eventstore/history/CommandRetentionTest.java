package com.sexyresume.eventstore.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.History;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A request is remembered for as long as it may be sent again; what is no request is remembered for ever. */
class CommandRetentionTest {

    private static final String REQUEST = "0123456789abcdef".repeat(4);

    private static HistoryDatabase database;
    private static History history;

    @BeforeAll
    static void open() {
        database = HistoryDatabase.fresh();
        HikariDataSource appender = database.pool("appender", 4);
        history = new History(appender, appender, Duration.ofSeconds(20));
    }

    @AfterAll
    static void close() {
        history.close();
        database.close();
    }

    private static UUID recorded(String fingerprint, String age) {
        UUID id = UUID.randomUUID();
        history.append(Appends.onto(Appends.newStream())
                .command(id, fingerprint)
                .events(1)
                .build());
        database.executeAsOwner("UPDATE event_store.command SET recorded_at = now() - interval '" + age
                + "' WHERE command_id = '" + id + "'");
        return id;
    }

    @Test
    void forgetsOldRequestsAndNothingElse() {
        UUID old = recorded(REQUEST, "31 days");
        UUID recent = recorded(REQUEST, "29 days");
        UUID policy = recorded("WhenUserRegisteredThenAwardCredits", "400 days");
        UUID without = recorded("", "400 days");

        assertThat(history.forgetCommands(Duration.ofDays(30), 100)).isEqualTo(1);

        assertThat(history.find(old)).isEmpty();
        assertThat(history.find(recent)).isPresent();
        assertThat(history.find(policy)).isPresent();
        assertThat(history.find(without)).isPresent();
        assertThat(history.forgetCommands(Duration.ofDays(30), 100)).isZero();
    }

    @Test
    void forgetsInPiecesOnSeveralNodes() {
        for (int i = 0; i < 25; i++) {
            recorded(REQUEST, "60 days");
        }
        AtomicInteger forgotten = new AtomicInteger();
        try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int node = 0; node < 3; node++) {
                nodes.execute(() -> {
                    for (int some = 1; some > 0; ) {
                        some = history.forgetCommands(Duration.ofDays(30), 4);
                        assertThat(some).isLessThanOrEqualTo(4);
                        forgotten.addAndGet(some);
                    }
                });
            }
        }

        assertThat(forgotten.get() + history.forgetCommands(Duration.ofDays(30), 100))
                .isEqualTo(25);
    }

    @Test
    void forgetsNothingWithinADay() {
        assertThatThrownBy(() -> history.forgetCommands(Duration.ofHours(23), 1))
                .hasMessageContaining("24 hours");
    }
}
