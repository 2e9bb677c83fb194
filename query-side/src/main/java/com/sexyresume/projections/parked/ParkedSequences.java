package com.sexyresume.projections.parked;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.projections.DeadLetters;
import com.sexyresume.projections.Fault;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import com.sexyresume.projections.Subscription;
import com.sexyresume.reading.NoSuchRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tries parked sequences again, or lets go of them. Each step is a transaction that holds the projection's token row,
 * so that nothing of the sequence is projected meanwhile, and an event takes effect once.
 */
public final class ParkedSequences {

    private static final String NOUN = "parked sequence";

    /** Positions further apart are read on their own. */
    private static final long CLOSE = 500;

    private final EventStorageEngine history;
    private final JdbcClient rows;
    private final DeadLetters letters;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;
    /** Events of one transaction, all of which are in memory; each may have a megabyte. */
    private static final int MAX_AT_ONCE = 20;

    private final int batchSize;
    private final Map<String, Subscription<?>> followings = new HashMap<>();

    /**
     * @param projection connections of the login that projects
     * @param batchSize events in one transaction
     */
    public ParkedSequences(
            EventStorageEngine history, List<Projector<?>> projectors, DataSource projection, int batchSize) {
        projectors.forEach(projector -> followings.put(projector.name(), new Subscription<>(projector)));
        this.history = history;
        this.rows = JdbcClient.create(projection);
        this.letters = new DeadLetters(rows);
        JdbcTransactionManager transactions = new JdbcTransactionManager(projection);
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.batchSize = Math.min(batchSize, MAX_AT_ONCE);
    }

    /**
     * How a retry ended.
     *
     * @param projected events whose rows are written now
     * @param left events that are still parked, because the first of them failed again
     */
    public record Retried(String sequence, long projected, long left) {}

    /**
     * How a retry of all ended.
     *
     * @param healed sequences that are no longer parked
     * @param parked sequences that were tried and are still parked
     * @param untried sequences that the time did not suffice for
     */
    record AllRetried(long healed, long parked, long untried) {}

    /** Events that will not be projected, by whose decision. */
    record Discarded(UUID id, String sequence, long firstPosition, long lastPosition, long events) {}

    /** @throws NoSuchRow when there is no such projection */
    void requireProjection(String projection) {
        following(projection);
    }

    /**
     * Projects a sequence's events in their order, as far as that succeeds.
     *
     * @throws NoSuchRow when it is not parked
     */
    public Retried retry(String projection, String sequence) {
        return retry(following(projection), sequence);
    }

    /** A step's result: how many events it projected, and whether the sequence may have more that can be. */
    private record Step(int projected, boolean more) {}

    private <E extends DomainEvent> Retried retry(Subscription<E> following, String sequence) {
        long projected = 0;
        Step step;
        do {
            step = inTransaction(() -> step(following, sequence));
            projected += step.projected();
        } while (step.more());
        String name = following.projector().name();
        return new Retried(sequence, projected, count(name, sequence));
    }

    private <E extends DomainEvent> Step step(Subscription<E> following, String sequence) {
        String name = following.projector().name();
        letters.lock(name);
        List<Long> positions = letters.positions(name, sequence, batchSize);
        if (positions.isEmpty()) {
            throw new NoSuchRow(NOUN);
        }
        SequencedMap<Long, List<Recorded<E>>> events = read(following, positions);
        if (attempt(following, events.values().stream().flatMap(List::stream).toList()) == null) {
            letters.remove(name, sequence, positions.getLast());
            return new Step(positions.size(), count(name, sequence) > 0);
        }
        int projected = 0;
        long upTo = 0;
        for (Map.Entry<Long, List<Recorded<E>>> event : events.entrySet()) {
            Fault fault = attempt(following, event.getValue());
            if (fault != null) {
                letters.remove(name, sequence, upTo);
                letters.failedAgain(name, sequence, fault);
                return new Step(projected, false);
            }
            upTo = event.getKey();
            projected++;
        }
        letters.remove(name, sequence, upTo);
        return new Step(projected, count(name, sequence) > 0);
    }

    private <E extends DomainEvent> @Nullable Fault attempt(Subscription<E> following, List<Recorded<E>> events) {
        if (events.isEmpty()) {
            // It was of a type that the projector does not follow any more.
            return null;
        }
        try {
            savepoint.executeWithoutResult(status -> following.projector().project(events, rows));
            return null;
        } catch (RuntimeException failure) {
            if (!Fault.isPoison(failure)) {
                throw failure;
            }
            return Fault.of(failure);
        }
    }

    private long count(String projection, String sequence) {
        return rows.sql("SELECT count(*) FROM projections.dead_letter WHERE projection = ? AND sequence = ?")
                .params(projection, sequence)
                .query(Long.class)
                .single();
    }

    /** Of each position what the projector follows there. */
    private <E extends DomainEvent> SequencedMap<Long, List<Recorded<E>>> read(
            Subscription<E> following, List<Long> positions) {
        SequencedMap<Long, List<Recorded<E>>> events = new TreeMap<>();
        positions.forEach(position -> events.put(position, new ArrayList<>()));
        int begin = 0;
        for (int at = 1; at <= positions.size(); at++) {
            if (at == positions.size() || positions.get(at) - positions.get(at - 1) > CLOSE) {
                read(following, positions.get(begin), positions.get(at - 1), events);
                begin = at;
            }
        }
        return events;
    }

    private <E extends DomainEvent> void read(
            Subscription<E> following, long first, long last, Map<Long, List<Recorded<E>>> events) {
        try (Stream<? extends TrackedEventMessage<?>> stream =
                history.readEvents(new GlobalSequenceTrackingToken(first - 1), false)) {
            Iterator<? extends TrackedEventMessage<?>> remaining = stream.iterator();
            long position;
            do {
                TrackedEventMessage<?> event = remaining.next();
                position = Subscription.position(event.trackingToken());
                List<Recorded<E>> wanted = events.get(position);
                if (wanted != null && following.follows(event.getPayloadType())) {
                    wanted.add(following.recorded(event));
                }
            } while (position < last);
        }
    }

    /** Tries every parked sequence of a projection, those that have waited longest first, while there is time. */
    AllRetried retryAll(String projection, Duration longest) {
        Subscription<?> following = following(projection);
        List<String> sequences =
                rows.sql("""
                        SELECT sequence
                        FROM projections.dead_letter
                        WHERE projection = ?
                        GROUP BY sequence
                        ORDER BY min(position)
                        """).param(projection).query(String.class).list();
        long deadline = System.nanoTime() + longest.toNanos();
        long healed = 0;
        long parked = 0;
        for (String sequence : sequences) {
            if (System.nanoTime() > deadline) {
                break;
            }
            try {
                if (retry(following, sequence).left() == 0) {
                    healed++;
                } else {
                    parked++;
                }
            } catch (NoSuchRow gone) {
                healed++;
            }
        }
        return new AllRetried(healed, parked, sequences.size() - healed - parked);
    }

    /**
     * Lets go of a sequence, or of its first event, for good: only a rebuild brings it back.
     *
     * @param by whoever decides it
     * @throws NoSuchRow when it is not parked
     */
    public Discarded discard(String projection, String sequence, boolean onlyFirst, UUID by) {
        requireProjection(projection);
        return inTransaction(() -> {
            letters.lock(projection);
            List<Long> positions = letters.positions(projection, sequence, onlyFirst ? 1 : Integer.MAX_VALUE);
            if (positions.isEmpty()) {
                throw new NoSuchRow(NOUN);
            }
            Discarded discarded = new Discarded(
                    UUID.randomUUID(), sequence, positions.getFirst(), positions.getLast(), positions.size());
            rows.sql("""
                            INSERT INTO projections.discard
                            VALUES (?, ?, ?, ?, ?, ?, ?, transaction_timestamp())
                            """)
                    .params(
                            discarded.id(),
                            projection,
                            sequence,
                            discarded.firstPosition(),
                            discarded.lastPosition(),
                            discarded.events(),
                            by)
                    .update();
            letters.remove(projection, sequence, discarded.lastPosition());
            return discarded;
        });
    }

    private Subscription<?> following(String projection) {
        Subscription<?> following = followings.get(projection);
        if (following == null) {
            throw new NoSuchRow("projection");
        }
        return following;
    }

    /** @throws ProjectionBusy when the projection's rows or its token were not to be had in time */
    private <T> T inTransaction(Supplier<T> work) {
        T result;
        try {
            result = transaction.execute(status -> work.get());
        } catch (TransientDataAccessException busy) {
            throw new ProjectionBusy();
        }
        if (result == null) {
            throw new IllegalStateException("A transaction without a result");
        }
        return result;
    }
}
