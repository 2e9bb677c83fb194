package com.sexyresume.app.history;

import com.sexyresume.app.web.requests.FingerprintKey;
import com.sexyresume.deciding.Snapshotted;
import com.sexyresume.deciding.StreamType;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.EventCatalog;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.json.SnapshotSerializer;
import com.sexyresume.eventstore.keys.ClaimKey;
import com.sexyresume.eventstore.keys.KeyRegister;
import com.sexyresume.eventstore.keys.KeyWrapping;
import com.sexyresume.eventstore.keys.MasterKeys;
import com.sexyresume.eventstore.keys.PostgresSubjectKeys;
import com.sexyresume.eventstore.keys.SubjectKeys;
import com.sexyresume.eventstore.pipeline.DurableStates;
import com.sexyresume.eventstore.pipeline.PipelinedCommandBus;
import com.sexyresume.eventstore.reading.ErasureWatch;
import com.sexyresume.eventstore.reading.PostgresEventStorageEngine;
import com.sexyresume.eventstore.reading.PostgresEventStore;
import com.sexyresume.projections.rebuild.BulkHistory;
import com.sexyresume.quotas.HeldClaims;
import com.sexyresume.reading.DerivedKeys;
import com.sexyresume.sending.Commands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Axon on the history. Every bean is declared here, because Axon 4.13 orders its own configuration by class names of
 * Spring Boot 3 and would leave transactions out without a word.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HistoryProperties.class)
class HistoryConfiguration {

    private static final Logger log = LoggerFactory.getLogger(HistoryConfiguration.class);

    @Bean
    KeyRegister keyRegister(@Qualifier("appenderPool") DataSource appender) {
        return new KeyRegister(appender);
    }

    @Bean
    MasterKeys masterKeys(KeyRegister register, HistoryProperties properties, Environment environment) {
        return register.masterKeys(
                registered -> EpochsOfMasterKey.of(properties, registered, file -> made(file, environment)));
    }

    @Bean
    ClaimKey claimKey(
            KeyRegister register,
            PostgresEventStorageEngine engine,
            HistoryProperties properties,
            Environment environment) {
        return register.claimKey(registered ->
                KeyOfClaims.of(properties, registered, register, engine, file -> made(file, environment)));
    }

    private static void made(Path file, Environment environment) {
        if (!environment.acceptsProfiles(Profiles.of("dev"))) {
            log.warn(
                    "A key was made for an empty history: back {} up, apart from the database; without it what is"
                            + " recorded is lost",
                    file.toAbsolutePath());
        }
    }

    @Bean
    HeldClaims heldClaims(@Qualifier("appenderPool") DataSource appender, ClaimKey claimKey) {
        return new RecordedClaims(appender, claimKey);
    }

    @Bean
    Streams streams(PostgresEventStore events) {
        return new StreamsOfHistory(events);
    }

    @Bean
    FingerprintKey fingerprintKey(ClaimKey claimKey) {
        SecretKey key = derived(claimKey, "requests");
        return () -> key;
    }

    @Bean
    DerivedKeys derivedKeys(ClaimKey claimKey) {
        return purpose -> derived(claimKey, purpose);
    }

    /** Of the key of claims: it has to be the same on every node and after a restart, as that one is. */
    private static SecretKey derived(ClaimKey claimKey, String purpose) {
        byte[] key = HexFormat.of().parseHex(claimKey.fingerprint(purpose.getBytes(StandardCharsets.UTF_8)));
        return new SecretKeySpec(key, "HmacSHA256");
    }

    @Bean
    PostgresSubjectKeys subjectKeys(
            @Qualifier("appenderPool") DataSource appender, MasterKeys masterKeys, HistoryProperties properties) {
        return new PostgresSubjectKeys(appender, masterKeys, properties.cachedSubjects());
    }

    @Bean
    KeyWrapping keyWrapping(
            @Qualifier("rewrapperPool") DataSource rewrapper,
            @Qualifier("appenderPool") DataSource appender,
            MasterKeys masterKeys) {
        return new KeyWrapping(rewrapper, appender, masterKeys);
    }

    /** Whatever keeps something of a subject in memory forgets it here, on every node. */
    @Bean(initMethod = "start", destroyMethod = "close")
    ErasureWatch erasureWatch(
            History history,
            @Qualifier("appenderPool") DataSource appender,
            PostgresSubjectKeys keys,
            DurableStates aggregates,
            PostgresEventStore events,
            HistoryProperties properties) {
        // An aggregate does not tell whose it is before it is opened, and erasures are rare.
        return new ErasureWatch(
                history,
                appender,
                properties.pollInterval(),
                List.of(keys::forget, _ -> aggregates.forgetAll(), _ -> events.forgetRead()));
    }

    @Bean
    @Qualifier("eventSerializer")
    EventSerializer eventSerializer(SubjectKeys keys) {
        return new EventSerializer(EventCatalog.events(), keys);
    }

    @Bean(destroyMethod = "close")
    History history(
            @Qualifier("appenderPool") DataSource appender,
            @Qualifier("projectorPool") DataSource projector,
            HistoryProperties properties) {
        return new History(appender, projector, properties.deadline(), properties.appendLimits());
    }

    @Bean
    PostgresEventStorageEngine storageEngine(
            History history, @Qualifier("eventSerializer") Serializer eventSerializer, SubjectKeys keys) {
        SnapshotSerializer<Snapshotted> snapshots =
                new SnapshotSerializer<>(Snapshotted.class, Snapshotted::subject, keys);
        return PostgresEventStorageEngine.builder()
                .history(history)
                .eventSerializer(eventSerializer)
                .snapshotSerializer(snapshots)
                .snapshotFilter(snapshots.filter())
                .build();
    }

    /** What rebuilds read. */
    @Bean
    BulkHistory bulkHistory(PostgresEventStorageEngine engine) {
        return (after, upTo, skipped, events, chars) -> {
            PostgresEventStorageEngine.Bulk bulk = engine.bulk(after, upTo, skipped, events, chars);
            return new BulkHistory.Page(bulk.events(), bulk.reached());
        };
    }

    @Bean
    Snapshotter snapshotter(PostgresEventStore events, List<StreamType<?, ?, ?>> types) {
        return StateSnapshotter.of(
                events, types.stream().collect(Collectors.toMap(StreamType::name, Function.identity())));
    }

    @Bean(name = "eventBus", destroyMethod = "close")
    @Qualifier("eventStore")
    PostgresEventStore eventStore(
            PostgresEventStorageEngine engine,
            @Qualifier("projectorPool") DataSource listens,
            @Qualifier("appenderPool") DataSource notifies,
            HistoryProperties properties) {
        return PostgresEventStore.builder()
                .storageEngine(engine)
                .listens(listens)
                .notifies(notifies)
                .pollInterval(properties.pollInterval())
                .readBytes(properties.readBytes())
                .build();
    }

    /** Commands run without a transaction: the append is one statement, and projections have their own. */
    @Bean
    TransactionManager axonTransactionManager() {
        return NoTransactionManager.INSTANCE;
    }

    @Bean
    @Qualifier("localSegment")
    CommandBus commandBus(History history, ClaimKey claimKey) {
        return new PipelinedCommandBus(history, claimKey);
    }

    @Bean
    StreamCommands streamCommands(
            CommandBus bus,
            List<StreamType<?, ?, ?>> types,
            PostgresEventStore events,
            DurableStates durable,
            Snapshotter snapshotter,
            HistoryProperties properties) {
        StreamCommands commands = new StreamCommands(
                events,
                durable,
                new SnapshotsByLength(snapshotter, properties.snapshotEvery(), properties.snapshotChars()),
                properties.pipelinedCommands());
        types.forEach(type -> commands.subscribe(type, bus));
        return commands;
    }

    @Bean
    DurableStates durableStates(HistoryProperties properties) {
        return new DurableStates(properties.aggregatesBytes());
    }

    @Bean
    Commands commands(CommandGateway gateway) {
        return new AxonCommands(gateway);
    }
}
