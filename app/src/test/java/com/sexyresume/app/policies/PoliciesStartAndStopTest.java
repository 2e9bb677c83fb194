package com.sexyresume.app.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.policies.PoliciesTest.OnAward;
import com.sexyresume.app.policies.PoliciesTest.Told;
import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.events.UserId;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/**
 * A process starts and stops with a backlog: whatever policies react to, the handlers of their commands are there, and
 * the process is not ready before both are.
 */
class PoliciesStartAndStopTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int BACKLOG = 40;

    private final ApplicationDatabase database = ApplicationDatabase.fresh();
    private final List<UserId> users =
            Stream.generate(() -> new UserId(UUID.randomUUID())).limit(BACKLOG).toList();
    private final Observed observed = new Observed();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void reactsToItsBacklogAtAStartThatIsSlow() throws Exception {
        try (ConfigurableApplicationContext idle = application("--sexyresume.policies.enabled=false")) {
            users.forEach(user -> award(idle, user));
        }

        // Whatever starts after the policies waits until they have reacted.
        observed.waitsAtStart = true;
        try (ConfigurableApplicationContext _ = application()) {
            await().atMost(LONG).until(() -> recorded() == 2L * BACKLOG);
        }

        assertThat(observed.failures).isEmpty();
        assertThat(parked()).isZero();
        assertThat(observed.readyAtStart).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
        assertThat(observed.whenReady).containsOnly("handlers: true, policies: true");
    }

    @Test
    void losesNothingWhenItStopsInTheMiddleOfABacklog() throws Exception {
        ConfigurableApplicationContext stopped = application();
        // Each reaction from the tenth on lasts until the process has begun to stop.
        observed.waitsFrom = 10;
        users.forEach(user -> award(stopped, user));
        await().atMost(LONG).until(() -> observed.reactions.get() > observed.waitsFrom);

        stopped.close();
        assertThat(observed.failures).isEmpty();
        assertThat(parked()).isZero();

        observed.waitsFrom = Integer.MAX_VALUE;
        try (ConfigurableApplicationContext _ = application()) {
            await().atMost(LONG).until(() -> recorded() == 2L * BACKLOG);
        }
        assertThat(observed.failures).isEmpty();
        assertThat(parked()).isZero();
    }

    private ConfigurableApplicationContext application(String... more) {
        List<String> arguments = Stream.concat(
                        Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--management.server.port=0",
                                        "--server.address=127.0.0.1",
                                        "--sexyresume.identity.hs256-secret=a-secret-of-this-test-alone-0123456789",
                                        "--sexyresume.identity.issuer=https://issuer.example",
                                        "--sexyresume.achievements.enabled=false",
                                        "--sexyresume.history.key-folder=" + folder.resolve("keys"),
                                        "--logging.structured.format.console=",
                                        "--logging.level.com.sexyresume=error"),
                                database.properties().entrySet().stream()
                                        .map(property -> "--" + property.getKey() + "=" + property.getValue())),
                        Stream.of(more))
                .toList();
        return new SpringApplicationBuilder(SexyResume.class, Observing.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("observed", observed))
                .run(arguments.toArray(String[]::new));
    }

    private static void award(ConfigurableApplicationContext application, UserId user) {
        UUID transaction = UUID.randomUUID();
        application
                .getBean(Commands.class)
                .send(
                        new AwardCredits(user, transaction, 10, "kept", null),
                        new CommandRequest(user, true, transaction, "", null));
    }

    private long recorded() throws Exception {
        return number("SELECT count(*) FROM event_store.event WHERE type = 'credits.credits-awarded'");
    }

    private long parked() throws Exception {
        return number("SELECT count(*) FROM policies.parked");
    }

    private long number(String query) throws Exception {
        try (var superuser = database.superuser();
                var statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What the processes of a test tell it, and what it makes them do. */
    static final class Observed {

        private final AtomicInteger reactions = new AtomicInteger();
        private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        private final CountDownLatch firstReaction = new CountDownLatch(1);
        private final CountDownLatch stopping = new CountDownLatch(1);
        private final Queue<String> whenReady = new ConcurrentLinkedQueue<>();
        private volatile ReadinessState readyAtStart = ReadinessState.ACCEPTING_TRAFFIC;
        private volatile boolean waitsAtStart;
        private volatile int waitsFrom = Integer.MAX_VALUE;

        void react(Runnable reaction) {
            try {
                if (reactions.incrementAndGet() > waitsFrom) {
                    await(stopping);
                }
                reaction.run();
            } catch (RuntimeException failed) {
                failures.add(failed);
                throw failed;
            } finally {
                firstReaction.countDown();
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
    }

    /** No {@code Configuration}: applications of other tests must not find it. */
    static class Observing {

        @Bean
        Policy<CreditsAwarded> keeping(Observed observed) {
            return new OnAward("when-kept-then-award", "kept", 0, new Told()) {
                @Override
                void react(CreditsAwarded event, Reaction reaction) {
                    observed.react(() -> reaction.send("keep", award(event, 1)));
                }
            };
        }

        /** Starts right after the policies, and stops right before them. */
        @Bean
        SmartLifecycle neighbour(Observed observed, ApplicationAvailability availability) {
            return new SmartLifecycle() {

                private boolean running;

                @Override
                public void start() {
                    running = true;
                    if (observed.waitsAtStart) {
                        Observed.await(observed.firstReaction);
                        observed.readyAtStart = availability.getReadinessState();
                    }
                }

                @Override
                public void stop() {
                    running = false;
                    if (observed.waitsFrom < Integer.MAX_VALUE) {
                        observed.stopping.countDown();
                    }
                }

                @Override
                public boolean isRunning() {
                    return running;
                }

                @Override
                public int getPhase() {
                    return Policies.PHASE + 1;
                }
            };
        }

        @Bean
        ApplicationListener<AvailabilityChangeEvent<ReadinessState>> ready(
                Observed observed, SpringAxonConfiguration axon, Policies policies) {
            return changed -> {
                if (changed.getState() == ReadinessState.ACCEPTING_TRAFFIC && observed.waitsAtStart) {
                    observed.whenReady.add("handlers: " + axon.isRunning() + ", policies: " + policies.isRunning());
                }
            };
        }
    }
}
