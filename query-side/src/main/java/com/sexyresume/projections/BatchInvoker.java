package com.sexyresume.projections;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.PayloadSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Collects what a processor hands out one by one and gives it to the projector as the batch it was.
 *
 * <p>Axon stores the token first when a batch prepares its commit, and the rows are written after it, in the same
 * transaction. The token's row is thereby the lock that serialises a projection with its rebuild and with retries of
 * what is parked, always taken before any row.
 *
 * <p>A batch is projected as a whole until one fails for a reason that lies in its events. It is rolled back and, when
 * it comes again, taken apart; so are batches while anything is parked.
 */
final class BatchInvoker<E extends DomainEvent> implements EventHandlerInvoker {

    private static final Logger log = LoggerFactory.getLogger(BatchInvoker.class);

    /** Characters of JSON of large payloads. */
    private static final long PART_CHARS = 4L << 20;

    private final Subscription<E> following;
    private final JdbcClient rows;
    private final DeadLetters letters;
    private final TransactionTemplate savepoint;
    private final DeadLetterProperties limits;
    private final String batchKey;
    private volatile boolean failing;
    private volatile long failedPosition;

    /** Whether something may be parked: unknown after a claim. Only who has claimed a projection parks. */
    private volatile boolean mayBeParked = true;

    /** Whether the last batch failed for a reason that lies in its events. */
    private volatile boolean suspicious;

    private volatile boolean worthRetryingAtOnce;

    BatchInvoker(
            Subscription<E> following, JdbcClient rows, TransactionTemplate savepoint, DeadLetterProperties limits) {
        this.following = following;
        this.rows = rows;
        this.letters = new DeadLetters(rows);
        this.savepoint = savepoint;
        this.limits = limits;
        this.batchKey = "com.sexyresume.query.batch." + following.projector().name();
    }

    @Override
    public boolean canHandle(EventMessage<?> message, Segment segment) {
        return following.follows(message.getPayloadType());
    }

    @Override
    public boolean canHandleType(Class<?> payloadType) {
        return following.follows(payloadType);
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) {
        if (!canHandle(message, segment)) {
            return;
        }
        UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
        List<EventMessage<?>> batch = unitOfWork.getOrComputeResource(batchKey, key -> {
            List<EventMessage<?>> collected = new ArrayList<>();
            unitOfWork.onPrepareCommit(commit -> project(collected, unitOfWork));
            unitOfWork.onRollback(rolledBack -> failed(collected));
            return collected;
        });
        batch.add(message);
    }

    private void project(List<EventMessage<?>> batch, UnitOfWork<?> unitOfWork) {
        worthRetryingAtOnce = false;
        Set<String> parked = trying(false, () -> mayBeParked ? letters.parked(name()) : Set.of());
        if (parked.isEmpty() && !suspicious) {
            for (List<EventMessage<?>> part : parts(batch)) {
                List<Recorded<E>> recorded = recorded(part);
                trying(true, () -> {
                    following.projector().project(recorded, rows);
                    return recorded;
                });
            }
            unitOfWork.afterCommit(committed -> succeeded(false));
        } else {
            PartwiseProjection<E> partwise = new PartwiseProjection<>(
                    following, rows, savepoint, limits.attempts(), parked, (recorded, failure) -> false);
            for (List<EventMessage<?>> part : parts(batch)) {
                List<Recorded<E>> recorded = recorded(part);
                trying(false, () -> {
                    partwise.project(recorded);
                    return recorded;
                });
            }
            trying(false, () -> {
                park(partwise, parked);
                return partwise;
            });
            unitOfWork.afterCommit(committed -> {
                succeeded(!parked.isEmpty() || !partwise.poisoned().isEmpty());
                tell(partwise);
            });
        }
    }

    private <T> T trying(boolean asAWhole, Supplier<T> step) {
        try {
            return step.get();
        } catch (ProjectionFailed full) {
            throw full;
        } catch (OutOfMemoryError ends) {
            // Whoever runs the batch would keep it to itself.
            log.error("The projection {} is out of memory", name(), ends);
            throw ends;
        } catch (RuntimeException failure) {
            if (asAWhole && Fault.isPoison(failure)) {
                suspicious = true;
                worthRetryingAtOnce = true;
            }
            throw new ProjectionFailed(name(), Fault.of(failure).toString());
        }
    }

    /** Parts of a batch whose payloads are in memory at the same time; one event may have more by itself. */
    private static List<List<EventMessage<?>>> parts(List<EventMessage<?>> batch) {
        List<List<EventMessage<?>>> parts = new ArrayList<>();
        int begin = 0;
        long chars = 0;
        for (int at = 0; at < batch.size(); at++) {
            int next = batch.get(at).getMetaData().get(PayloadSize.CHARS) instanceof Integer large ? large : 0;
            if (at > begin && chars + next > PART_CHARS) {
                parts.add(batch.subList(begin, at));
                begin = at;
                chars = 0;
            }
            chars += next;
        }
        parts.add(batch.subList(begin, batch.size()));
        return parts;
    }

    private List<Recorded<E>> recorded(List<EventMessage<?>> messages) {
        return messages.stream()
                .map(message -> Objects.requireNonNull(following.recorded(message)))
                .toList();
    }

    private void failed(List<EventMessage<?>> batch) {
        failedPosition =
                batch.isEmpty() ? 0 : Subscription.position(((TrackedEventMessage<?>) batch.getLast()).trackingToken());
        failing = true;
    }

    private void succeeded(boolean stillParked) {
        failing = false;
        suspicious = false;
        mayBeParked = stillParked;
    }

    private void park(PartwiseProjection<E> partwise, Set<String> parked) {
        if (!partwise.poisoned().isEmpty()
                && parked.size() + partwise.poisoned().size() > limits.maxSequences()) {
            throw new ProjectionFailed(name(), "more than " + limits.maxSequences() + " sequences would be parked");
        }
        letters.park(name(), partwise.poisoned(), limits.attempts(), partwise.leftOut());
    }

    private void tell(PartwiseProjection<E> partwise) {
        partwise.poisoned()
                .forEach((sequence, fault) -> log.warn(
                        "The projection {} has parked the sequence {} from the position {} on: {}",
                        name(),
                        sequence,
                        partwise.leftOut().getOrDefault(sequence, List.of()).getFirst(),
                        fault));
    }

    private String name() {
        return following.projector().name();
    }

    /** Another process may have parked something. */
    void claimed() {
        mayBeParked = true;
    }

    /** Somebody, maybe another process, has projected the history up to a position. */
    void reached(long position) {
        if (failing && position >= failedPosition) {
            failing = false;
        }
    }

    /** Whether the last batch was rolled back. */
    boolean isFailing() {
        return failing;
    }

    /** Whether the last batch is going to be taken apart, and the fault found, as soon as it comes again. */
    boolean isWorthRetryingAtOnce() {
        return worthRetryingAtOnce;
    }

    /** A replay is a rebuild, which leaves the live rows alone until it is done. */
    @Override
    public boolean supportsReset() {
        return false;
    }
}
