package com.sexyresume.benchmarks.stock;

import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.benchmarks.rig.Contender;
import com.sexyresume.benchmarks.rig.Load;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.axonframework.common.jpa.SimpleEntityManagerProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.jpa.JpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** Axon's JPA engine through its command bus, on Hibernate, with payloads in {@code bytea}. */
public final class StockJpa implements Contender {

    public static final String NAME = "Axon JPA, command bus";

    private final HikariDataSource pool;
    private final LocalContainerEntityManagerFactoryBean entityManagers;
    private final StockBus bus;

    public StockJpa(Cluster cluster) throws SQLException {
        pool = cluster.pool(cluster.empty("bench_jpa"), PlainInsert.CONNECTIONS);
        entityManagers = new LocalContainerEntityManagerFactoryBean();
        entityManagers.setDataSource(pool);
        entityManagers.setPersistenceUnitName("bench");
        entityManagers.setPackagesToScan(JpaEventStorageEngine.class.getPackageName());
        entityManagers.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        entityManagers.setJpaPropertyMap(
                Map.of("hibernate.dialect", ByteaDialect.class.getName(), "hibernate.hbm2ddl.auto", "create"));
        entityManagers.afterPropertiesSet();
        EntityManagerFactory factory = Objects.requireNonNull(entityManagers.getObject());
        EntityManager shared = SharedEntityManagerCreator.createSharedEntityManager(factory);
        TransactionManager transactions = new SpringTransactionManager(new JpaTransactionManager(factory));
        JpaEventStorageEngine.Builder builder = JpaEventStorageEngine.builder();
        bus = new StockBus(
                transactions,
                builder.entityManagerProvider(new SimpleEntityManagerProvider(shared))
                        .transactionManager(transactions)
                        .eventSerializer(StockBus.serializer())
                        .snapshotSerializer(StockBus.serializer())
                        .persistenceExceptionResolver(new SQLStateResolver("23505"))
                        .build(),
                false);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Callers callers(Load load) {
        return bus.callers(load);
    }

    @Override
    public void close() {
        bus.close();
        entityManagers.destroy();
        pool.close();
    }
}
