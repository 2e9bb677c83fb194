package com.sexyresume.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.Appends;
import com.sexyresume.eventstore.history.CommandAlreadyRecorded;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.OutcomeUnknown;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.StreamName;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of appends whose connection breaks. */
class OutcomeTest {

    private HistoryDatabase database;
    private HikariDataSource appender;

    @BeforeEach
    void open() {
        database = HistoryDatabase.fresh();
        appender = database.pool("appender", 16);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private History history(DataSource source, Duration deadline) {
        return new History(source, source, deadline);
    }

    @Test
    void appendsAgainWhatWasCutOffBeforeItsCommit() throws Exception {
        History history = history(appender, Duration.ofSeconds(20));
        Append append = Appends.onto(Appends.newStream()).events(2).build();
        CompletableFuture<RecordedCommand> appended;
        // Whoever holds the head makes the append wait in the middle.
        try (Connection holder = database.login("migrator").connect()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("SET ROLE app_owner; SELECT FROM event_store.head FOR UPDATE");
            appended = CompletableFuture.supplyAsync(() -> history.append(append));
            Awaitility.await().until(() -> killAppends() > 0);
            holder.rollback();
        }

        RecordedCommand recorded = appended.get();

        assertThat(recorded.position()).isEqualTo(2);
        assertThat(history.head()).isEqualTo(2);
        assertThat(history.find(append.commandId())).contains(recorded);
    }

    private long killAppends() {
        return database.number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                + " WHERE usename = 'appender' AND datname = current_database() AND wait_event_type = 'Lock'");
    }

    @Test
    void findsWhatWasCutOffAfterItsCommit() {
        Append append = Appends.onto(Appends.newStream()).events(2).build();

        History history = history(losesItsFirstAnswer(), Duration.ofSeconds(5));

        RecordedCommand recorded = history.append(append);

        assertThat(recorded.position()).isEqualTo(2);
        assertThat(history.committed().position()).isEqualTo(2);
        assertThat(history.appended().position()).isEqualTo(2);
        assertThat(database.number("SELECT count(*) FROM event_store.event")).isEqualTo(2);
    }

    @Test
    void findsACommandWithoutEventsThatWasCutOffAfterItsCommit() {
        Append append = Appends.onto(Appends.newStream()).build();

        assertThat(history(losesItsFirstAnswer(), Duration.ofSeconds(5))
                        .append(append)
                        .version())
                .isEqualTo(-1);
    }

    @Test
    void tellsWhatItAppendedFromTheSameCommandHandledElsewhere() {
        UUID id = UUID.randomUUID();
        History elsewhere = history(appender, Duration.ofSeconds(5));
        StreamName stream = Appends.newStream();
        RecordedCommand recorded = elsewhere.append(
                Appends.onto(stream).command(id, "asked").events(1).build());

        assertThatThrownBy(() -> history(losesItsFirstAnswer(), Duration.ofSeconds(5))
                        .append(Appends.onto(stream)
                                .command(id, "asked")
                                .events(1)
                                .build()))
                .isInstanceOfSatisfying(
                        CommandAlreadyRecorded.class,
                        known -> assertThat(known.recorded()).isEqualTo(recorded));
    }

    @Test
    void saysThatTheOutcomeIsUnknownAtTheDeadline() {
        UUID id = UUID.randomUUID();
        AtomicInteger connections = new AtomicInteger();
        DataSource source = source(connection -> {
            if (connections.getAndIncrement() == 0) {
                return losesItsAnswer(connection, new AtomicBoolean());
            }
            throw new SQLException("refused", "08001");
        });

        long start = System.nanoTime();
        assertThatThrownBy(() -> history(source, Duration.ofMillis(300))
                        .append(Appends.onto(Appends.newStream())
                                .command(id, "asked")
                                .events(1)
                                .build()))
                .isInstanceOfSatisfying(
                        OutcomeUnknown.class,
                        unknown -> assertThat(unknown.commandId()).isEqualTo(id));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(history(appender, Duration.ofSeconds(5)).find(id)).isPresent();
    }

    @Test
    void saysThatNothingWasRecordedWhileTheDatabaseIsAway() {
        DataSource away = source(connection -> {
            throw new SQLException("refused", "08001");
        });

        assertThatThrownBy(() -> history(away, Duration.ofMillis(100))
                        .append(Appends.onto(Appends.newStream()).events(1).build()))
                .isExactlyInstanceOf(HistoryUnreachable.class);
        assertThatThrownBy(() -> history(away, Duration.ofMillis(100)).find(UUID.randomUUID()))
                .isExactlyInstanceOf(HistoryUnreachable.class);
    }

    @Test
    void doesNotSayThatAClaimIsTakenWhenItsOwnAttemptMayStillArrive() {
        history(appender, Duration.ofSeconds(5))
                .append(Appends.onto(Appends.newStream())
                        .events(1)
                        .take("email:a")
                        .build());

        assertThatThrownBy(() -> history(neverSendsFirst(), Duration.ofSeconds(5))
                        .append(Appends.onto(Appends.newStream())
                                .events(1)
                                .take("email:a")
                                .build()))
                .isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void saysThatAStreamHasMovedOnWhateverBecomesOfItsOwnAttempt() {
        StreamName stream = Appends.newStream();
        history(appender, Duration.ofSeconds(5))
                .append(Appends.onto(stream).events(2).build());

        assertThatThrownBy(() -> history(neverSendsFirst(), Duration.ofSeconds(5))
                        .append(Appends.onto(stream).at(0).events(1).build()))
                .isInstanceOf(ConcurrencyException.class);
        assertThatThrownBy(() -> history(neverSendsFirst(), Duration.ofSeconds(5))
                        .append(Appends.onto(stream).at(0).build()))
                .isInstanceOf(ConcurrencyException.class);
    }

    @Test
    void doesNotSayThatAVersionIsMissingWhenItMayComeBeforeItsOwnAttempt() {
        StreamName stream = Appends.newStream();

        assertThatThrownBy(() -> history(neverSendsFirst(), Duration.ofSeconds(5))
                        .append(Appends.onto(stream).at(3).events(1).build()))
                .isInstanceOf(OutcomeUnknown.class);
        assertThatThrownBy(() -> history(neverSendsFirst(), Duration.ofSeconds(5))
                        .append(Appends.onto(stream).at(3).build()))
                .isInstanceOf(OutcomeUnknown.class);
    }

    private DataSource neverSendsFirst() {
        AtomicBoolean lost = new AtomicBoolean();
        return source(connection -> lost.get() ? connection : neverSends(connection, lost));
    }

    @Test
    void losesAndDoublesNothingWhileItsConnectionsAreKilled() throws Exception {
        long seed = System.nanoTime();
        System.out.println("OutcomeTest seed " + seed);
        History history = history(appender, Duration.ofSeconds(20));
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong acknowledged = new AtomicLong();
        AtomicInteger kills = new AtomicInteger();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 8; writer++) {
                RandomGenerator random =
                        RandomGeneratorFactory.of("L64X128MixRandom").create(seed + writer);
                writers.add(threads.submit(() -> {
                    StreamName stream = Appends.newStream();
                    long version = -1;
                    while (!stop.get()) {
                        int events = 1 + random.nextInt(3);
                        RecordedCommand recorded = history.append(
                                Appends.onto(stream).at(version).events(events).build());
                        version += events;
                        acknowledged.addAndGet(events);
                        assertThat(recorded.version()).isEqualTo(version);
                    }
                }));
            }
            try {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(3))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> {
                            kills.addAndGet((int)
                                    database.number("SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM"
                                            + " pg_stat_activity WHERE usename = 'appender' AND datname ="
                                            + " current_database() AND state = 'active' ORDER BY random() LIMIT 2)"
                                            + " AS victim"));
                            return kills.get() >= 40;
                        });
            } finally {
                // Before the executor is closed, which waits for them.
                stop.set(true);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        assertThat(history.head()).isEqualTo(acknowledged.get()).isPositive();
        assertThat(database.number("SELECT count(*) FROM event_store.event")).isEqualTo(acknowledged.get());
        assertThat(database.number("SELECT max(position) FROM event_store.event"))
                .isEqualTo(acknowledged.get());
    }

    private interface Connecting {
        Connection to(Connection connection) throws SQLException;
    }

    /** A pool whose connections are tampered with. */
    private DataSource source(Connecting connecting) {
        return (DataSource) Proxy.newProxyInstance(
                OutcomeTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Connection connection = appender.getConnection();
                    try {
                        return connecting.to(connection);
                    } catch (SQLException failed) {
                        connection.close();
                        throw failed;
                    }
                });
    }

    private DataSource losesItsFirstAnswer() {
        AtomicBoolean lost = new AtomicBoolean();
        return source(connection -> losesItsAnswer(connection, lost));
    }

    /** Executes the first statement, and fails as if the answer had not come. */
    private static Connection losesItsAnswer(Connection connection, AtomicBoolean lost) {
        return statementsOf(connection, lost, true);
    }

    /** Fails the first statement as if it had gone, and it has not. */
    private static Connection neverSends(Connection connection, AtomicBoolean lost) {
        return statementsOf(connection, lost, false);
    }

    private static Connection statementsOf(Connection connection, AtomicBoolean lost, boolean execute) {
        return proxy(Connection.class, connection, (method, result) -> {
            if (!method.equals("prepareStatement")) {
                return result;
            }
            PreparedStatement statement = (PreparedStatement) result;
            return proxy(PreparedStatement.class, statement, (call, answer) -> {
                if (call.equals(execute ? "executeQuery" : "setArray") && lost.compareAndSet(false, true)) {
                    throw new SQLException("The connection broke", "08006");
                }
                return answer;
            });
        });
    }

    private interface After {
        Object done(String method, Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return type.cast(Proxy.newProxyInstance(
                OutcomeTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return after.done(method.getName(), method.invoke(target, arguments));
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }
}
