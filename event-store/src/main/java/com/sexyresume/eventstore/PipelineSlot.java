package com.sexyresume.eventstore;

import com.sexyresume.eventstore.StreamPipeline.Left;
import java.util.Objects;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** A command's place in its stream's pipeline, from its turn to the end of its unit of work. */
final class PipelineSlot<T> {

    private static final String RESOURCE = "com.sexyresume.pipeline-slot";

    private final PipelinedRepository<T> repository;
    private final String stream;
    private final StreamPipeline<T> pipeline;
    private final EventSourcedAggregate<T> aggregate;
    private final @Nullable Left<T> decidedOn;
    private final boolean fromMemory;
    private boolean left;
    private boolean enqueued;

    /**
     * @param decidedOn null for a stream without events
     * @param fromMemory whether it was neither read for this command nor on its way when this command came
     */
    PipelineSlot(
            PipelinedRepository<T> repository,
            String stream,
            StreamPipeline<T> pipeline,
            EventSourcedAggregate<T> aggregate,
            @Nullable Left<T> decidedOn,
            boolean fromMemory) {
        this.repository = repository;
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

    boolean isOf(PipelinedRepository<?> other, String otherStream) {
        return repository == other && stream.equals(otherStream);
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
    Appending predecessor() {
        return decidedOn == null || decidedOn.isDurable() ? null : decidedOn.made();
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
        Appending appending = history.enqueue(append, decidedOn == null ? null : decidedOn.made());
        enqueued = true;
        // A command that changes nothing leaves the state of the one before it, and the next depends on that one alone.
        Left<T> after = append.events().isEmpty()
                ? decidedOn
                : new Left<>(
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
                repository.durable().keep(stream, after);
            }
            return command;
        } catch (Undecided failed) {
            throw failed;
        } catch (RuntimeException failed) {
            repository.durable().forget(stream);
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
        repository.part(stream);
    }
}
