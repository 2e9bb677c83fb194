package com.sexyresume.query;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.UnknownEvent;
import com.sexyresume.query.Rebuild.Difference;
import com.sexyresume.query.Rebuild.Mode;
import com.sexyresume.query.Rebuild.State;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * One rebuild, on one connection, which holds the projection's lock: without the connection there is no rebuild.
 *
 * <p>The shadow never gets ahead of the live rows, whose token only grows: so once the token's row is locked, or seen
 * in one snapshot with the rows, the shadow can be brought to exactly that position, and what differs then is wrong.
 */
final class RebuildRun<E extends DomainEvent> {

    private static final Logger log = LoggerFactory.getLogger(RebuildRun.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Following<E> following;
    private final UUID id;
    private final Mode mode;
    private final EventStorageEngine history;
    private final int batchSize;
    private final BooleanSupplier stopping;
    private final JdbcClient rows;
    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;

    private long position;

    /** Ends the run with a state. */
    private static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final State state;
        private final @Nullable String failure;

        Ended(State state, @Nullable String failure) {
            super(failure, null, false, false);
            this.state = state;
            this.failure = failure;
        }
    }

    RebuildRun(
            Following<E> following,
            UUID id,
            Mode mode,
            EventStorageEngine history,
            int batchSize,
            BooleanSupplier stopping,
            Connection connection) {
        this.following = following;
        this.id = id;
        this.mode = mode;
        this.history = history;
        this.batchSize = batchSize;
        this.stopping = stopping;
        SingleConnectionDataSource only = new SingleConnectionDataSource(connection, true);
        this.rows = JdbcClient.create(only);
        JdbcTransactionManager transactions = new JdbcTransactionManager(only);
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Runs to its end, whichever that is. */
    void run() {
        Ended ended = outcome();
        try {
            rows.sql("SELECT projections.drop_shadow(?)").param(name()).query().listOfRows();
            if (ended.state != State.finished) {
                rows.sql("""
                                UPDATE projections.rebuild
                                SET state = ?, failure = ?, changed_at = clock_timestamp()
                                WHERE id = ?
                                """)
                        .param(ended.state.name())
                        .param(ended.failure)
                        .param(id)
                        .update();
            }
        } catch (DataAccessException lost) {
            // The connection is gone, and the lock with it: the next rebuild or start finds what is left.
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
            ShadowTables shadow = inTransaction(() -> ShadowTables.create(rows, following.projector()));
            for (long target = token(); position < target; target = token()) {
                feed(target, shadow);
            }
            rows.sql("SELECT projections.analyze_shadow(?)")
                    .param(name())
                    .query()
                    .listOfRows();
            finish(shadow);
            return new Ended(State.finished, null);
        } catch (Ended ended) {
            return ended;
        } catch (ShadowTables.NoPrimaryKey unfit) {
            return new Ended(State.failed, "no-primary-key");
        } catch (ShadowTables.WroteElsewhere unfit) {
            return new Ended(State.failed, "wrote-elsewhere");
        } catch (DataAccessException | TransactionException failed) {
            return failed("database-failed", failed);
        } catch (UnknownEvent unknown) {
            log.warn("The rebuild {} of {} failed: {}", id, name(), unknown.getMessage());
            return new Ended(State.failed, "unknown-event");
        } catch (RuntimeException failed) {
            return failed("projector-failed", failed);
        }
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

    /** Brings the shadow to the position, in transactions of a batch each. */
    private void feed(long target, ShadowTables shadow) {
        try (Stream<? extends TrackedEventMessage<?>> events = after(position)) {
            Iterator<? extends TrackedEventMessage<?>> remaining = events.iterator();
            while (position < target) {
                long to = Math.min(target, position + batchSize);
                position = inTransaction(() -> {
                    long reached = project(remaining, position, to, shadow);
                    progress(reached, target);
                    return reached;
                });
            }
        }
    }

    private void finish(ShadowTables shadow) {
        switch (mode) {
            case apply ->
                // The token's row is locked: the live projection waits, and nobody else writes these rows.
                inTransaction(() -> {
                    rows.sql("SELECT set_config('lock_timeout', '10s', true)")
                            .query()
                            .listOfRows();
                    List<Difference> differences = differences(lockedToken(), shadow);
                    if (differences.stream().anyMatch(difference -> difference.rows() > 0)) {
                        shadow.apply();
                    }
                    finished(differences);
                    return differences;
                });
            case verify -> {
                // Token and rows are seen in one snapshot, and the live projection goes on.
                List<Difference> differences = inTransaction(snapshot, () -> differences(token(), shadow));
                inTransaction(() -> {
                    finished(differences);
                    return differences;
                });
            }
        }
    }

    private List<Difference> differences(long target, ShadowTables shadow) {
        try (Stream<? extends TrackedEventMessage<?>> events = after(position)) {
            position = project(events.iterator(), position, target, shadow);
        }
        return shadow.differences();
    }

    private void finished(List<Difference> differences) {
        progress(position, position);
        rows.sql("""
                        UPDATE projections.rebuild
                        SET state = 'finished', differences = ?::jsonb, changed_at = clock_timestamp()
                        WHERE id = ?
                        """).param(JSON.writeValueAsString(differences)).param(id).update();
    }

    private Stream<? extends TrackedEventMessage<?>> after(long position) {
        return history.readEvents(new GlobalSequenceTrackingToken(position), false);
    }

    /** Projects what lies in ({@code from}, {@code to}]; positions are dense, so each of them comes. */
    private long project(Iterator<? extends TrackedEventMessage<?>> events, long from, long to, ShadowTables shadow) {
        List<Recorded<E>> batch = new ArrayList<>();
        long reached = from;
        while (reached < to) {
            if (!events.hasNext()) {
                throw new IllegalStateException("The history ends at " + reached + " before the token at " + to);
            }
            TrackedEventMessage<?> event = events.next();
            reached = Following.position(event.trackingToken());
            if (following.follows(event.getPayloadType())) {
                batch.add(following.recorded(event));
            }
        }
        if (!batch.isEmpty()) {
            shadow.write(() -> following.projector().project(batch, rows));
        }
        return reached;
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
        if (stopping.getAsBoolean()) {
            throw new Ended(State.failed, "interrupted");
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
