package com.sexyresume.app.history;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.OwnersAlone;
import com.sexyresume.deciding.Snapshotted;
import com.sexyresume.deciding.StreamType;
import com.sexyresume.eventstore.pipeline.DurableStates;
import com.sexyresume.eventstore.pipeline.PipelinedRepository;
import com.sexyresume.eventstore.reading.PostgresEventStore;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;

/**
 * Subscribes a handler for every command of every {@link StreamType}: a command is decided on its stream, which begins
 * with it if it is not there. Handlers are there before anything starts that sends commands, and until the process
 * ends.
 */
final class StreamCommands {

    private final PostgresEventStore events;
    private final DurableStates durable;
    private final SnapshotTriggerDefinition snapshots;
    private final int depth;

    /**
     * Handles nothing yet.
     *
     * @param snapshots of the types whose state is {@link Snapshotted}
     * @param depth how many commands of one stream may be decided and not be durable yet
     */
    StreamCommands(PostgresEventStore events, DurableStates durable, SnapshotTriggerDefinition snapshots, int depth) {
        this.events = events;
        this.durable = durable;
        this.snapshots = snapshots;
        this.depth = depth;
    }

    <S> void subscribe(StreamType<S, ?, ?> type, CommandBus bus) {
        PipelinedRepository<StreamRoot<S>> repository = repository(type);
        for (Class<?> command : type.commandTypes()) {
            var _ = bus.subscribe(command.getName(), message -> {
                handle(type, repository, (Command) message.getPayload());
                return null;
            });
        }
    }

    private static <S> void handle(
            StreamType<S, ?, ?> type, PipelinedRepository<StreamRoot<S>> repository, Command command) {
        String stream = command.stream().toString();
        repository
                .loadOrCreate(stream, () -> new StreamRoot<>(type, stream, type.initial()))
                .execute(root -> root.handle(command));
    }

    private <S> PipelinedRepository<StreamRoot<S>> repository(StreamType<S, ?, ?> type) {
        PipelinedRepository.Builder<StreamRoot<S>> repository = PipelinedRepository.of(
                        new StreamRoots<>(type), StreamRoot::copy, events, durable)
                .depth(depth);
        if (type.initial() instanceof Snapshotted) {
            repository.snapshots(snapshots);
        }
        if (type.initial() instanceof OwnersAlone) {
            repository.ownersAlone();
        }
        return repository.build();
    }
}
