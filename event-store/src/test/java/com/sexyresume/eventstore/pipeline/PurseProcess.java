package com.sexyresume.eventstore.pipeline;

import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.AppendLimits;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.json.SnapshotSerializer;
import com.sexyresume.eventstore.keys.ClaimKey;
import com.sexyresume.eventstore.keys.SubjectKeys;
import com.sexyresume.eventstore.pipeline.Purse.Move;
import com.sexyresume.eventstore.reading.PostgresEventStorageEngine;
import com.sexyresume.eventstore.reading.PostgresEventStore;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/** What one process would have, from the command bus to the pools. */
final class PurseProcess implements AutoCloseable {

    static final int SNAPSHOT_EVERY = 50;

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    static final SubjectKeys KEYS = SubjectKeys.fixed(KEY);

    final History history;
    final PostgresEventStore store;
    final DurableStates durable = new DurableStates(16L << 20);
    final PipelinedRepository<Purse> repository;
    private final CommandGateway gateway;

    PurseProcess(HistoryDatabase database, Duration deadline, AppendLimits limits, int depth) {
        HikariDataSource appender = database.pool("appender", 8);
        SnapshotSerializer<Purse> snapshots = new SnapshotSerializer<>(Purse.class, Purse::owner, KEYS);
        history = new History(appender, appender, deadline, limits);
        store = PostgresEventStore.builder()
                .storageEngine(PostgresEventStorageEngine.builder()
                        .history(history)
                        .eventSerializer(new EventSerializer(Purse.EVENTS, KEYS))
                        .snapshotSerializer(snapshots)
                        .snapshotFilter(snapshots.filter())
                        .build())
                .listens(appender)
                .notifies(appender)
                .build();
        AggregateSnapshotter snapshotter = AggregateSnapshotter.builder()
                .eventStore(store)
                .aggregateFactories(new GenericAggregateFactory<>(Purse.class))
                .build();
        repository = PipelinedRepository.of(new GenericAggregateFactory<>(Purse.class), Purse::copy, store, durable)
                .depth(depth)
                .snapshots(new EventCountSnapshotTriggerDefinition(snapshotter, SNAPSHOT_EVERY))
                .build();
        PipelinedCommandBus bus = new PipelinedCommandBus(history, ClaimKey.fromConfiguration(KEY));
        AggregateAnnotationCommandHandler.<Purse>builder()
                .aggregateType(Purse.class)
                .repository(repository)
                .commandTargetResolver(message -> new VersionedAggregateIdentifier(
                        (Object) ((Move) message.getPayload()).stream().toString(), null))
                .build()
                .subscribe(bus);
        gateway = DefaultCommandGateway.builder().commandBus(bus).build();
    }

    static StreamName newPurse() {
        return new StreamName("purse", UUID.randomUUID());
    }

    RecordedCommand send(Move move) {
        return send(UUID.randomUUID(), move);
    }

    RecordedCommand send(UUID commandId, Move move) {
        return send(commandId, move, Map.of());
    }

    /** @param more metadata */
    RecordedCommand send(UUID commandId, Move move, Map<String, String> more) {
        Map<String, String> metadata = new HashMap<>(more);
        metadata.put(RecordCommands.COMMAND_ID, commandId.toString());
        metadata.put(RecordCommands.STREAM, move.stream().toString());
        Outcome outcome = gateway.sendAndWait(new GenericCommandMessage<>(move, metadata));
        return outcome.recorded();
    }

    @Override
    public void close() {
        store.close();
        history.close();
    }
}
