package com.sexyresume.projections;

import com.sexyresume.following.HistoryFollowers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
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

    private static final Duration SUPERVISION = Duration.ofMillis(100);
    private static final Duration COUNT_INTERVAL = Duration.ofSeconds(2);

    private final List<Subscription<?>> followings;
    private final HistoryFollowers followers;
    private final QueryProperties properties;
    private final DeadLetterProperties deadLetters;
    private final JdbcClient rows;
    private final TransactionManager transactions;
    private final TransactionTemplate savepoint;
    private final TokenStore tokens;
    private final Map<String, BatchInvoker<?>> invokers = new ConcurrentSkipListMap<>();
    private volatile List<Parked> parked = List.of();
    private long lastCount = System.nanoTime() - COUNT_INTERVAL.toNanos();

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
        this.followers = new HistoryFollowers(
                "projection",
                history,
                projection,
                new HistoryFollowers.Pace(properties.longestPause(), properties.claimExtension(), SUPERVISION));
        this.followings =
                projectors.stream().<Subscription<?>>map(Subscription::new).toList();
        this.properties = properties;
        this.deadLetters = deadLetters;
        this.rows = JdbcClient.create(projection);
        JdbcTransactionManager springTransactions = new JdbcTransactionManager(projection);
        this.transactions = new SpringTransactionManager(springTransactions);
        this.savepoint = new TransactionTemplate(springTransactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.tokens = new ClaimedTokens(
                HistoryFollowers.tokens(projection, "projections.token_entry", properties.claimTimeout()),
                this::claimed);
    }

    @Override
    public void start() {
        if (isRunning() || !properties.projections()) {
            return;
        }
        ScheduledExecutorService workers = followers.executor(properties.workers(), "worker");
        for (Subscription<?> following : followings) {
            BatchInvoker<?> invoker = new BatchInvoker<>(following, rows, savepoint, deadLetters);
            invokers.put(following.projector().name(), invoker);
            PooledStreamingEventProcessor.Builder builder =
                    followers.processor(following.projector().name(), 1);
            builder.eventHandlerInvoker(invoker)
                    .tokenStore(tokens)
                    .transactionManager(transactions)
                    .batchSize(properties.batchSize())
                    .workerExecutor(workers);
            followers.add(builder.build(), 1, invoker::isWorthRetryingAtOnce);
        }
        followers.start(this::supervise);
    }

    private void claimed(String name) {
        Optional.ofNullable(invokers.get(name)).ifPresent(BatchInvoker::claimed);
    }

    /** Sees how much is parked. */
    private void supervise() {
        if (isOver(lastCount, COUNT_INTERVAL)) {
            try {
                count();
            } catch (DataAccessException unanswered) {
                followers.databaseWasAway();
                throw unanswered;
            }
            lastCount = System.nanoTime();
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
            invokers.forEach((name, invoker) -> invoker.reached(positions.getOrDefault(name, 0L)));
        }
    }

    private static boolean isOver(long sinceNanos, Duration period) {
        return System.nanoTime() - sinceNanos >= period.toNanos();
    }

    @Override
    public void stop() {
        followers.stop();
        invokers.clear();
    }

    @Override
    public boolean isRunning() {
        return followers.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** The names of the projections whose last batch failed and is to be tried again. */
    public List<String> failing() {
        List<String> failing = followers.failing();
        return invokers.entrySet().stream()
                .filter(projecting -> failing.contains(projecting.getKey())
                        || projecting.getValue().isFailing())
                .map(Map.Entry::getKey)
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
