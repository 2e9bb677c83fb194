package com.sexyresume.query;

import com.sexyresume.events.DomainEvent;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Collects what a processor hands out one by one and gives it to the projector as the batch it was.
 *
 * <p>Axon stores the token first when a batch prepares its commit, and the rows are written after it, in the same
 * transaction. The token's row is thereby the lock that serialises a projection with its rebuild, always taken before
 * any row.
 */
final class BatchInvoker<E extends DomainEvent> implements EventHandlerInvoker {

    private final Following<E> following;
    private final JdbcClient rows;
    private final String batchKey;
    private volatile boolean failing;

    BatchInvoker(Following<E> following, JdbcClient rows) {
        this.following = following;
        this.rows = rows;
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
            unitOfWork.onPrepareCommit(commit -> following.projector().project(List.copyOf(collected), rows));
            unitOfWork.afterCommit(committed -> failing = false);
            unitOfWork.onRollback(rolledBack -> failing = true);
            return collected;
        });
        batch.add(following.recorded(message));
    }

    /** Whether the last batch was rolled back. */
    boolean isFailing() {
        return failing;
    }

    /** A replay is a rebuild, which leaves the live rows alone until it is done. */
    @Override
    public boolean supportsReset() {
        return false;
    }
}
