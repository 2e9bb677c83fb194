package com.sexyresume.app.policies;

import com.sexyresume.app.policies.PolicyReactions.Occasion;
import com.sexyresume.app.policies.PolicyTables.Reminder;
import com.sexyresume.following.HistoryFollowers;
import com.sexyresume.sending.Policy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.StreamableMessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
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

    private static final Duration SUPERVISION = Duration.ofMillis(500);

    private final Map<String, Policy<?>> policies = new HashMap<>();
    private final EventStorageEngine engine;
    private final PolicyReactions reactions;
    private final PolicyTables tables;
    private final PolicyProperties properties;
    private final TokenStore tokens;
    private final HistoryFollowers followers;

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
        this.engine = engine;
        this.reactions = reactions;
        this.tables = tables;
        this.properties = properties;
        this.tokens = inTransactions(
                HistoryFollowers.tokens(tokens, "policies.token_entry", properties.claimTimeout())
                        .build(),
                tokens);
        this.followers = new HistoryFollowers(
                "policy",
                history,
                tokens,
                new HistoryFollowers.Pace(properties.longestPause(), properties.claimExtension(), SUPERVISION));
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
        if (isRunning() || !properties.enabled() || policies.isEmpty()) {
            return;
        }
        reactions.begin();
        List<Policy<?>> quick = policies.values().stream()
                .filter(policy -> policy.parallelism() == 0)
                .toList();
        if (!quick.isEmpty()) {
            add(QUICK, quick, properties.threads(), QUICK_BATCH);
        }
        policies.values().stream()
                .filter(policy -> policy.parallelism() > 0)
                .forEach(slow -> add(slow.name(), List.of(slow), slow.parallelism(), 1));
        followers.start(() -> {});
        long interval = properties.reminderInterval().toMillis();
        var _ = followers
                .executor(1, "reminder")
                .scheduleWithFixedDelay(this::remind, interval, interval, TimeUnit.MILLISECONDS);
    }

    private void add(String name, List<Policy<?>> members, int threads, int batch) {
        PooledStreamingEventProcessor.Builder builder = followers.processor(name, threads);
        builder.eventHandlerInvoker(new PolicyInvoker(members, reactions))
                .tokenStore(tokens)
                .transactionManager(NoTransactionManager.INSTANCE)
                .batchSize(batch)
                // A slow reaction outlasts a claim.
                .enableCoordinatorClaimExtension()
                .workerExecutor(followers.executor(threads, "worker-" + name));
        followers.add(builder.build(), threads, () -> false);
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
        return followers.failing();
    }

    @Override
    public void stop() {
        reactions.end();
        followers.stop();
    }

    @Override
    public boolean isRunning() {
        return followers.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
