package com.sexyresume.eventstore.pipeline;

import com.sexyresume.eventstore.append.DecidedOnVoidState;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.append.PendingAppend;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.RecordedCommand;
import java.util.Objects;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** A command's place in its stream's pipeline, from its turn to the end of its unit of work. */
final class PipelineSlot<T> {

    private static final String RESOURCE = "com.sexyresume.pipeline-slot";

    private final DurableStates durable;
    private final Runnable onClose;
    private final String stream;
    private final StreamPipeline<T> pipeline;
    private final EventSourcedAggregate<T> aggregate;
    private final @Nullable StreamState<T> decidedOn;
    private final boolean fromMemory;
    private boolean left;
    private boolean enqueued;

    /**
     * @param durable where the state is kept when it is recorded
     * @param onClose called when the command no longer needs the pipeline
     * @param decidedOn null for a stream without events
     * @param fromMemory whether it was neither read for this command nor on its way when this command came
     */
    PipelineSlot(
            DurableStates durable,
            Runnable onClose,
            String stream,
            StreamPipeline<T> pipeline,
            EventSourcedAggregate<T> aggregate,
            @Nullable StreamState<T> decidedOn,
            boolean fromMemory) {
        this.durable = durable;
        this.onClose = onClose;
        this.stream = stream;
        this.pipeline = pipeline;
        this.aggregate = aggregate;
        this.decidedOn = decidedOn;
        this.fromMemory = fromMemory;
    }

    static @Nullable PipelineSlot<?> of(UnitOfWork<?> unitOfWork) {
        return unitOfWork.root().<@Nullable PipelineSlot<?>>getResource(RESOURCE);
    }

    void keepIn(UnitOfWork<?> unitOfWork) {
        unitOfWork.root().resources().put(RESOURCE, this);
    }

    String stream() {
        return stream;
    }

    EventSourcedAggregate<T> aggregate() {
        return aggregate;
    }

    /** The version that it is decided on, −1 for none. */
    long version() {
        return decidedOn == null ? -1 : decidedOn.version();
    }

    boolean isFromMemory() {
        return fromMemory;
    }

    /** The command that has to be recorded for the decision to hold; null if the state is durable. */
    @Nullable
    PendingAppend predecessor() {
        return decidedOn == null || decidedOn.isDurable() ? null : decidedOn.producedBy();
    }

    /** Whether it was handed over to be recorded: then its answer is that of the append. */
    boolean isEnqueued() {
        return enqueued;
    }

    /**
     * Hands the decision over to be recorded, lets the next command be decided on it, and waits until it is durable.
     *
     * @throws RuntimeException what {@link History#append(Append)} throws
     */
    RecordedCommand append(History history, Append append) {
        Object chain = decidedOn == null ? new Object() : decidedOn.chain();
        PendingAppend appending = history.enqueue(append, decidedOn == null ? null : decidedOn.producedBy());
        enqueued = true;
        // A command that changes nothing leaves the state of the one before it, and the next depends on that one alone.
        StreamState<T> after = append.events().isEmpty()
                ? decidedOn
                : new StreamState<>(
                        aggregate.getAggregateRoot(),
                        Objects.requireNonNull(aggregate.lastSequence()),
                        aggregate.getSnapshotTrigger(),
                        chain,
                        appending);
        left = true;
        pipeline.leaveUndurable(after);
        boolean recorded = false;
        try {
            RecordedCommand command = appending.await();
            recorded = true;
            // The one before a command that changes nothing may be recorded and not known to be: its caller left too
            // early.
            if (after != null && after.isDurable()) {
                durable.keep(stream, after);
            }
            return command;
        } catch (DecidedOnVoidState failed) {
            throw failed;
        } catch (RuntimeException failed) {
            durable.forget(stream);
            throw failed;
        } finally {
            if (recorded) {
                pipeline.resolve();
            } else {
                pipeline.resolveFailed(chain);
            }
        }
    }

    /** When the unit of work ends, however it ends. */
    void close() {
        if (!left) {
            left = true;
            pipeline.leave(decidedOn);
        }
        onClose.run();
    }
}
