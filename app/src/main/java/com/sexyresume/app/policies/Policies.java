package com.sexyresume.app.policies;

import com.sexyresume.app.policies.PolicyReactions.Occasion;
import com.sexyresume.app.policies.PolicyTables.Reminder;
import com.sexyresume.projections.PausingProcessors;
import com.sexyresume.sending.Policy;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs every policy behind the history. The quick ones share a processor; each slow one has its own, so that it keeps
 * nobody waiting. No transaction is open while a policy works: a token moves, in a transaction of its own, when the
 * reaction's outcome is durable. After a crash the last events come again.
 */
final class Policies implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Policies.class);

    /** Where the quick ones stand. */
    private static final String QUICK = "quick";

    /**
     * After Axon has subscribed the handlers of commands (DEFAULT_PHASE − 3072), and before the web server (− 2048)
     * starts and the process is ready; the other way round when they stop.
     */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2560;

    /** Few, because a crash repeats them. */
    private static final int QUICK_BATCH = 20;

    private static final long STOP_SECONDS = 10;
    private static final long SUPERVISION_MS = 500;

    private final Map<String, Policy<?>> policies = new HashMap<>();
    private final StreamableMessageSource<TrackedEventMessage<?>> history;
    private final EventStorageEngine engine;
    private final PolicyReactions reactions;
    private final PolicyTables tables;
    private final PolicyProperties properties;
    private final TokenStore tokens;
    private final List<PooledStreamingEventProcessor> processors = new ArrayList<>();
    private final PausingProcessors pausing;
    private final List<ScheduledExecutorService> executors = new ArrayList<>();
    /** Why the last look for reminders failed, if it did; of its one thread. */
    private String remindersWait = "";

    Policies(
            List<Policy<?>> policies,
            StreamableMessageSource<TrackedEventMessage<?>> history,
            EventStorageEngine engine,
            PolicyReactions reactions,
            PolicyTables tables,
            DataSource tokens,
            PolicyProperties properties) {
        policies.forEach(policy -> {
            if (this.policies.put(policy.name(), policy) != null
                    || policy.name().equals(QUICK)) {
                throw new IllegalArgumentException("Two policies have the name " + policy.name());
            }
        });
        this.history = history;
        this.engine = engine;
        this.reactions = reactions;
        this.tables = tables;
        this.properties = properties;
        this.tokens = inTransactions(tokenStore(tokens, properties), tokens);
        JdbcClient database = JdbcClient.create(tokens);
        this.pausing = new PausingProcessors(
                properties.longestPause(),
                () -> database.sql("SELECT 1").query().singleValue());
    }

    private static TokenStore tokenStore(DataSource tokens, PolicyProperties properties) {
        return JdbcTokenStore.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(tokens))
                .serializer(Jackson3Serializer.builder().build())
                .contentType(String.class)
                .schema(TokenSchema.builder()
                        .setTokenTable("policies.token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setSegmentColumn("segment")
                        .setTokenColumn("token")
                        .setTokenTypeColumn("token_type")
                        .setTimestampColumn("claimed_at")
                        .setOwnerColumn("owner")
                        .build())
                .claimTimeout(properties.claimTimeout())
                .nodeId(ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID())
                .build();
    }

    /** Each call a transaction: Axon's own would stay open, with its connection, for as long as a policy works. */
    private static TokenStore inTransactions(TokenStore store, DataSource tokens) {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(tokens));
        return (TokenStore) Proxy.newProxyInstance(
                TokenStore.class.getClassLoader(),
                new Class<?>[] {TokenStore.class},
                (proxy, method, arguments) -> transaction.execute(status -> {
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        if (thrown.getCause() instanceof RuntimeException exception) {
                            throw exception;
                        }
                        throw new IllegalStateException(thrown.getCause());
                    } catch (IllegalAccessException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                }));
    }

    @Override
    public void start() {
        if (!processors.isEmpty() || !properties.enabled() || policies.isEmpty()) {
            return;
        }
        reactions.begin();
        ScheduledExecutorService coordinators = executor(2, "policy-coordinator-");
        List<Policy<?>> quick = policies.values().stream()
                .filter(policy -> policy.parallelism() == 0)
                .toList();
        if (!quick.isEmpty()) {
            processors.add(processor(QUICK, quick, properties.threads(), QUICK_BATCH, coordinators));
        }
        policies.values().stream()
                .filter(policy -> policy.parallelism() > 0)
                .forEach(slow ->
                        processors.add(processor(slow.name(), List.of(slow), slow.parallelism(), 1, coordinators)));
        processors.forEach(PooledStreamingEventProcessor::start);
        var _ = executor(1, "policy-supervisor-")
                .scheduleWithFixedDelay(this::supervise, SUPERVISION_MS, SUPERVISION_MS, TimeUnit.MILLISECONDS);
        long interval = properties.reminderInterval().toMillis();
        var _ = executor(1, "policy-reminder-")
                .scheduleWithFixedDelay(this::remind, interval, interval, TimeUnit.MILLISECONDS);
    }

    private void supervise() {
        try {
            pausing.wakeThoseWhoPause();
        } catch (RuntimeException away) {
            // A schedule that throws would never run again; the next round may find the database.
            log.debug("The policies could not be looked after", away);
        }
    }

    private PooledStreamingEventProcessor processor(
            String name, List<Policy<?>> members, int threads, int batch, ScheduledExecutorService coordinators) {
        PooledStreamingEventProcessor.Builder builder = PooledStreamingEventProcessor.builder();
        builder.name(name)
                .eventHandlerInvoker(new PolicyInvoker(members, reactions))
                .errorHandler(PropagatingErrorHandler.instance())
                .messageSource(history)
                .initialToken(StreamableMessageSource::createTailToken)
                .initialSegmentCount(threads)
                .tokenStore(tokens)
                .transactionManager(NoTransactionManager.INSTANCE)
                .batchSize(batch)
                .claimExtensionThreshold(properties.claimExtension().toMillis())
                .tokenClaimInterval(properties.claimExtension().toMillis())
                // A slow reaction outlasts a claim.
                .enableCoordinatorClaimExtension()
                .coordinatorExecutor(coordinators)
                .workerExecutor(executor(threads, "policy-worker-" + name + "-"));
        PooledStreamingEventProcessor processor = builder.build();
        pausing.watch(processor, threads);
        return processor;
    }

    private ScheduledExecutorService executor(int threads, String name) {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(
                threads, Thread.ofPlatform().daemon().name(name, 0).factory());
        executors.add(executor);
        return executor;
    }

    /** Reacts to the reminders that are due, each on one of the processes. */
    private void remind() {
        try {
            for (Optional<Reminder> due = tables.takeDue(); due.isPresent(); due = tables.takeDue()) {
                Reminder reminder = due.get();
                Policy<?> policy = policies.get(reminder.policy());
                if (policy != null) {
                    boolean _ =
                            reactions.react(policy, at(reminder.position()), reminder.position(), Occasion.REMINDER);
                    tables.done(reminder);
                }
            }
            remindersWait = "";
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException passing) {
            // A schedule that throws would never run again; the reminder is due again by itself.
            String why = passing.toString();
            if (!remindersWait.equals(why)) {
                log.warn("Due reminders wait: {}", why);
            }
            remindersWait = why;
        }
    }

    private DomainEventMessage<?> at(long position) {
        try (var events = engine.readEvents(new GlobalSequenceTrackingToken(position - 1), false)) {
            return (DomainEventMessage<?>) events.findFirst()
                    .orElseThrow(() -> new IllegalStateException("The history has no position " + position));
        }
    }

    /**
     * Lets a policy react again to an event that was parked.
     *
     * @return whether it is parked no longer
     */
    boolean retry(String name, long position, boolean due) throws InterruptedException {
        Policy<?> policy = policies.get(name);
        if (policy == null
                || !reactions.react(policy, at(position), position, due ? Occasion.REMINDER : Occasion.EVENT)) {
            return false;
        }
        tables.unpark(name, position, due);
        return true;
    }

    /** The processors whose last event failed and is to be tried again. */
    List<String> failing() {
        return processors.stream()
                .filter(PooledStreamingEventProcessor::isError)
                .map(PooledStreamingEventProcessor::getName)
                .toList();
    }

    @Override
    public void stop() {
        reactions.end();
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
}
