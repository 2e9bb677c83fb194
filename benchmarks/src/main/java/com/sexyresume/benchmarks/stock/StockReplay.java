package com.sexyresume.benchmarks.stock;

import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A replay by Axon's pooled processor on its JDBC engine, into the application's two tables of credits: one transaction
 * for 500 events, one segment, as that is fastest on two cores. The rows are written by a handler of one event, with a
 * statement for each row; or collected and written with a statement for each table when the batch commits.
 */
public final class StockReplay implements AutoCloseable {

    private static final int BATCH_SIZE = 500;
    private static final long DEADLINE_MINUTES = 15;
    private static final long POLL_NANOS = 5_000_000;

    private static final String INSERT = """
            INSERT INTO credit_transactions (id, user_id, transaction_type, amount, source, description, balance_after,
                                             version, created_at)
            """;
    private static final String UPSERT = """
            ON CONFLICT (user_id) DO UPDATE
                SET balance = excluded.balance, version = excluded.version, updated_at = excluded.updated_at
            """;

    private final Cluster cluster;
    private final String database;
    private final HikariDataSource pool;
    private final TransactionManager transactions;
    private final JdbcEventStorageEngine engine;
    private final JdbcTokenStore tokens;
    private int replays;

    public StockReplay(Cluster cluster) throws SQLException, IOException {
        this.cluster = cluster;
        this.database = cluster.migrated("bench_replay_stock");
        this.pool = cluster.pool(database, 8);
        this.transactions = StockJdbc.transactions(pool);
        this.engine = StockJdbc.engine(pool, transactions);
        this.tokens = JdbcTokenStore.builder()
                .connectionProvider(StockJdbc.connections(pool))
                .serializer(StockBus.serializer())
                .build();
        transactions.executeInTransaction(() -> tokens.createSchema(PostgresTokenTableFactory.INSTANCE));
    }

    /** Makes the history as long as that. */
    public void grow(long events) throws SQLException {
        Generator.stock(cluster, database, events);
    }

    /**
     * Replays the whole history into empty tables.
     *
     * @return seconds
     */
    public double replay(long events, boolean rowByRow) throws SQLException {
        cluster.execute(database, "TRUNCATE credit_transactions, user_credit_balances");
        JdbcTemplate rows = new JdbcTemplate(pool);
        EmbeddedEventStore store =
                EmbeddedEventStore.builder().storageEngine(engine).build();
        ScheduledExecutorService coordinator = Executors.newScheduledThreadPool(1);
        ScheduledExecutorService workers = Executors.newScheduledThreadPool(2);
        PooledStreamingEventProcessor.Builder builder = PooledStreamingEventProcessor.builder();
        PooledStreamingEventProcessor processor = builder.name("ledger-" + ++replays)
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(rowByRow ? new RowByRow(rows) : new Batched(rows))
                        .build())
                .errorHandler(PropagatingErrorHandler.instance())
                .messageSource(store)
                .initialToken(StreamableMessageSource::createTailToken)
                .initialSegmentCount(1)
                .tokenStore(tokens)
                .transactionManager(transactions)
                .batchSize(BATCH_SIZE)
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .build();
        long started = System.nanoTime();
        try {
            processor.start();
            await(processor, events);
            double seconds = (System.nanoTime() - started) / 1e9;
            double written = cluster.numbers(database, "SELECT count(*) FROM credit_transactions")
                    .getFirst();
            if (written != events) {
                throw new IllegalStateException("The replay wrote " + written + " rows of " + events);
            }
            return seconds;
        } finally {
            processor.shutDown();
            coordinator.shutdownNow();
            workers.shutdownNow();
            store.shutDown();
        }
    }

    private static void await(PooledStreamingEventProcessor processor, long events) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(DEADLINE_MINUTES);
        while (processor.processingStatus().isEmpty()
                || processor.processingStatus().values().stream()
                        .anyMatch(status -> status.getCurrentPosition().orElse(-1) < events)) {
            if (processor.isError() || System.nanoTime() > deadline) {
                throw new IllegalStateException("The replay did not end: " + processor.processingStatus());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** A handler as one writes it first. */
    static final class RowByRow {

        private final JdbcTemplate rows;

        RowByRow(JdbcTemplate rows) {
            this.rows = rows;
        }

        @EventHandler
        void on(CreditsAwarded event, @SequenceNumber long version, @Timestamp Instant time) {
            OffsetDateTime at = time.atOffset(ZoneOffset.UTC);
            rows.update(
                    INSERT + "VALUES (?, ?, 'earned', ?, ?, ?, ?, ?, ?)",
                    event.transactionId(),
                    event.userId().value(),
                    event.amount(),
                    event.source(),
                    event.description(),
                    event.balanceAfter(),
                    version,
                    at);
            rows.update(
                    "INSERT INTO user_credit_balances (user_id, balance, version, updated_at) VALUES (?, ?, ?, ?) "
                            + UPSERT,
                    event.userId().value(),
                    event.balanceAfter(),
                    version,
                    at);
        }
    }

    /** The same rows, with the statements that the application's projector uses. */
    static final class Batched {

        private static final String BATCH = "com.sexyresume.benchmarks.batch";

        private final JdbcTemplate rows;

        Batched(JdbcTemplate rows) {
            this.rows = rows;
        }

        private record Row(CreditsAwarded event, long version, Instant time) {}

        @EventHandler
        void on(CreditsAwarded event, @SequenceNumber long version, @Timestamp Instant time) {
            UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
            List<Row> batch = unitOfWork.getOrComputeResource(BATCH, first -> {
                List<Row> collected = new ArrayList<>();
                unitOfWork.onPrepareCommit(commit -> write(collected));
                return collected;
            });
            batch.add(new Row(event, version, time));
        }

        private void write(List<Row> batch) {
            rows.update(
                    INSERT
                            + "SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::int[], ?::text[], ?::text[],"
                            + " ?::int[], ?::bigint[], ?::timestamptz[])",
                    column(batch, row -> row.event().transactionId()),
                    column(batch, row -> row.event().userId()),
                    column(batch, row -> "earned"),
                    column(batch, row -> row.event().amount()),
                    column(batch, row -> row.event().source()),
                    column(batch, row -> row.event().description()),
                    column(batch, row -> row.event().balanceAfter()),
                    column(batch, Row::version),
                    column(batch, Row::time));
            Map<UUID, Row> last = new LinkedHashMap<>();
            batch.forEach(row -> last.put(row.event().userId().value(), row));
            List<Row> balances = List.copyOf(last.values());
            rows.update(
                    "INSERT INTO user_credit_balances (user_id, balance, version, updated_at)"
                            + " SELECT * FROM unnest(?::uuid[], ?::int[], ?::bigint[], ?::timestamptz[]) "
                            + UPSERT,
                    column(balances, row -> row.event().userId()),
                    column(balances, row -> row.event().balanceAfter()),
                    column(balances, Row::version),
                    column(balances, Row::time));
        }

        private static @Nullable String[] column(List<Row> batch, Function<Row, @Nullable Object> value) {
            @Nullable String[] column = new @Nullable String[batch.size()];
            for (int row = 0; row < column.length; row++) {
                Object cell = value.apply(batch.get(row));
                column[row] = cell == null ? null : cell.toString();
            }
            return column;
        }
    }
}
