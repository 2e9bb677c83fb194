package com.sexyresume.app.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.command.credits.CreditsCommand.SpendCredits;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.UnknownEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a policy may rely on, shown with policies of this test's own on credits. */
@SpringBootTest(
        classes = SexyResume.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "server.address=127.0.0.1",
            "sexyresume.identity.hs256-secret=a-secret-of-this-test-alone-0123456789",
            "sexyresume.identity.issuer=https://issuer.example",
            "sexyresume.achievements.enabled=false",
            "sexyresume.policies.reminder-interval=100ms",
            "sexyresume.policies.retry-after=5ms",
            "sexyresume.policies.longest-pause=200ms",
            "logging.structured.format.console=",
            "logging.level.com.sexyresume=error",
            // A reaction that is tried again is told of with a stack trace.
            "logging.level.org.axonframework.eventhandling.pooled=off"
        })
@Import(PoliciesTest.OwnPolicies.class)
@DirtiesContext
class PoliciesTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ApplicationDatabase DATABASE = ApplicationDatabase.fresh();

    private final UserId ada = new UserId(UUID.randomUUID());

    @Autowired
    private Commands commands;

    @Autowired
    private Policies policies;

    @Autowired
    private PolicyTables tables;

    @Autowired
    private PolicyReactions reactions;

    @Autowired
    private EventStorageEngine engine;

    @Autowired
    private Told told;

    private JdbcClient rows;

    @Autowired
    void rows(@Qualifier("projectorPool") DataSource projector) {
        rows = JdbcClient.create(projector);
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        DATABASE.properties().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("sexyresume.history.key-folder", () -> Path.of("target", "test-keys"));
    }

    @AfterEach
    void letTheSlowGo() {
        told.mayGo(ada).countDown();
    }

    @Test
    void commandsOfAPolicyTakeEffectOnceHoweverOftenItsEventComes() {
        long position = award("matched", 10);
        await().atMost(LONG).until(() -> told("matched") == 1);

        policies.stop();
        assertThat(rows.sql("""
                                UPDATE policies.token_entry
                                SET token = jsonb_set(token::jsonb, '{globalIndex}', to_jsonb(:before))::text
                                WHERE processor_name = 'quick'
                                """).param("before", position - 1).update()).isPositive();
        policies.start();
        await().atMost(LONG).until(() -> told("matched") == 2);

        await().atMost(LONG).until(() -> balance() == 20);
        assertThat(recorded()).isEqualTo(2);
    }

    @Test
    void aCommandOfAPolicyNamesTheEventThatLedToIt() {
        long position = award("matched", 10);
        await().atMost(LONG).until(() -> balance() == 20);

        assertThat(rows.sql("""
                                SELECT count(*)
                                FROM event_store.event cause
                                         JOIN event_store.event effect
                                              ON effect.metadata::jsonb ->> 'causationId' = cause.event_id::text
                                                  AND effect.metadata::jsonb ->> 'correlationId' = cause.command_id::text
                                WHERE cause.position = ?
                                  AND effect.user_id IS NULL
                                """).param(position).query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void aRefusalIsParkedWithItsCodeAndCanBeTriedAgain() throws Exception {
        long position = award("owed", 10);
        await().atMost(LONG)
                .until(() ->
                        tables.parked("when-owed-then-spend", position, false).isPresent());
        assertThat(tables.parked("when-owed-then-spend", position, false)
                        .orElseThrow()
                        .cause())
                .isEqualTo("insufficient-credits");

        assertThat(policies.retry("when-owed-then-spend", position, false)).isFalse();
        award("other", 1000);

        assertThat(policies.retry("when-owed-then-spend", position, false)).isTrue();
        assertThat(tables.parked("when-owed-then-spend", position, false)).isEmpty();
        await().atMost(LONG).until(() -> balance() == 1010 - 500);
    }

    @Test
    void whatFailsForGoodIsParkedAndWhatFollowsGoesOn() {
        long position = award("broken", 10);
        award("matched", 10);

        await().atMost(LONG).until(() -> balance() == 30);
        assertThat(tables.parked("when-broken-then-fail", position, false)
                        .orElseThrow()
                        .cause())
                .isEqualTo(IllegalStateException.class.getName());
        assertThat(told("broken")).isEqualTo(3);
    }

    @Test
    void whatOnlyThisProcessIsToBlameForIsTriedAgainUntilItPassesAndNeverParked() {
        long position = award("unready", 10);

        await().atMost(LONG).until(() -> balance() == 20);
        assertThat(told("unready")).isEqualTo(OwnPolicies.OF_THE_PROCESS.size() + 1);
        assertThat(tables.parked("when-unready-then-award", position, false)).isEmpty();
    }

    @Test
    void aReactionThatIsInterruptedSendsNothingMoreAndIsNotParked() throws Exception {
        long position = award("other", 10);
        AtomicReference<Throwable> refused = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        Policy<CreditsAwarded> excusing = new OnAward("when-other-then-excuse", "other", 0, told) {
            @Override
            void react(CreditsAwarded event, Reaction reaction) {
                try {
                    var _ = told.mayGo(event.userId()).await(60, TimeUnit.SECONDS);
                } catch (InterruptedException taken) {
                    try {
                        reaction.send("excuse", award(event, 1));
                    } catch (IllegalStateException withdrawn) {
                        refused.set(withdrawn);
                    }
                } finally {
                    ended.countDown();
                }
            }
        };
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread worker = Thread.ofPlatform().start(() -> {
            try (var events = engine.readEvents(new GlobalSequenceTrackingToken(position - 1), false)) {
                var event = (DomainEventMessage<?>) events.findFirst().orElseThrow();
                boolean _ = reactions.react(excusing, event, position, PolicyReactions.Occasion.EVENT);
            } catch (InterruptedException stopping) {
                thrown.set(stopping);
            }
        });
        await().atMost(LONG).until(() -> told("other") == 1);

        worker.interrupt();

        assertThat(worker.join(LONG)).isTrue();
        assertThat(ended.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(refused.get()).hasMessage("This process stops");
        assertThat(recorded()).isEqualTo(1);
        assertThat(tables.parked("when-other-then-excuse", position, false)).isEmpty();
    }

    @Test
    void aReminderComesOnceWhenItIsDue() {
        award("reminded", 10);

        await().atMost(LONG).until(() -> balance() == 15);
        await().atMost(LONG)
                .until(() -> rows.sql("SELECT count(*) FROM policies.reminder")
                                .query(Long.class)
                                .single()
                        == 0);
        assertThat(told("reminded")).isEqualTo(1);
    }

    @Test
    void aSlowPolicyKeepsNobodyWaiting() {
        award("slow", 1);
        await().atMost(LONG).until(() -> told("slow") == 1);

        award("matched", 10);

        await().atMost(LONG).until(() -> balance() == 21);
    }

    private long award(String source, int amount) {
        UUID transaction = UUID.randomUUID();
        return commands.send(
                        new AwardCredits(ada, transaction, amount, source, null),
                        new CommandRequest(ada, true, transaction, "", null))
                .position();
    }

    private long balance() {
        return rows.sql("SELECT coalesce(max(balance), 0) FROM user_credit_balances WHERE user_id = ?")
                .param(ada.value())
                .query(Long.class)
                .single();
    }

    private long recorded() {
        return rows.sql("SELECT count(*) FROM event_store.event WHERE stream_id = ?")
                .param(ada.value())
                .query(Long.class)
                .single();
    }

    private int told(String source) {
        return told.times(ada, source);
    }

    /** What the policies tell the test. */
    static final class Told {

        private final Map<UserId, CountDownLatch> mayGo = new ConcurrentHashMap<>();
        private final Map<String, AtomicInteger> times = new ConcurrentHashMap<>();

        int times(UserId user, String source) {
            AtomicInteger counted = times.get(source + user);
            return counted == null ? 0 : counted.get();
        }

        void happened(UserId user, String source) {
            times.computeIfAbsent(source + user, first -> new AtomicInteger()).incrementAndGet();
        }

        CountDownLatch mayGo(UserId user) {
            return mayGo.computeIfAbsent(user, first -> new CountDownLatch(1));
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class OwnPolicies {

        @Bean
        Told told() {
            return new Told();
        }

        @Bean
        Policy<CreditsAwarded> matching(Told told) {
            return new OnAward("when-matched-then-award", "matched", 0, told) {
                @Override
                void react(CreditsAwarded event, Reaction reaction) {
                    reaction.send("match", award(event, event.amount()));
                }
            };
        }

        @Bean
        Policy<CreditsAwarded> owing(Told told) {
            return new OnAward("when-owed-then-spend", "owed", 0, told) {
                @Override
                void react(CreditsAwarded event, Reaction reaction) {
                    reaction.send("pay", new SpendCredits(event.userId(), UUID.randomUUID(), 500, "debt", null));
                }
            };
        }

        @Bean
        Policy<CreditsAwarded> breaking(Told told) {
            return new OnAward("when-broken-then-fail", "broken", 0, told) {
                @Override
                void react(CreditsAwarded event, Reaction reaction) {
                    throw new IllegalStateException("on purpose");
                }
            };
        }

        /** More of them than a reaction has attempts. */
        private static final List<RuntimeException> OF_THE_PROCESS = List.of(
                new NoHandlerForCommandException("no handler"),
                new IllegalStateException(new NoHandlerForCommandException("no handler")),
                new RejectedExecutionException("the pool is closed"),
                new UnknownEvent("credits.of-tomorrow", "1", 0, null));

        @Bean
        Policy<CreditsAwarded> unready(Told told) {
            return new OnAward("when-unready-then-award", "unready", 0, told) {
                @Override
                void react(CreditsAwarded event, Reaction reaction) {
                    int before = told.times(event.userId(), "unready") - 1;
                    if (before < OF_THE_PROCESS.size()) {
                        throw OF_THE_PROCESS.get(before);
                    }
                    reaction.send("match", award(event, event.amount()));
                }
            };
        }

        @Bean
        Policy<CreditsAwarded> reminding(Told told) {
            return new OnAward("when-reminded-then-award", "reminded", 0, told) {
                @Override
                void react(CreditsAwarded event, Reaction reaction) {
                    reaction.remind(Instant.now().plusMillis(50));
                }

                @Override
                public void due(Happened<CreditsAwarded> happened, Reaction reaction) {
                    reaction.send("late", award(happened.event(), 5));
                }
            };
        }

        @Bean
        Policy<CreditsAwarded> slow(Told told) {
            return new OnAward("when-slow-then-wait", "slow", 2, told) {
                @Override
                void react(CreditsAwarded event, Reaction reaction) {
                    try {
                        assertThat(told.mayGo(event.userId()).await(60, TimeUnit.SECONDS))
                                .isTrue();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException(stopped);
                    }
                }
            };
        }
    }

    /** Reacts to awards with one source. */
    abstract static class OnAward implements Policy<CreditsAwarded> {

        private final String name;
        private final String source;
        private final int parallelism;
        private final Told told;

        OnAward(String name, String source, int parallelism, Told told) {
            this.name = name;
            this.source = source;
            this.parallelism = parallelism;
            this.told = told;
        }

        abstract void react(CreditsAwarded event, Reaction reaction);

        static AwardCredits award(CreditsAwarded event, int amount) {
            return new AwardCredits(event.userId(), UUID.randomUUID(), amount, "policy", null);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<Class<? extends CreditsAwarded>> follows() {
            return Set.of(CreditsAwarded.class);
        }

        @Override
        public int parallelism() {
            return parallelism;
        }

        @Override
        public void react(Happened<CreditsAwarded> happened, Reaction reaction) {
            if (happened.event().source().equals(source)) {
                told.happened(happened.event().userId(), source);
                react(happened.event(), reaction);
            }
        }
    }
}
