package com.sexyresume.projections;

import com.sexyresume.events.DomainEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Projects events part by part within a transaction, each part in a savepoint, and finds those that cannot be
 * projected: a part that fails is halved until its event fails alone, as often as it may. Every sequence keeps its
 * order: whatever comes behind a poison event of its sequence is left out with it, unless that event alone is passed
 * over.
 */
public final class PartwiseProjection<E extends DomainEvent> {

    private final Subscription<E> following;
    private final JdbcClient rows;
    private final TransactionTemplate savepoint;
    private final int attempts;
    private final Set<String> parked;
    private final Poison<E> poison;
    private final Map<String, Fault> poisoned = new LinkedHashMap<>();
    private final Map<String, List<Long>> leftOut = new LinkedHashMap<>();

    /** What becomes of an event that cannot be projected. */
    public interface Poison<E extends DomainEvent> {

        /**
         * Whether the event alone is passed over; otherwise its sequence is left out from here on.
         *
         * @throws RuntimeException when neither may be
         */
        boolean isPassedOver(Recorded<E> recorded, RuntimeException failure);
    }

    /**
     * @param savepoint a template of nested transactions
     * @param attempts how often an event is tried alone
     * @param parked sequences that are left out from the start
     */
    public PartwiseProjection(
            Subscription<E> following,
            JdbcClient rows,
            TransactionTemplate savepoint,
            int attempts,
            Set<String> parked,
            Poison<E> poison) {
        this.following = following;
        this.rows = rows;
        this.savepoint = savepoint;
        this.attempts = attempts;
        this.parked = new HashSet<>(parked);
        this.poison = poison;
    }

    /**
     * Projects part by part, so that one that fails is known.
     *
     * @throws RuntimeException what may pass: the transaction is to be rolled back
     */
    public void project(List<Recorded<E>> part) {
        List<Recorded<E>> free = new ArrayList<>();
        for (Recorded<E> recorded : part) {
            if (parked.contains(following.sequence(recorded))) {
                leaveOut(recorded);
            } else {
                free.add(recorded);
            }
        }
        if (free.isEmpty()) {
            return;
        }
        RuntimeException failure = attempt(free);
        if (failure == null) {
            return;
        }
        if (free.size() > 1) {
            int middle = free.size() / 2;
            project(free.subList(0, middle));
            project(free.subList(middle, free.size()));
            return;
        }
        for (int tried = 1; failure != null && tried < attempts; tried++) {
            failure = attempt(free);
        }
        if (failure != null && !poison.isPassedOver(free.getFirst(), failure)) {
            Recorded<E> first = free.getFirst();
            poisoned.put(following.sequence(first), Fault.of(failure));
            parked.add(following.sequence(first));
            leaveOut(first);
        }
    }

    private void leaveOut(Recorded<E> recorded) {
        leftOut.computeIfAbsent(following.sequence(recorded), sequence -> new ArrayList<>())
                .add(recorded.position());
    }

    private @Nullable RuntimeException attempt(List<Recorded<E>> part) {
        try {
            savepoint.executeWithoutResult(status -> following.projector().project(List.copyOf(part), rows));
            return null;
        } catch (RuntimeException failure) {
            if (!Fault.isPoison(failure)) {
                throw failure;
            }
            return failure;
        }
    }

    /** The sequences whose first event that was left out failed here, and why. */
    public Map<String, Fault> poisoned() {
        return poisoned;
    }

    /** The positions of what was not projected, by sequence, in their order. */
    public Map<String, List<Long>> leftOut() {
        return leftOut;
    }
}
