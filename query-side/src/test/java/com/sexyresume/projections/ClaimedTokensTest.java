package com.sexyresume.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.TestHistory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process that stalled past its claim does not project what another one has projected since. */
@Execution(ExecutionMode.CONCURRENT)
class ClaimedTokensTest {

    private static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000a11c");
    private static final Duration SOON = Duration.ofSeconds(30);

    /** The claim is not extended while the test goes on, which would wait for the row as well. */
    private static final QueryProperties SLOW = new QueryProperties(
            true,
            10,
            2,
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            Duration.ofMillis(500),
            QueryDatabase.LONGEST_QUERY,
            Duration.ofSeconds(2),
            10);

    private QueryDatabase database;
    private TestHistory history;
    private JdbcClient superuser;

    @BeforeEach
    void migrate() {
        database = QueryDatabase.fresh();
        database.asOwner(NotesProjector.TABLES);
        history = new TestHistory(database);
        superuser = database.superuser();
    }

    @AfterEach
    void close() {
        history.close();
        database.close();
    }

    @Test
    void aBatchWhoseClaimAnotherProcessTookAndGaveBackIsRolledBack() throws Exception {
        NotesProjector projector = new NotesProjector();
        Projections projections =
                new Projections(history.store(), List.of(projector), database.pool("projector", 4), SLOW);
        try (Connection other = database.superuserPool().getConnection()) {
            projections.start();
            await().atMost(SOON)
                    .until(() -> superuser
                                    .sql("SELECT count(owner) FROM projections.token_entry WHERE processor_name = ?")
                                    .param(NotesProjector.NAME)
                                    .query(Long.class)
                                    .single()
                            == 1);
            // The row's lock makes the process stall in the middle of its batch, before it has moved the token.
            other.setAutoCommit(false);
            execute(other, "SELECT FROM projections.token_entry WHERE processor_name = 'test-notes' FOR UPDATE");
            history.append("credits", ALICE, ProjectionsTest.awarded(ALICE));
            await().atMost(SOON)
                    .until(() -> superuser.sql("""
                            SELECT count(*)
                            FROM pg_stat_activity
                            WHERE datname = current_database()
                              AND wait_event_type = 'Lock'
                              AND query LIKE 'UPDATE projections.token_entry SET token = %'
                            """).query(Long.class).single() == 1);
            // What another process has done meanwhile: it took the claim over, projected, and gave it back.
            execute(other, """
                    UPDATE projections.token_entry
                    SET token = jsonb_set(token::jsonb, '{globalIndex}', '1')::text, owner = NULL
                    WHERE processor_name = 'test-notes';
                    INSERT INTO note_counts VALUES ('%s', 1)
                    """.formatted(ALICE));
            other.commit();
            long last = history.append("credits", ALICE, ProjectionsTest.awarded(ALICE));
            await().atMost(SOON).until(() -> !projector.batches.isEmpty() && counted() == 2);
            assertThat(projector.batches).containsExactly(List.of(last));
        } finally {
            projections.stop();
        }
    }

    private static void execute(Connection connection, String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private long counted() {
        return superuser
                .sql("SELECT coalesce(sum(notes), 0) FROM note_counts")
                .query(Long.class)
                .single();
    }
}
