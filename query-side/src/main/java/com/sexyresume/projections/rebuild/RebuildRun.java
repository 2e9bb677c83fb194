package com.sexyresume.projections.rebuild;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.UnknownEvent;
import com.sexyresume.projections.DeadLetters;
import com.sexyresume.projections.PartwiseProjection;
import com.sexyresume.projections.Recorded;
import com.sexyresume.projections.Subscription;
import com.sexyresume.projections.rebuild.Rebuild.Difference;
import com.sexyresume.projections.rebuild.Rebuild.Mode;
import com.sexyresume.projections.rebuild.Rebuild.State;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * One rebuild, or what is left of it, on one connection, which holds the projection's lock: without the connection
 * there is no run, and another one goes on from the position that the last commit reached.
 *
 * <p>The shadow never gets ahead of the live rows, whose token only grows: so once the token's row is locked, or seen
 * in one snapshot with the rows, the shadow can be brought to exactly that position, and what differs then is wrong.
 *
 * <p>An event that cannot be projected is left out, with what is behind it in its sequence, if the live projection has
 * it parked, and passed over if somebody has discarded it; otherwise it fails the run, which would else take away rows
 * that are there.
 */
final class RebuildRun<E extends DomainEvent> {

    private static final Logger log = LoggerFactory.getLogger(RebuildRun.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Subscription<E> following;
    private final UUID id;
    private final Mode mode;
    private final Needs needs;
    private final JdbcClient rows;
    private final DeadLetters letters;
    private final TransactionTemplate savepoint;
    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;

    /** By sequence, from which position on its events are not in the shadow. */
    private final Map<String, Long> leftOut = new TreeMap<>();

    private long position;

    /**
     * What every run of a process needs.
     *
     * @param decoding where events are decoded
     * @param stopping whether the process is about to end
     */
    record Needs(
            BulkHistory history,
            RebuildProperties limits,
            List<AfterSwitch> afterSwitch,
            Executor decoding,
            BooleanSupplier stopping) {}

    /** Ends the run with a state; {@code running} leaves it to be taken up again. */
    private static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final State state;
        private final @Nullable String failure;
        private final transient List<String> findings;

        Ended(State state, @Nullable String failure, List<String> findings) {
            super(failure, null, false, false);
            this.state = state;
            this.failure = failure;
            this.findings = findings;
        }

        Ended(State state, @Nullable String failure) {
            this(state, failure, List.of());
        }
    }

    RebuildRun(Subscription<E> following, UUID id, Mode mode, Needs needs, Connection connection) {
        this.following = following;
        this.id = id;
        this.mode = mode;
        this.needs = needs;
        SingleConnectionDataSource only = new SingleConnectionDataSource(connection, true);
        this.rows = JdbcClient.create(only);
        this.letters = new DeadLetters(rows);
        JdbcTransactionManager transactions = new JdbcTransactionManager(only);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Runs to its end, or until something keeps it from going on that may be gone later. */
    void run() {
        Ended ended = outcome();
        if (ended.state == State.running) {
            log.info("The rebuild {} of {} is interrupted at position {}", id, name(), position);
            return;
        }
        try {
            rows.sql("SELECT projections.drop_shadow(?)").param(name()).query().listOfRows();
            if (ended.state != State.finished) {
                rows.sql("""
                                UPDATE projections.rebuild
                                SET state = ?, failure = ?, findings = ?::jsonb, changed_at = clock_timestamp()
                                WHERE id = ?
                                """)
                        .param(ended.state.name())
                        .param(ended.failure)
                        .param(ended.findings.isEmpty() ? null : JSON.writeValueAsString(ended.findings))
                        .param(id)
                        .update();
            }
        } catch (DataAccessException lost) {
            // The connection is gone, and the lock with it: whoever takes the rebuild up comes to the same end.
            log.warn(
                    "The rebuild {} of {} ended without a word of it: {}",
                    id,
                    name(),
                    lost.getClass().getSimpleName());
        }
        log.info("The rebuild {} of {} has {}", id, name(), ended.failure == null ? ended.state : ended.failure);
    }

    private Ended outcome() {
        try {
            ShadowTables shadow = inTransaction(this::shadow);
            for (long target = token(); position < target; target = token()) {
                feed(target, shadow);
            }
            shadow.analyze();
            finish(shadow);
            return new Ended(State.finished, null);
        } catch (Ended ended) {
            return ended;
        } catch (SwitchRefused refused) {
            return new Ended(State.failed, refused.code(), refused.findings());
        } catch (ShadowTables.NoPrimaryKey unfit) {
            return new Ended(State.failed, "no-primary-key");
        } catch (ShadowTables.WroteElsewhere unfit) {
            return new Ended(State.failed, "wrote-elsewhere");
        } catch (SerializationException unreadable) {
            // It names the event's type and revision, and no value.
            log.warn("The rebuild {} of {} cannot read an event: {}", id, name(), unreadable.getMessage());
            return new Ended(State.failed, "unreadable-event");
        } catch (HistoryFeed.Away
                | TransientDataAccessException
                | RecoverableDataAccessException
                | CannotCreateTransactionException away) {
            return interrupted(away);
        } catch (DataAccessException | TransactionException failed) {
            return isLost() ? interrupted(failed) : failed("database-failed", failed);
        } catch (UnknownEvent unknown) {
            log.warn("The rebuild {} of {} failed: {}", id, name(), unknown.getMessage());
            return new Ended(State.failed, "unknown-event");
        } catch (RuntimeException failed) {
            return failed("projector-failed", failed);
        }
    }

    private boolean isLost() {
        try {
            rows.sql("SELECT 1").query().listOfRows();
            return false;
        } catch (DataAccessException gone) {
            return true;
        }
    }

    private Ended interrupted(RuntimeException why) {
        log.info("The rebuild {} of {} waits: {}", id, name(), why.getClass().getName());
        return new Ended(State.running, null);
    }

    private Ended failed(String code, RuntimeException why) {
        // The message may quote a row.
        log.warn(
                "The rebuild {} of {} failed behind position {}: {}",
                id,
                name(),
                position,
                why.getClass().getName());
        return new Ended(State.failed, code);
    }

    private record Kept(
            long position, String leftOut, @Nullable String madeBy) {}

    /** Goes on with what an earlier attempt left, if it is whole and was made as it would be made now. */
    private ShadowTables shadow() {
        String recipe = ShadowFingerprint.of(following.projector(), rows);
        Kept kept = rows.sql("SELECT position, left_out, made_by FROM projections.rebuild WHERE id = ?")
                .param(id)
                .query((row, number) ->
                        new Kept(row.getLong("position"), row.getString("left_out"), row.getString("made_by")))
                .single();
        if (recipe.equals(kept.madeBy()) && ShadowTables.areWhole(rows, following.projector())) {
            position = kept.position();
            JSON.readTree(kept.leftOut())
                    .properties()
                    .forEach(of -> leftOut.put(of.getKey(), of.getValue().asLong()));
            return ShadowTables.of(rows, following.projector());
        }
        rows.sql("""
                        UPDATE projections.rebuild
                        SET position = 0, attempt_from = 0, left_out = '{}', made_by = ?
                        WHERE id = ?
                        """).params(recipe, id).update();
        return ShadowTables.create(rows, following.projector());
    }

    /** Brings the shadow to the position, in transactions of a batch each. */
    private void feed(long target, ShadowTables shadow) {
        try (HistoryFeed<E> feed = feed(target)) {
            while (position < target) {
                HistoryFeed.Batch<E> batch = feed.next();
                inTransaction(() -> {
                    write(batch, shadow);
                    progress(batch.reached(), target);
                    return batch;
                });
                position = batch.reached();
            }
        }
    }

    private HistoryFeed<E> feed(long target) {
        return new HistoryFeed<>(needs.history(), following, needs.limits(), needs.decoding(), position, target);
    }

    private void write(HistoryFeed.Batch<E> batch, ShadowTables shadow) {
        if (batch.events().isEmpty()) {
            return;
        }
        PartwiseProjection<E> partwise =
                new PartwiseProjection<>(following, rows, savepoint, 1, leftOut.keySet(), this::isPassedOver);
        shadow.write(batch.events().size(), () -> partwise.project(batch.events()));
        if (!partwise.poisoned().isEmpty()) {
            partwise.leftOut().forEach((sequence, positions) -> leftOut.putIfAbsent(sequence, positions.getFirst()));
            rows.sql("UPDATE projections.rebuild SET left_out = ?::jsonb WHERE id = ?")
                    .params(JSON.writeValueAsString(leftOut), id)
                    .update();
        }
    }

    /** As whoever decides it has it, or the live projection, which has come to this event before the shadow does. */
    private boolean isPassedOver(Recorded<E> recorded, RuntimeException failure) {
        String sequence = following.sequence(recorded);
        if (letters.contains(name(), sequence, recorded.position())) {
            return false;
        }
        if (letters.isDiscarded(name(), sequence, recorded.position())) {
            return true;
        }
        throw failure;
    }

    /** What was parked may have been projected since, or discarded: the shadow lacks it, or more than it should. */
    private void requireStillParked() {
        leftOut.forEach((sequence, from) -> {
            if (!letters.contains(name(), sequence, from)) {
                throw new Ended(State.failed, "parked-no-longer");
            }
        });
    }

    private void finish(ShadowTables shadow) {
        switch (mode) {
            case apply -> {
                AtomicLong lockedAt = new AtomicLong();
                inTransaction(() -> {
                    // The token's row is locked: the live projection waits, and nobody else writes these rows.
                    rows.sql("SELECT set_config('lock_timeout', ?, true)")
                            .param(needs.limits().longestLockWait().toMillis() + "ms")
                            .query()
                            .listOfRows();
                    long target = lockedToken();
                    lockedAt.set(System.nanoTime());
                    List<Difference> applied = shadow.apply(differences(target, shadow));
                    AfterSwitch.Switch done =
                            new AfterSwitch.Switch(name(), following.projector().tables(), target, Map.copyOf(leftOut));
                    needs.afterSwitch().forEach(after -> after.switched(done, rows));
                    finished(target, applied);
                    return applied;
                });
                long standstill = System.nanoTime() - lockedAt.get();
                rows.sql("UPDATE projections.rebuild SET locked_ms = ? WHERE id = ?")
                        .params(TimeUnit.NANOSECONDS.toMillis(standstill), id)
                        .update();
            }
            case verify -> {
                // Token and rows are seen in one snapshot, and the live projection goes on.
                inTransaction(snapshot, () -> {
                    long target = token();
                    List<Difference> differences = differences(target, shadow);
                    finished(target, differences);
                    return differences;
                });
            }
        }
    }

    /** The last events and the comparison, in the current transaction. */
    private List<Difference> differences(long target, ShadowTables shadow) {
        if (position < target) {
            try (HistoryFeed<E> feed = feed(target)) {
                for (long reached = position; reached < target; ) {
                    HistoryFeed.Batch<E> batch = feed.next();
                    write(batch, shadow);
                    reached = batch.reached();
                }
            }
        }
        shadow.leave();
        requireStillParked();
        return shadow.differences();
    }

    private void finished(long target, List<Difference> differences) {
        progress(target, target);
        rows.sql("""
                        UPDATE projections.rebuild
                        SET state = 'finished', differences = ?::jsonb, changed_at = clock_timestamp()
                        WHERE id = ?
                        """).param(JSON.writeValueAsString(differences)).param(id).update();
    }

    /** Tells how far it is, and hears whether it is to go on. */
    private void progress(long reached, long target) {
        boolean cancelled =
                rows.sql("""
                        UPDATE projections.rebuild
                        SET position = ?, target = greatest(?, target), changed_at = clock_timestamp()
                        WHERE id = ?
                        RETURNING cancel_requested
                        """).params(reached, target, id).query(Boolean.class).single();
        if (cancelled) {
            throw new Ended(State.cancelled, null);
        }
    }

    private long token() {
        return token("SELECT position FROM projections.token_entry WHERE processor_name = ?");
    }

    private long lockedToken() {
        return token("""
                SELECT position FROM projections.token_entry WHERE processor_name = ? ORDER BY segment FOR UPDATE
                """);
    }

    private long token(String query) {
        List<Long> positions = rows.sql(query)
                .param(name())
                .query((row, number) -> Math.max(0, row.getLong("position")))
                .list();
        if (positions.isEmpty()) {
            throw new Ended(State.failed, "never-ran");
        }
        if (positions.stream().distinct().count() > 1) {
            throw new Ended(State.failed, "segments-apart");
        }
        return positions.getFirst();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return inTransaction(transaction, work);
    }

    private <T> T inTransaction(TransactionTemplate transaction, Supplier<T> work) {
        if (needs.stopping().getAsBoolean()) {
            throw new Ended(State.running, null);
        }
        T result = transaction.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("A transaction without a result");
        }
        return result;
    }

    private String name() {
        return following.projector().name();
    }
}
