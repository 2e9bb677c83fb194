package com.sexyresume.app.database;

import com.sexyresume.eventstore.history.AppendCall;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * One database, one login and pool for each duty (S07): the pools are made after the migrations have run, and closed
 * before an embedded PostgreSQL stops.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class DatabaseConfiguration {

    private static final Logger log = LoggerFactory.getLogger(DatabaseConfiguration.class);

    /** An append is one short statement; one that hangs is sent again. */
    private static final int APPEND_SOCKET_TIMEOUT_SECONDS = 2;

    /** Longer than the longest statement of a query. */
    private static final int QUERY_SOCKET_TIMEOUT_SECONDS = 15;

    /** A rebuild compares whole tables in one statement. */
    private static final int REBUILD_SOCKET_TIMEOUT_SECONDS = 600;

    private static final int REWRAPPER_CONNECTIONS = 2;

    @Bean(destroyMethod = "close")
    Database database(DatabaseProperties properties, Environment environment) {
        return Database.choose(environment.getProperty("spring.datasource.url"), properties);
    }

    @Bean
    MigrateResult migrations(Database database) {
        DatabaseLogins.check(database.url(), database.passwords());
        MigrateResult result = migrate(database.url(), database.passwords().migrator());
        if (result.migrationsExecuted > 0) {
            log.info("{} migrations applied", result.migrationsExecuted);
        }
        return result;
    }

    /** Runs the migrations as {@code app_owner}, who owns what they make and never logs in. */
    static MigrateResult migrate(String url, String migratorPassword) {
        return flyway(url, migratorPassword).load().migrate();
    }

    static FluentConfiguration flyway(String url, String migratorPassword) {
        return Flyway.configure()
                .dataSource(url, "migrator", migratorPassword)
                .initSql("SET ROLE app_owner")
                .schemas("flyway")
                .locations("classpath:db/migration")
                // Contexts are developed side by side: a migration may come after a later one was applied.
                .outOfOrder(true)
                // CREATE INDEX CONCURRENTLY hangs under a lock that a transaction holds.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
    }

    /** Appends to the history, and reads streams. */
    @Bean
    HikariDataSource appenderPool(
            Database database, DatabaseProperties properties, @Qualifier("migrations") MigrateResult migrated) {
        return pool(
                database,
                properties,
                "appender",
                database.passwords().appender(),
                properties.appenderConnections(),
                APPEND_SOCKET_TIMEOUT_SECONDS,
                config -> AppendCall.DRIVER_PROPERTIES.forEach(config::addDataSourceProperty));
    }

    /** Reads the history in order; writes tokens and rows. */
    @Bean
    HikariDataSource projectorPool(
            Database database, DatabaseProperties properties, @Qualifier("migrations") MigrateResult migrated) {
        return pool(
                database,
                properties,
                "projector",
                database.passwords().projector(),
                properties.projectorConnections(),
                REBUILD_SOCKET_TIMEOUT_SECONDS,
                config -> {});
    }

    /** Reads everybody's rows, for administrators. */
    @Bean
    HikariDataSource adminPool(
            Database database, DatabaseProperties properties, @Qualifier("migrations") MigrateResult migrated) {
        return pool(
                database,
                properties,
                "admin_login",
                database.passwords().admin(),
                properties.adminConnections(),
                QUERY_SOCKET_TIMEOUT_SECONDS,
                DatabaseConfiguration::seldomUsed);
    }

    /** Reads the history as it is kept, for auditors. */
    @Bean
    HikariDataSource auditPool(
            Database database, DatabaseProperties properties, @Qualifier("migrations") MigrateResult migrated) {
        return pool(
                database,
                properties,
                "audit_login",
                database.passwords().audit(),
                properties.auditConnections(),
                QUERY_SOCKET_TIMEOUT_SECONDS,
                DatabaseConfiguration::seldomUsed);
    }

    /** Wraps keys anew, which is asked for once in a year. */
    @Bean
    HikariDataSource rewrapperPool(
            Database database, DatabaseProperties properties, @Qualifier("migrations") MigrateResult migrated) {
        return pool(
                database,
                properties,
                "rewrapper",
                database.passwords().rewrap(),
                REWRAPPER_CONNECTIONS,
                QUERY_SOCKET_TIMEOUT_SECONDS,
                DatabaseConfiguration::seldomUsed);
    }

    /** Reads rows under row level security. */
    @Bean
    HikariDataSource queryPool(
            Database database, DatabaseProperties properties, @Qualifier("migrations") MigrateResult migrated) {
        return pool(
                database,
                properties,
                "query_login",
                database.passwords().query(),
                properties.queryConnections(),
                QUERY_SOCKET_TIMEOUT_SECONDS,
                config -> {});
    }

    /** Kept open while it is used. */
    private static void seldomUsed(HikariConfig config) {
        config.setMinimumIdle(0);
    }

    private static HikariDataSource pool(
            Database database,
            DatabaseProperties properties,
            String login,
            String password,
            int connections,
            int socketTimeoutSeconds,
            Consumer<HikariConfig> further) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(login);
        config.setJdbcUrl(database.url());
        config.setUsername(login);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(properties.connectionTimeoutMs());
        config.setValidationTimeout(Math.min(1_000, properties.connectionTimeoutMs()));
        config.addDataSourceProperty("ApplicationName", "sexyresume-" + login);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // A server that is gone without a word is noticed before a caller's patience ends.
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", Integer.toString(socketTimeoutSeconds));
        // The server's details quote values of rows, and messages reach logs.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.setExceptionOverride(new ReadOnlySessions());
        further.accept(config);
        return new HikariDataSource(config);
    }
}
