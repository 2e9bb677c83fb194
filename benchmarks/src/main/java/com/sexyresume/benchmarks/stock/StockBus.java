package com.sexyresume.benchmarks.stock;

import com.sexyresume.benchmarks.rig.Contender;
import com.sexyresume.benchmarks.rig.Load;
import com.sexyresume.benchmarks.rig.Streams;
import com.sexyresume.benchmarks.stock.StockAccount.StockAward;
import java.util.UUID;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/**
 * Axon's command bus on one of its own storage engines, put together by its configurer: a transaction around each
 * command, the default repository with its lock, JSON. Nothing times commands out and nothing is injected into
 * aggregates, which would cost it more.
 */
final class StockBus implements AutoCloseable {

    private final Configuration configuration;
    private final CommandGateway gateway;

    StockBus(TransactionManager transactions, EventStorageEngine engine, boolean cache) {
        AggregateConfigurer<StockAccount> account = AggregateConfigurer.defaultConfiguration(StockAccount.class);
        if (cache) {
            WeakReferenceCache references = new WeakReferenceCache();
            account.configureCache(components -> references);
        }
        configuration = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(components -> serializer())
                .configureEventSerializer(components -> serializer())
                .configureTransactionManager(components -> transactions)
                .configureCommandBus(components -> SimpleCommandBus.builder()
                        .transactionManager(transactions)
                        .build())
                .configureEmbeddedEventStore(components -> engine)
                .configureAggregate(account)
                .buildConfiguration();
        configuration.start();
        gateway = configuration.commandGateway();
    }

    static Serializer serializer() {
        return Jackson3Serializer.builder().build();
    }

    Contender.Callers callers(Load load) {
        UUID hot = UUID.randomUUID();
        return () -> {
            Streams streams = Streams.of(load, hot);
            return () -> {
                UUID user = streams.next();
                gateway.sendAndWait(new StockAward(user.toString(), user, UUID.randomUUID(), 1));
            };
        };
    }

    @Override
    public void close() {
        configuration.shutdown();
    }
}
