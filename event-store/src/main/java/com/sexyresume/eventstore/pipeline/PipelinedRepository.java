package com.sexyresume.eventstore.pipeline;

import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.HistoryBusy;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.reading.PostgresEventStore;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.ScopeDescriptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gives each command of a stream the state that the one before it leaves, before that is durable, so that one commit
 * carries many commands of one stream. Commands come over a {@link PipelinedCommandBus}, which decides again those
 * whose predecessor failed.
 *
 * <p>An uncommitted state lives in the pipeline of its stream, which is there only while commands are;
 * {@link DurableStates} holds what is durable. An aggregate is copied for each command and must not share anything
 * mutable with its copy.
 *
 * @param <T> the aggregate
 */
public final class PipelinedRepository<T> implements Repository<T> {

    private final PostgresEventStore eventStore;
    private final History history;
    private final DurableStates durable;
    private final AggregateModel<T> model;
    private final AggregateFactory<T> factory;
    private final UnaryOperator<T> copy;
    private final SnapshotTriggerDefinition snapshots;
    private final int depth;
    private final boolean ownersAlone;
    private final ConcurrentMap<String, StreamPipeline<T>> pipelines = new ConcurrentHashMap<>();

    private PipelinedRepository(Builder<T> builder) {
        this.eventStore = builder.eventStore;
        this.history = eventStore.history();
        this.durable = builder.durable;
        this.factory = builder.factory;
        this.model = AnnotatedAggregateMetaModelFactory.inspectAggregate(factory.getAggregateType());
        this.copy = builder.copy;
        this.snapshots = builder.snapshots;
        this.depth = builder.depth;
        this.ownersAlone = builder.ownersAlone;
    }

    /**
     * Builds the repository of one type of aggregates.
     *
     * @param factory makes an aggregate when its stream is read
     * @param copy makes an independent copy of an aggregate
     */
    public static <T> Builder<T> of(
            AggregateFactory<T> factory, UnaryOperator<T> copy, PostgresEventStore eventStore, DurableStates durable) {
        return new Builder<>(factory, copy, eventStore, durable);
    }

    @Override
    public Aggregate<T> load(String stream) {
        return load(stream, (Callable<T>) null);
    }

    /** @throws UnsupportedOperationException if a version is expected: whoever decides judges it */
    @Override
    public Aggregate<T> load(String stream, @Nullable Long expectedVersion) {
        if (expectedVersion != null) {
            throw new UnsupportedOperationException("An expected version is judged by whoever decides");
        }
        return load(stream);
    }

    @Override
    public Aggregate<T> loadOrCreate(String stream, Callable<T> factoryMethod) {
        return load(stream, factoryMethod);
    }

    /** @throws UnsupportedOperationException always: a stream's pipeline has to be known before it is decided */
    @Override
    public Aggregate<T> newInstance(Callable<T> factoryMethod) {
        throw new UnsupportedOperationException("A command that begins a stream creates it if it is missing");
    }

    private Aggregate<T> load(String stream, @Nullable Callable<T> created) {
        UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get().root();
        PipelineSlot<?> held = PipelineSlot.of(unitOfWork);
        if (held != null) {
            return same(held, stream);
        }
        if (!CommandAttempt.CURRENT.isBound()) {
            throw new IllegalStateException("A command for a pipelined aggregate comes over a PipelinedCommandBus");
        }
        CommandAttempt attempt = CommandAttempt.CURRENT.get();
        StreamPipeline<T> pipeline = enter(stream, attempt.ticket);
        PipelineSlot<T> slot;
        try {
            slot = slot(stream, pipeline, attempt.distrustsMemory, created);
        } catch (RuntimeException | Error failed) {
            pipeline.leave(null);
            part(stream);
            throw failed;
        }
        attempt.slot = slot;
        slot.keepIn(unitOfWork);
        unitOfWork.onCleanup(_ -> slot.close());
        return slot.aggregate();
    }

    @SuppressWarnings("unchecked") // the name of a stream begins with its type
    private Aggregate<T> same(PipelineSlot<?> held, String stream) {
        if (!held.stream().equals(stream)) {
            throw new IllegalStateException(
                    "A command is decided on one stream, and this one has " + held.stream() + " already");
        }
        return (Aggregate<T>) held.aggregate();
    }

    private StreamPipeline<T> enter(String stream, long ticket) {
        StreamPipeline<T> pipeline = pipelines.compute(stream, (name, present) -> {
            StreamPipeline<T> joined = present == null
                    ? new StreamPipeline<>(depth, history.limits().queuedCommands())
                    : present;
            joined.users++;
            return joined;
        });
        boolean entered = false;
        try {
            entered = pipeline.enter(ticket, history.deadline().toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HistoryUnreachable("A command for " + stream + " was interrupted before it was decided", null);
        } finally {
            if (!entered) {
                part(stream);
            }
        }
        if (!entered) {
            throw new HistoryBusy(stream);
        }
        return pipeline;
    }

    private void part(String stream) {
        pipelines.computeIfPresent(stream, (name, present) -> --present.users == 0 ? null : present);
    }

    private PipelineSlot<T> slot(
            String stream, StreamPipeline<T> pipeline, boolean distrustsMemory, @Nullable Callable<T> created) {
        StreamState<T> latest = pipeline.latest();
        boolean broken = latest != null
                && latest.producedBy() != null
                && latest.producedBy().hasFailed();
        if (latest != null && !broken && (!latest.isDurable() || !distrustsMemory)) {
            return slot(stream, pipeline, latest, latest.isDurable());
        }
        if (broken || distrustsMemory) {
            durable.forget(stream);
        } else {
            StreamState<T> kept = kept(stream);
            if (kept != null) {
                return slot(stream, pipeline, kept, true);
            }
        }
        StreamState<T> read = ownersAlone && isAnothers(stream) ? null : read(stream);
        if (read != null) {
            durable.keep(stream, read);
            return slot(stream, pipeline, read, false);
        }
        if (created == null) {
            throw new AggregateNotFoundException(stream, "The stream is empty");
        }
        return new PipelineSlot<>(durable, () -> part(stream), stream, pipeline, begin(created), null, false);
    }

    /** Whether a user sent the command, and it was another one who began the stream. */
    private boolean isAnothers(String stream) {
        Object sender = CurrentUnitOfWork.get().getMessage().getMetaData().get(RecordCommands.USER_ID);
        return sender != null
                && eventStore
                        .begunBy(stream)
                        .filter(owner -> !owner.toString().equals(sender))
                        .isPresent();
    }

    @SuppressWarnings("unchecked") // the name of a stream begins with its type
    private @Nullable StreamState<T> kept(String stream) {
        return (StreamState<T>) durable.find(stream);
    }

    private PipelineSlot<T> slot(String stream, StreamPipeline<T> pipeline, StreamState<T> left, boolean fromMemory) {
        EventSourcedAggregate<T> aggregate = EventSourcedAggregate.reconstruct(
                copy.apply(left.root()), model, left.version(), false, eventStore, left.trigger());
        return new PipelineSlot<>(durable, () -> part(stream), stream, pipeline, aggregate, left, fromMemory);
    }

    private @Nullable StreamState<T> read(String stream) {
        DomainEventStream events = eventStore.readEvents(stream);
        if (!events.hasNext()) {
            return null;
        }
        DomainEventMessage<?> first = events.peek();
        SnapshotTrigger trigger = snapshots.prepareTrigger(factory.getAggregateType());
        EventSourcedAggregate<T> aggregate = EventSourcedAggregate.initialize(
                factory.createAggregateRoot(stream, first), model, eventStore, trigger);
        aggregate.initializeState(events);
        Long version = aggregate.lastSequence();
        return new StreamState<>(
                aggregate.getAggregateRoot(), version == null ? -1 : version, trigger, new Object(), null);
    }

    private EventSourcedAggregate<T> begin(Callable<T> created) {
        try {
            SnapshotTrigger trigger = snapshots.prepareTrigger(factory.getAggregateType());
            trigger.initializationFinished();
            return EventSourcedAggregate.initialize(created, model, eventStore, trigger);
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException("An aggregate could not be made", failed);
        }
    }

    /** How many streams have commands on their way. */
    int pipelines() {
        return pipelines.size();
    }

    @Override
    public void send(Message<?> message, ScopeDescriptor scope) {
        throw new UnsupportedOperationException("A stream is changed by commands");
    }

    @Override
    public boolean canResolve(ScopeDescriptor scope) {
        return false;
    }

    /** What may be left as it is. */
    public static final class Builder<T> {

        private final AggregateFactory<T> factory;
        private final UnaryOperator<T> copy;
        private final PostgresEventStore eventStore;
        private final DurableStates durable;
        private SnapshotTriggerDefinition snapshots = NoSnapshotTriggerDefinition.INSTANCE;
        private int depth = 256;
        private boolean ownersAlone;

        private Builder(
                AggregateFactory<T> factory,
                UnaryOperator<T> copy,
                PostgresEventStore eventStore,
                DurableStates durable) {
            this.factory = factory;
            this.copy = copy;
            this.eventStore = eventStore;
            this.durable = durable;
        }

        /** None by default. */
        public Builder<T> snapshots(SnapshotTriggerDefinition snapshots) {
            this.snapshots = snapshots;
            return this;
        }

        /** How many commands of one stream may be decided and not be durable yet; 256 by default. */
        public Builder<T> depth(int depth) {
            if (depth < 1) {
                throw new IllegalArgumentException("A pipeline holds at least one command");
            }
            this.depth = depth;
            return this;
        }

        /** A stream that another user began is not read for a user's command, but decided on as one without events. */
        public Builder<T> ownersAlone() {
            this.ownersAlone = true;
            return this;
        }

        public PipelinedRepository<T> build() {
            return new PipelinedRepository<>(this);
        }
    }
}
