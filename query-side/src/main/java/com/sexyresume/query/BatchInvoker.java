package com.sexyresume.query;

import com.sexyresume.events.DomainEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
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

    private final Following<E> following;
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

    BatchInvoker(Following<E> following, JdbcClient rows, TransactionTemplate savepoint, DeadLetterProperties limits) {
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
        List<Recorded<E>> batch = unitOfWork.getOrComputeResource(batchKey, key -> {
            List<Recorded<E>> collected = new ArrayList<>();
            unitOfWork.onPrepareCommit(commit -> project(collected, unitOfWork));
            unitOfWork.onRollback(rolledBack -> failed(collected));
            return collected;
        });
        batch.add(following.recorded(message));
    }

    private void project(List<Recorded<E>> batch, UnitOfWork<?> unitOfWork) {
        worthRetryingAtOnce = false;
        boolean asAWhole = false;
        try {
            Set<String> parked = mayBeParked ? letters.parked(name()) : Set.of();
            asAWhole = parked.isEmpty() && !suspicious;
            if (asAWhole) {
                following.projector().project(List.copyOf(batch), rows);
                unitOfWork.afterCommit(committed -> succeeded(false));
            } else {
                PartwiseProjection<E> partwise = projectPartwise(batch, parked);
                unitOfWork.afterCommit(committed -> {
                    succeeded(!parked.isEmpty() || !partwise.poisoned().isEmpty());
                    tell(partwise);
                });
            }
        } catch (ProjectionFailed full) {
            throw full;
        } catch (RuntimeException failure) {
            if (asAWhole && Fault.isPoison(failure)) {
                suspicious = true;
                worthRetryingAtOnce = true;
            }
            throw new ProjectionFailed(name(), Fault.of(failure).toString());
        }
    }

    private void failed(List<Recorded<E>> batch) {
        failedPosition = batch.isEmpty() ? 0 : batch.getLast().position();
        failing = true;
    }

    private void succeeded(boolean stillParked) {
        failing = false;
        suspicious = false;
        mayBeParked = stillParked;
    }

    private PartwiseProjection<E> projectPartwise(List<Recorded<E>> batch, Set<String> parked) {
        PartwiseProjection<E> partwise = new PartwiseProjection<>(
                following, rows, savepoint, limits.attempts(), parked, (recorded, failure) -> false);
        partwise.project(batch);
        if (!partwise.poisoned().isEmpty()
                && parked.size() + partwise.poisoned().size() > limits.maxSequences()) {
            throw new ProjectionFailed(name(), "more than " + limits.maxSequences() + " sequences would be parked");
        }
        letters.park(name(), partwise.poisoned(), limits.attempts(), partwise.leftOut());
        return partwise;
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
