package com.sexyresume.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.TestHistory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** After an outage projections go on when the database answers, not when Axon's pause, doubled each time, is over. */
@Execution(ExecutionMode.CONCURRENT)
class DatabaseAwayTest {

    private static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000a11c");

    private QueryDatabase database;
    private TestHistory history;
    private final NotesProjector projector = new NotesProjector();
    private Outage pool;
    private Projections projections;

    /** Connections that cannot be had for a while, and those that were had break. */
    private static final class Outage extends DelegatingDataSource {

        private final AtomicInteger attempts = new AtomicInteger();
        private volatile boolean away;

        Outage(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (away) {
                if (Thread.currentThread().getName().startsWith("projection-coordinator")) {
                    attempts.incrementAndGet();
                }
                throw new SQLException("planted", "08001");
            }
            return super.getConnection();
        }
    }

    @BeforeEach
    void migrate() {
        database = QueryDatabase.fresh();
        database.asOwner(NotesProjector.TABLES);
        history = new TestHistory(database);
        pool = new Outage(database.pool("projector", 4));
        projections = new Projections(history.store(), List.of(projector), pool, ProjectionsTest.properties(10));
    }

    @AfterEach
    void close() {
        projections.stop();
        history.close();
        database.close();
    }

    @Test
    void projectionsAreCurrentSoonAfterALongOutage() {
        long before = award();
        projections.start();
        awaitProjected(before, Duration.ofSeconds(30));
        pool.away = true;
        long during = award();
        // Attempts after 1, 2, 4 and 8 s have failed: the next one would be 16 s later, and the one after it 32 s.
        await().atMost(Duration.ofMinutes(2)).until(() -> pool.attempts.get() >= 5);
        assertThat(projections.failing()).containsExactly(NotesProjector.NAME);
        pool.away = false;
        awaitProjected(during, Duration.ofSeconds(10));
        await().atMost(Duration.ofSeconds(30)).until(() -> projections.failing().isEmpty());
    }

    private long award() {
        return history.append("credits", ALICE, ProjectionsTest.awarded(ALICE));
    }

    private void awaitProjected(long position, Duration longest) {
        await().atMost(longest).until(() -> projector.batches.stream().anyMatch(batch -> batch.contains(position)));
    }
}
