package com.sexyresume.projections;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs every projector behind the history: a pooled processor each, whose token and rows commit together, in one
 * segment, so that events are projected in the order of their positions. A batch that fails is tried again and never
 * skipped. When the fault lies in an event, its sequence is parked and the rest goes on; otherwise what follows waits,
 * {@link QueryProperties#longestPause} at most between two attempts.
 */
public final class Projections implements SmartLifecycle {

    /**
     * After Axon has subscribed its handlers (DEFAULT_PHASE − 3072), and before policies (− 2560) and the web server (−
     * 2048) start; the other way round when they stop.
     */
    public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2816;

    private static final Logger log = LoggerFactory.getLogger(Projections.class);

    private static final int COORDINATORS = 2;
    private static final long STOP_SECONDS = 10;

    private static final long SUPERVISION_MS = 100;
    private static final Duration COUNT_INTERVAL = Duration.ofSeconds(2);

    private final List<Subscription<?>> followings;
    private final StreamableMessageSource<TrackedEventMessage<?>> history;
    private final QueryProperties properties;
    private final DeadLetterProperties deadLetters;
    private final JdbcClient rows;
    private final TransactionManager transactions;
    private final TransactionTemplate savepoint;
    private final TokenStore tokens;
    private final List<Projecting> processors = new CopyOnWriteArrayList<>();
    private final PausingProcessors pausing;
    private final List<ScheduledExecutorService> executors = new ArrayList<>();
    private volatile List<Parked> parked = List.of();
    private long lastCount = System.nanoTime() - COUNT_INTERVAL.toNanos();

    private record Projecting(PooledStreamingEventProcessor processor, BatchInvoker<?> invoker) {}

    /** With the usual limits of what is parked. */
    public Projections(
            StreamableMessageSource<TrackedEventMessage<?>> history,
            List<Projector<?>> projectors,
            DataSource projection,
            QueryProperties properties) {
        this(history, projectors, projection, properties, DeadLetterProperties.DEFAULT);
    }

    /**
     * Projections of these projectors, which {@link #start} runs.
     *
     * @param history read in the order of positions
     * @param projectors each with a name of its own
     * @param projection connections of the login that projects
     */
    public Projections(
            StreamableMessageSource<TrackedEventMessage<?>> history,
            List<Projector<?>> projectors,
            DataSource projection,
            QueryProperties properties,
            DeadLetterProperties deadLetters) {
        long names = projectors.stream().map(Projector::name).distinct().count();
        if (names != projectors.size()) {
            throw new IllegalArgumentException("Two projectors have the same name");
        }
        this.history = history;
        this.followings =
                projectors.stream().<Subscription<?>>map(Subscription::new).toList();
        this.properties = properties;
        this.deadLetters = deadLetters;
        this.rows = JdbcClient.create(projection);
        this.pausing = new PausingProcessors(
                properties.longestPause(), () -> rows.sql("SELECT 1").query().singleValue());
        JdbcTransactionManager springTransactions = new JdbcTransactionManager(projection);
        this.transactions = new SpringTransactionManager(springTransactions);
        this.savepoint = new TransactionTemplate(springTransactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.tokens = new ClaimedTokens(tokenStore(projection, properties), this::claimed);
    }

    private static JdbcTokenStore.Builder tokenStore(DataSource projection, QueryProperties properties) {
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
                .nodeId(ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID());
    }

    @Override
    public void start() {
        if (!processors.isEmpty() || !properties.projections()) {
            return;
        }
        ScheduledExecutorService coordinators = executor(COORDINATORS, "projection-coordinator-");
        ScheduledExecutorService workers = executor(properties.workers(), "projection-worker-");
        followings.forEach(following -> processors.add(processor(following, coordinators, workers)));
        processors.forEach(projecting -> {
            pausing.watch(projecting.processor, 1, projecting.invoker::isWorthRetryingAtOnce);
            projecting.processor.start();
        });
        ScheduledFuture<?> _ = executor(1, "projection-supervisor-")
                .scheduleWithFixedDelay(this::supervise, SUPERVISION_MS, SUPERVISION_MS, TimeUnit.MILLISECONDS);
    }

    private void claimed(String name) {
        processors.stream()
                .filter(projecting -> projecting.processor.getName().equals(name))
                .forEach(projecting -> projecting.invoker.claimed());
    }

    /** Sees that nobody pauses for longer than it helps, and how much is parked. */
    private void supervise() {
        try {
            pausing.wakeThoseWhoPause();
            if (isOver(lastCount, COUNT_INTERVAL)) {
                count();
                lastCount = System.nanoTime();
            }
        } catch (DataAccessException unanswered) {
            pausing.databaseWasAway();
        } catch (RuntimeException failed) {
            // It must not end: the next round may succeed.
            log.debug("The projections could not be looked after", failed);
        }
    }

    private void count() {
        parked = new DeadLetters(rows).counted();
        if (!failing().isEmpty()) {
            Map<String, Long> positions = new HashMap<>();
            rows.sql("SELECT processor_name, min(position) AS position FROM projections.token_entry GROUP BY 1")
                    .query(row -> {
                        positions.put(row.getString("processor_name"), row.getLong("position"));
                    });
            processors.forEach(projecting ->
                    projecting.invoker.reached(positions.getOrDefault(projecting.processor.getName(), 0L)));
        }
    }

    private static boolean isOver(long sinceNanos, Duration period) {
        return System.nanoTime() - sinceNanos >= period.toNanos();
    }

    private Projecting processor(
            Subscription<?> following, ScheduledExecutorService coordinators, ScheduledExecutorService workers) {
        BatchInvoker<?> invoker = new BatchInvoker<>(following, rows, savepoint, deadLetters);
        PooledStreamingEventProcessor.Builder builder = PooledStreamingEventProcessor.builder();
        builder.name(following.projector().name())
                .eventHandlerInvoker(invoker)
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
        return new Projecting(builder.build(), invoker);
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
                            .map(projecting -> projecting.processor.shutdownAsync())
                            .toArray(CompletableFuture<?>[]::new))
                    .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
                    .join();
        } finally {
            pausing.clear();
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
                .filter(projecting -> projecting.processor.isError() || projecting.invoker.isFailing())
                .map(projecting -> projecting.processor.getName())
                .toList();
    }

    /** The names of all projections. */
    public List<String> names() {
        return followings.stream()
                .map(following -> following.projector().name())
                .toList();
    }

    /** How much of which projections is parked, as it was 2 s ago or later. */
    public List<Parked> parked() {
        return parked;
    }
}
