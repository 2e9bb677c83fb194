package com.sexyresume.app.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.DurableCluster;
import com.sexyresume.app.policies.PoliciesTest.OnAward;
import com.sexyresume.app.policies.PoliciesTest.Told;
import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.events.UserId;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Reaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * PostgreSQL is away for long, and back: policies go on by themselves when it answers, not when Axon's pause, doubled
 * each time, is over; and what they were at when it went away takes effect once.
 */
@SpringBootTest(
        classes = SexyResume.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "server.address=127.0.0.1",
            "sexyresume.identity.hs256-secret=a-secret-of-this-test-alone-0123456789",
            "sexyresume.identity.issuer=https://issuer.example",
            // The test has its own.
            "sexyresume.policies.enabled=false",
            "sexyresume.database.connection-timeout-ms=300",
            "logging.structured.format.console=",
            // Everybody says that the database is away, which is what this test does.
            "logging.level.root=off",
            "logging.level.com.sexyresume=off"
        })
@DirtiesContext
class PoliciesAfterOutageTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int THREADS = 2;

    @TempDir
    static Path folder;

    private static DurableCluster cluster;

    private final List<UserId> users =
            Stream.generate(() -> new UserId(UUID.randomUUID())).limit(6).toList();
    private final CountDownLatch away = new CountDownLatch(1);
    private final Told told = new Told();

    @Autowired
    private Commands commands;

    @Autowired
    private EventStore history;

    @Autowired
    private EventStorageEngine engine;

    @Autowired
    private PolicyReactions reactions;

    @Autowired
    private PolicyTables tables;

    @Autowired
    @Qualifier("projectorPool")
    private DataSource projector;

    @BeforeAll
    static void open() throws SQLException {
        cluster = DurableCluster.in(folder.resolve("postgresql"));
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) throws SQLException {
        cluster.fresh().properties().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("sexyresume.history.key-folder", () -> folder.resolve("keys"));
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    /** Counts how often the coordinators of policies have met a database that is away. */
    private static final class Counted extends DelegatingDataSource {

        private final AtomicInteger failures = new AtomicInteger();

        Counted(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            try {
                return super.getConnection();
            } catch (SQLException away) {
                if (Thread.currentThread().getName().startsWith("policy-coordinator")) {
                    failures.incrementAndGet();
                }
                throw away;
            }
        }
    }

    /** Is at it when the database goes away, and awards when it is gone. */
    private OnAward matching() {
        return new OnAward("when-matched-then-award", "matched", 0, told) {
            @Override
            void react(CreditsAwarded event, Reaction reaction) {
                try {
                    assertThat(away.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(stopped);
                }
                reaction.send("match", award(event, event.amount()));
            }
        };
    }

    @Test
    void policiesGoOnByThemselvesSoonAfterALongOutageAndEachEffectIsThereOnce() throws Exception {
        Counted tokens = new Counted(projector);
        Policies policies = new Policies(
                List.of(matching()),
                history,
                engine,
                reactions,
                tables,
                tokens,
                new PolicyProperties(
                        true,
                        THREADS,
                        3,
                        Duration.ofMillis(5),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(100)));
        policies.start();
        try {
            users.forEach(this::award);
            await().atMost(LONG).until(() -> tried() >= 1);
            long postmaster = cluster.postmaster();
            signal("STOP", postmaster);
            try {
                for (ProcessHandle backend :
                        ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
                    signal("KILL", backend.pid());
                }
                away.countDown();
                // Attempts after 1, 2, 4 and 8 s have failed: the next one would be 16 s later.
                await().atMost(LONG).until(() -> tokens.failures.get() >= 5);
                assertThat(policies.failing()).containsExactly("quick");
            } finally {
                signal("CONT", postmaster);
            }

            await().atMost(Duration.ofSeconds(10))
                    .ignoreExceptions()
                    .until(() -> users.stream().allMatch(user -> recorded(user) >= 2));
            await().atMost(LONG).until(() -> policies.failing().isEmpty());
            await().atMost(LONG).until(() -> standsAt() == head());
        } finally {
            policies.stop();
        }

        assertThat(users).allSatisfy(user -> assertThat(recorded(user)).isEqualTo(2));
        assertThat(tried()).as("some were tried while it was away").isGreaterThan(users.size());
        assertThat(tables.countParked()).isZero();
    }

    private int tried() {
        return users.stream().mapToInt(user -> told.times(user, "matched")).sum();
    }

    private void award(UserId user) {
        UUID transaction = UUID.randomUUID();
        commands.send(
                new AwardCredits(user, transaction, 10, "matched", null),
                new CommandRequest(user, true, transaction, "", null));
    }

    private long recorded(UserId user) {
        return number("SELECT count(*) FROM event_store.event WHERE stream_id = '" + user.value() + "'");
    }

    /** Where the last of the policies' threads stands. */
    private long standsAt() {
        return number("SELECT min((token::jsonb ->> 'globalIndex')::bigint) FROM policies.token_entry");
    }

    private long head() {
        return number("SELECT position FROM event_store.head");
    }

    private long number(String query) {
        return JdbcClient.create(projector).sql(query).query(Long.class).single();
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
