package com.sexyresume.projections;

import com.sexyresume.events.credits.CreditsEvent.CreditsMoved;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger and its balance in two tables of a test, with a place to plant a fault. */
public final class NotesProjector implements Projector<CreditsMoved> {

    public static final String NAME = "test-notes";

    public static final String TABLES = """
            CREATE TABLE notes
            (
                id       uuid PRIMARY KEY,
                user_id  uuid        NOT NULL,
                amount   integer     NOT NULL,
                position bigint      NOT NULL UNIQUE,
                written  timestamptz NOT NULL,
                twice    integer GENERATED ALWAYS AS (2 * amount) STORED
            );
            CREATE INDEX idx_notes_user ON notes (user_id);
            SELECT private.secure_user_table('notes');
            CREATE TABLE note_counts (user_id uuid PRIMARY KEY, notes bigint NOT NULL);
            SELECT private.secure_user_table('note_counts');
            """;

    public final List<List<Long>> batches = new CopyOnWriteArrayList<>();
    /** Those of the batches that a rebuild has projected. */
    public final List<List<Long>> inShadow = new CopyOnWriteArrayList<>();

    private volatile Consumer<JdbcClient> before = rows -> {};
    private volatile Consumer<JdbcClient> after = rows -> {};
    private volatile Consumer<Recorded<CreditsMoved>> poison = recorded -> {};

    public void before(Consumer<JdbcClient> fault) {
        before = fault;
    }

    public void after(Consumer<JdbcClient> fault) {
        after = fault;
    }

    /** Fails, or not, for each event. */
    public void poison(Consumer<Recorded<CreditsMoved>> fault) {
        poison = fault;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends CreditsMoved>> follows() {
        return Set.of(CreditsMoved.class);
    }

    @Override
    public List<String> tables() {
        return List.of("notes", "note_counts");
    }

    @Override
    public void project(List<Recorded<CreditsMoved>> batch, JdbcClient rows) {
        before.accept(rows);
        for (Recorded<CreditsMoved> recorded : batch) {
            poison.accept(recorded);
            rows.sql("INSERT INTO notes (id, user_id, amount, position, written) VALUES (?, ?, ?, ?, ?)")
                    .params(
                            recorded.event().transactionId(),
                            recorded.event().userId().value(),
                            recorded.event().amount(),
                            recorded.position(),
                            Timestamp.from(recorded.time()))
                    .update();
            rows.sql("""
                            INSERT INTO note_counts VALUES (?, 1)
                            ON CONFLICT (user_id) DO UPDATE SET notes = note_counts.notes + 1
                            """).param(recorded.event().userId().value()).update();
        }
        after.accept(rows);
        List<Long> positions = batch.stream().map(Recorded::position).toList();
        batches.add(positions);
        if (rows.sql("SELECT current_schema()").query(String.class).single().startsWith("shadow")) {
            inShadow.add(positions);
        }
    }
}
