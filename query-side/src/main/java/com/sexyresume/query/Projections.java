package com.sexyresume.query;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Runs every projector behind the history: a pooled processor each, whose token and rows commit together, in one
 * segment, so that events are projected in the order of their positions. A batch that fails is tried again, later and
 * later, and never skipped: what follows it waits.
 */
public final class Projections implements SmartLifecycle {

    /** Before the web server starts, and after it has stopped. */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private static final int COORDINATORS = 2;
    private static final long STOP_SECONDS = 10;

    private final List<Following<?>> followings;
    private final StreamableMessageSource<TrackedEventMessage<?>> history;
    private final QueryProperties properties;
    private final JdbcClient rows;
    private final TransactionManager transactions;
    private final TokenStore tokens;
    private final List<PooledStreamingEventProcessor> processors = new ArrayList<>();
    private final List<ScheduledExecutorService> executors = new ArrayList<>();

    /**
     * @param history read in the order of positions
     * @param projectors each with a name of its own
     * @param projection connections of the login that projects
     */
    public Projections(
            StreamableMessageSource<TrackedEventMessage<?>> history,
            List<Projector<?>> projectors,
            DataSource projection,
            QueryProperties properties) {
        long names = projectors.stream().map(Projector::name).distinct().count();
        if (names != projectors.size()) {
            throw new IllegalArgumentException("Two projectors have the same name");
        }
        this.history = history;
        this.followings = projectors.stream().<Following<?>>map(Following::new).toList();
        this.properties = properties;
        this.rows = JdbcClient.create(projection);
        this.transactions = new SpringTransactionManager(new JdbcTransactionManager(projection));
        this.tokens = tokenStore(projection, properties);
    }

    private static TokenStore tokenStore(DataSource projection, QueryProperties properties) {
        return JdbcTokenStore.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(projection))
                .serializer(Jackson3Serializer.builder().build())
                .contentType(String.class)
                .schema(TokenSchema.builder()
                        .setTokenTable("projections.token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setSegmentColumn("segment")
                        .setTokenColumn("token")
                        .setTokenTypeColumn("token_type")
                        .setTimestampColumn("claimed_at")
                        .setOwnerColumn("owner")
                        .build())
                .claimTimeout(properties.claimTimeout())
                // In containers every process is number 1, and two in one process are two as well.
                .nodeId(ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID())
                .build();
    }

    @Override
    public void start() {
        if (!processors.isEmpty() || !properties.projections()) {
            return;
        }
        ScheduledExecutorService coordinators = executor(COORDINATORS, "projection-coordinator-");
        ScheduledExecutorService workers = executor(properties.workers(), "projection-worker-");
        followings.forEach(following -> processors.add(processor(following, coordinators, workers)));
        processors.forEach(PooledStreamingEventProcessor::start);
    }

    private PooledStreamingEventProcessor processor(
            Following<?> following, ScheduledExecutorService coordinators, ScheduledExecutorService workers) {
        PooledStreamingEventProcessor.Builder builder = PooledStreamingEventProcessor.builder();
        builder.name(following.projector().name())
                .eventHandlerInvoker(new BatchInvoker<>(following, rows))
                .errorHandler(PropagatingErrorHandler.instance())
                .messageSource(history)
                // A plain token from the start: Axon's own choice, a replay token, holds two positions.
                .initialToken(StreamableMessageSource::createTailToken)
                .initialSegmentCount(1)
                .tokenStore(tokens)
                .transactionManager(transactions)
                .batchSize(properties.batchSize())
                .claimExtensionThreshold(properties.claimExtension().toMillis())
                .tokenClaimInterval(properties.claimExtension().toMillis())
                .coordinatorExecutor(coordinators)
                .workerExecutor(workers);
        return builder.build();
    }

    private ScheduledExecutorService executor(int threads, String name) {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(
                threads, Thread.ofPlatform().daemon().name(name, 0).factory());
        executors.add(executor);
        return executor;
    }

    @Override
    public void stop() {
        try {
            CompletableFuture.allOf(processors.stream()
                            .map(PooledStreamingEventProcessor::shutdownAsync)
                            .toArray(CompletableFuture<?>[]::new))
                    .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
                    .join();
        } finally {
            processors.clear();
            executors.forEach(ScheduledExecutorService::shutdownNow);
            executors.clear();
        }
    }

    @Override
    public boolean isRunning() {
        return !processors.isEmpty();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** The names of the projections whose last batch failed and is to be tried again. */
    public List<String> failing() {
        return processors.stream()
                .filter(processor -> processor.isError()
                        || (processor.eventHandlerInvoker() instanceof BatchInvoker<?> invoker && invoker.isFailing()))
                .map(PooledStreamingEventProcessor::getName)
                .toList();
    }
}
