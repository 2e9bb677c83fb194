package com.sexyresume.following;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The processors of one kind on this process, which follow the history from its beginning. An event whose handling
 * fails is tried again and never skipped, after {@link Pace#longestPause} at most. Each begins where its token says, on
 * one process at a time.
 */
public final class HistoryFollowers {

    private static final Logger log = LoggerFactory.getLogger(HistoryFollowers.class);

    private static final int COORDINATORS = 2;
    private static final long STOP_SECONDS = 10;

    private final String kind;
    private final StreamableMessageSource<TrackedEventMessage<?>> history;
    private final Pace pace;
    private final PausingProcessors pausing;
    private final List<PooledStreamingEventProcessor> processors = new CopyOnWriteArrayList<>();
    private final List<ScheduledExecutorService> executors = new ArrayList<>();
    private @Nullable ScheduledExecutorService coordinators;

    /**
     * How often things happen.
     *
     * @param longestPause between two attempts of what fails
     * @param claimExtension how often a process says that it is still there
     * @param supervision between two looks at who pauses
     */
    public record Pace(Duration longestPause, Duration claimExtension, Duration supervision) {}

    /**
     * Followers that {@link #add} adds and {@link #start} starts.
     *
     * @param kind names their threads
     * @param database where their tokens are
     */
    public HistoryFollowers(
            String kind, StreamableMessageSource<TrackedEventMessage<?>> history, DataSource database, Pace pace) {
        this.kind = kind;
        this.history = history;
        this.pace = pace;
        JdbcClient client = JdbcClient.create(database);
        this.pausing = new PausingProcessors(
                pace.longestPause(), () -> client.sql("SELECT 1").query().singleValue());
    }

    /**
     * A store of tokens.
     *
     * @param table with its schema
     * @param claimTimeout after which another process may take a token over
     */
    public static JdbcTokenStore.Builder tokens(DataSource database, String table, Duration claimTimeout) {
        return JdbcTokenStore.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(database))
                .serializer(Jackson3Serializer.builder().build())
                .contentType(String.class)
                .schema(TokenSchema.builder()
                        .setTokenTable(table)
                        .setProcessorNameColumn("processor_name")
                        .setSegmentColumn("segment")
                        .setTokenColumn("token")
                        .setTokenTypeColumn("token_type")
                        .setTimestampColumn("claimed_at")
                        .setOwnerColumn("owner")
                        .build())
                .claimTimeout(claimTimeout)
                // In containers every process is number 1, and two in one process are two as well.
                .nodeId(ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID());
    }

    /** A processor to be completed with what handles events, its tokens, transactions, batches and workers. */
    public PooledStreamingEventProcessor.Builder processor(String name, int segments) {
        if (coordinators == null) {
            coordinators = executor(COORDINATORS, "coordinator");
        }
        PooledStreamingEventProcessor.Builder builder = PooledStreamingEventProcessor.builder();
        builder.name(name)
                .errorHandler(PropagatingErrorHandler.instance())
                .messageSource(history)
                // A plain token from the start: Axon's own choice, a replay token, holds two positions.
                .initialToken(StreamableMessageSource::createTailToken)
                .initialSegmentCount(segments)
                .claimExtensionThreshold(pace.claimExtension().toMillis())
                .tokenClaimInterval(pace.claimExtension().toMillis())
                .coordinatorExecutor(coordinators);
        return builder;
    }

    /** Threads that end with the followers. */
    public ScheduledExecutorService executor(int threads, String name) {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(
                threads,
                Thread.ofPlatform().daemon().name(kind + "-" + name + "-", 0).factory());
        executors.add(executor);
        return executor;
    }

    /**
     * Adds a processor.
     *
     * @param worthRetryingAtOnce whether its next attempt is going to be another one than the last
     */
    public void add(PooledStreamingEventProcessor processor, int segments, BooleanSupplier worthRetryingAtOnce) {
        processors.add(processor);
        pausing.watch(processor, segments, worthRetryingAtOnce);
    }

    /**
     * Starts all that were added.
     *
     * @param supervise what else is to be done at each look; it may throw
     */
    public void start(Runnable supervise) {
        processors.forEach(PooledStreamingEventProcessor::start);
        long interval = pace.supervision().toMillis();
        var _ = executor(1, "supervisor")
                .scheduleWithFixedDelay(() -> supervise(supervise), interval, interval, TimeUnit.MILLISECONDS);
    }

    private void supervise(Runnable supervise) {
        try {
            pausing.wakeThoseWhoPause();
            supervise.run();
        } catch (RuntimeException failed) {
            // A schedule that throws would never run again; the next round may find the database.
            log.debug("What follows the history could not be looked after", failed);
        }
    }

    /** Makes next attempts come sooner for a while. */
    public void databaseWasAway() {
        pausing.databaseWasAway();
    }

    /** The names of those whose last event failed and is to be tried again. */
    public List<String> failing() {
        return processors.stream()
                .filter(PooledStreamingEventProcessor::isError)
                .map(PooledStreamingEventProcessor::getName)
                .toList();
    }

    public boolean isRunning() {
        return !processors.isEmpty();
    }

    /** Stops all of them when what they are at is done, or after ten seconds, and forgets them. */
    public void stop() {
        try {
            CompletableFuture.allOf(processors.stream()
                            .map(PooledStreamingEventProcessor::shutdownAsync)
                            .toArray(CompletableFuture<?>[]::new))
                    .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
                    .join();
        } finally {
            pausing.clear();
            processors.clear();
            executors.forEach(ScheduledExecutorService::shutdownNow);
            executors.clear();
            coordinators = null;
        }
    }
}
