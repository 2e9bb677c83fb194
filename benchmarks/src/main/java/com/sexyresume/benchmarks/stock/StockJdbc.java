package com.sexyresume.benchmarks.stock;

import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.benchmarks.rig.Contender;
import com.sexyresume.benchmarks.rig.Load;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Axon's JDBC engine through its command bus, with its schema for PostgreSQL. */
public final class StockJdbc implements Contender {

    public static final String NAME = "Axon JDBC, command bus";
    public static final String NAME_WITH_CACHE = "Axon JDBC and cache, command bus";

    private final String name;
    private final HikariDataSource pool;
    private final StockBus bus;

    public StockJdbc(Cluster cluster, boolean cache) throws SQLException {
        name = cache ? NAME_WITH_CACHE : NAME;
        pool = cluster.pool(cluster.empty(cache ? "bench_jdbc_cache" : "bench_jdbc"), PlainInsert.CONNECTIONS);
        TransactionManager transactions = transactions(pool);
        bus = new StockBus(transactions, engine(pool, transactions), cache);
    }

    static TransactionManager transactions(DataSource pool) {
        return new SpringTransactionManager(new JdbcTransactionManager(pool));
    }

    static ConnectionProvider connections(DataSource pool) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(pool));
    }

    /** The engine with its tables, made now. */
    static JdbcEventStorageEngine engine(DataSource pool, TransactionManager transactions) {
        JdbcEventStorageEngine.Builder builder = JdbcEventStorageEngine.builder();
        JdbcEventStorageEngine engine = builder.connectionProvider(connections(pool))
                .transactionManager(transactions)
                .eventSerializer(StockBus.serializer())
                .snapshotSerializer(StockBus.serializer())
                .persistenceExceptionResolver(new SQLStateResolver("23505"))
                .build();
        transactions.executeInTransaction(() -> engine.createSchema(PostgresEventTableFactory.INSTANCE));
        return engine;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Callers callers(Load load) {
        return bus.callers(load);
    }

    @Override
    public void close() {
        bus.close();
        pool.close();
    }
}
