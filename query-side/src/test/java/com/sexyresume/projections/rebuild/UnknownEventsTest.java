package com.sexyresume.projections.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.EventCatalog;
import com.sexyresume.events.EventType;
import com.sexyresume.events.UserId;
import com.sexyresume.projections.NotesProjector;
import com.sexyresume.projections.Projections;
import com.sexyresume.projections.ProjectionsTest;
import com.sexyresume.projections.rebuild.Rebuild.Mode;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.TestHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** While two versions run at once, the older one waits in front of what it does not know, and the newer one goes on. */
class UnknownEventsTest {

    private static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000a11c");
    private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-0000000000b0");
    private static final Duration SOON = Duration.ofSeconds(60);

    /** What the older version has never heard of. */
    @EventType(name = "tests.something-new")
    record SomethingNew(UserId userId) implements DomainEvent {}

    private final NotesProjector olderProjector = new NotesProjector();
    private final NotesProjector newerProjector = new NotesProjector();

    private QueryDatabase database;
    private JdbcClient superuser;
    private TestHistory older;
    private TestHistory newer;
    private Projections olderProjections;
    private Projections newerProjections;

    @BeforeEach
    void open() {
        database = QueryDatabase.fresh();
        database.asOwner(NotesProjector.TABLES);
        superuser = database.superuser();
        List<Class<?>> events = new ArrayList<>(EventCatalog.events());
        events.add(SomethingNew.class);
        older = new TestHistory(database);
        newer = new TestHistory(database, events);
        olderProjections = projections(older, olderProjector);
        newerProjections = projections(newer, newerProjector);
    }

    @AfterEach
    void close() {
        olderProjections.stop();
        newerProjections.stop();
        older.close();
        newer.close();
        database.close();
    }

    private Projections projections(TestHistory history, NotesProjector projector) {
        return new Projections(
                history.store(), List.of(projector), database.pool("projector", 4), ProjectionsTest.properties(10));
    }

    @Test
    void theOlderVersionSkipsNothingAndTheNewerOneTakesOver() {
        older.append("credits", ALICE, ProjectionsTest.awarded(ALICE), ProjectionsTest.awarded(ALICE));
        olderProjections.start();
        awaitNotes(2);

        long unknown = newer.append("news", BOB, new SomethingNew(new UserId(BOB)));
        newer.append("credits", BOB, ProjectionsTest.awarded(BOB));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(older.store().waitsBefore())
                    .hasValueSatisfying(event -> assertThat(event)
                            .hasMessageContaining("tests.something-new, revision 1, at position " + unknown + ","));
            assertThat(olderProjections.failing()).containsExactly(NotesProjector.NAME);
        });
        assertThat(notes()).isEqualTo(2);
        assertThat(token()).isLessThan(unknown);

        newerProjections.start();
        awaitNotes(3);
        await().atMost(SOON).until(this::token, position -> position == unknown + 1);
        assertThat(newer.store().waitsBefore()).isEmpty();
        assertThat(olderProjector.batches.stream().flatMap(List::stream)).containsExactly(1L, 2L);
        assertThat(newerProjector.batches.stream().flatMap(List::stream)).containsExactly(unknown + 1);

        assertThat(rebuilt(older)).containsEntry("state", "failed").containsEntry("failure", "unknown-event");
        assertThat(rebuilt(newer)).containsEntry("state", "finished").containsEntry("failure", null);
    }

    /** How a rebuild by that version ended. */
    private Map<String, Object> rebuilt(TestHistory history) {
        DataSource projection = database.pool("projector", 4);
        Rebuilds rebuilds = new Rebuilds(
                history.bulk(), List.of(new NotesProjector()), List.of(), projection, RebuildTest.limits());
        rebuilds.start();
        try {
            UUID id = await().atMost(SOON)
                    .ignoreException(RebuildInProgress.class)
                    .until(() -> rebuilds.begin(NotesProjector.NAME, Mode.verify, ALICE), begun -> true);
            return await().atMost(SOON)
                    .until(
                            () -> superuser
                                    .sql("SELECT state, failure FROM projections.rebuild WHERE id = ?")
                                    .param(id)
                                    .query()
                                    .singleRow(),
                            row -> !"running".equals(row.get("state")));
        } finally {
            rebuilds.stop();
        }
    }

    private void awaitNotes(long expected) {
        await().atMost(SOON).until(this::notes, found -> found == expected);
    }

    private long notes() {
        return superuser.sql("SELECT count(*) FROM notes").query(Long.class).single();
    }

    private long token() {
        return superuser
                .sql("SELECT greatest(position, 0) FROM projections.token_entry WHERE processor_name = ?")
                .param(NotesProjector.NAME)
                .query(Long.class)
                .single();
    }
}
