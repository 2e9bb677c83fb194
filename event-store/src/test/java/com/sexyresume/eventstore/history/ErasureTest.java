package com.sexyresume.eventstore.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.keys.MasterKey;
import com.sexyresume.eventstore.keys.MasterKeys;
import com.sexyresume.eventstore.keys.PostgresSubjectKeys;
import com.sexyresume.eventstore.reading.ErasureWatch;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An erasure and the destruction of the key are one; nothing about the subject is recorded after it (F09, F20). */
class ErasureTest {

    @TempDir
    static Path folder;

    private static HistoryDatabase database;
    private static HikariDataSource appender;
    private static MasterKeys masterKeys;
    private static History history;

    private final UUID subject = UUID.randomUUID();

    @BeforeAll
    static void open() {
        database = HistoryDatabase.fresh();
        appender = database.pool("appender", 8);
        masterKeys = MasterKeys.only(MasterKey.generatedIn(folder.resolve("master.key")));
        history = new History(appender, appender, Duration.ofSeconds(20));
    }

    @AfterAll
    static void close() {
        history.close();
        database.close();
    }

    private static PostgresSubjectKeys keys() {
        return new PostgresSubjectKeys(appender, masterKeys, 1_000);
    }

    private static Append about(UUID subject) {
        return Appends.onto(Appends.newStream()).about(subject).events(1).build();
    }

    private static Append erasing(UUID subject) {
        return Appends.onto(Appends.newStream()).erasing(subject).events(1).build();
    }

    private long eventsAfter(long position) {
        return database.number("SELECT count(*) FROM event_store.event WHERE position > " + position);
    }

    @Test
    void destroysEveryKeyOfTheSubjectInTheTransactionOfTheEvent() {
        PostgresSubjectKeys keys = keys();
        String former = keys.toWrite(subject).id();
        assertThat(keys.replace(subject)).isTrue();
        keys.toWrite(subject);
        UUID other = UUID.randomUUID();
        String kept = keys.toWrite(other).id();

        RecordedCommand erasure = history.append(erasing(subject));

        assertThat(database.strings("SELECT concat_ws(',', key_id, wrapped_key, erased_position)"
                        + " FROM personal_data.subject_key WHERE subject = '" + subject + "'"))
                .singleElement()
                .asString()
                .endsWith("," + erasure.position());
        assertThat(database.number("SELECT count(*) FROM personal_data.subject_key WHERE subject = '" + subject
                        + "' AND wrapped_key IS NULL"))
                .isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM personal_data.former_key WHERE subject = '" + subject + "'"))
                .isZero();
        assertThat(keys().toRead(subject, former)).isNull();
        assertThatThrownBy(() -> keys().toWrite(subject)).isInstanceOf(SubjectErased.class);
        assertThat(keys().toRead(other, kept)).isNotNull();
    }

    @Test
    void givesNoOtherKeyToWhoeverWasErased() {
        String key = keys().toWrite(subject).id();
        history.append(erasing(subject));

        assertThat(database.string("SELECT personal_data.replace_key('" + subject + "', '" + key
                        + "', 'another', '\\x00', 'late')"))
                .isEqualTo("f");
    }

    @Test
    void keepsNoKeyThatWasReadBeforeItWasForgottenAndKeptAfterIt() {
        String key = keys().toWrite(subject).id();
        AtomicReference<PostgresSubjectKeys> forgetful = new AtomicReference<>();
        Runnable erases = () -> {
            history.append(erasing(subject));
            Objects.requireNonNull(forgetful.get()).forget(subject);
        };
        PostgresSubjectKeys otherNode = new PostgresSubjectKeys(afterwards(erases), masterKeys, 1_000);
        forgetful.set(otherNode);

        otherNode.prepareToRead(Set.of(subject));

        assertThat(otherNode.toRead(subject, key)).isNull();
    }

    /** A pool whose first connection is given back when something has happened. */
    private static DataSource afterwards(Runnable happens) {
        AtomicBoolean happened = new AtomicBoolean();
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, asked, arguments) -> {
                    Object answer = asked.invoke(appender, arguments);
                    return !(answer instanceof Connection connection)
                            ? answer
                            : Proxy.newProxyInstance(
                                    Connection.class.getClassLoader(),
                                    new Class<?>[] {Connection.class},
                                    (_, method, values) -> {
                                        if (method.getName().equals("close") && happened.compareAndSet(false, true)) {
                                            happens.run();
                                        }
                                        return method.invoke(connection, values);
                                    });
                });
    }

    @Test
    void leavesTheKeyWhenTheEventIsRefused() {
        String key = keys().toWrite(subject).id();
        StreamName stream = Appends.newStream();
        history.append(Appends.onto(stream).events(1).build());

        assertThatThrownBy(() -> history.append(
                        Appends.onto(stream).erasing(subject).events(1).build()))
                .isInstanceOf(org.axonframework.modelling.command.ConcurrencyException.class);

        assertThat(keys().toRead(subject, key)).isNotNull();
        history.append(about(subject));
    }

    @Test
    void refusesWhatIsAboutAnErasedSubjectAndWhatTheySend() {
        long position = history.append(erasing(subject)).position();

        assertThatThrownBy(() -> history.append(about(subject)))
                .isInstanceOf(SubjectErased.class)
                .hasMessageContaining(subject.toString());
        assertThatThrownBy(() -> history.append(Appends.onto(Appends.newStream())
                        .sentBy(subject)
                        .events(1)
                        .build()))
                .isInstanceOf(SubjectErased.class);
        assertThat(eventsAfter(position)).isZero();
        assertThat(database.number("SELECT count(*) FROM event_store.command WHERE position > " + position))
                .isZero();
    }

    @Test
    void makesNoKeyForWhoeverWasErasedWithoutOne() {
        history.append(erasing(subject));

        assertThatThrownBy(() -> keys().toWrite(subject)).isInstanceOf(SubjectErased.class);
    }

    @Test
    void answersTheSameErasureAsItWas() {
        Append erasure = erasing(subject);
        RecordedCommand first = history.append(erasure);

        assertThatThrownBy(() -> history.append(erasure))
                .isInstanceOfSatisfying(
                        CommandAlreadyRecorded.class,
                        again -> assertThat(again.recorded()).isEqualTo(first));
    }

    @Test
    void dividesABatchWhereTheErasureIs() throws SQLException {
        UUID other = UUID.randomUUID();
        List<Append> batch = List.of(
                about(subject),
                about(other),
                about(subject),
                erasing(subject),
                about(subject),
                about(other),
                erasing(other),
                about(other),
                Appends.onto(Appends.newStream()).sentBy(subject).events(2).build(),
                Appends.onto(Appends.newStream()).events(1).build());
        List<Append.Result> results;
        try (Connection connection = appender.getConnection()) {
            results = history.append(connection, batch);
        }

        assertThat(results.stream().map(result -> switch (result) {
                    case Append.Result.Appended _ -> "appended";
                    case Append.Result.Erased(UUID who) -> who.equals(subject) ? "erased" : "other erased";
                    default -> result.toString();
                }))
                .containsExactly(
                        "appended",
                        "appended",
                        "appended",
                        "appended",
                        "erased",
                        "appended",
                        "appended",
                        "other erased",
                        "erased",
                        "appended");
        assertThat(database.number("SELECT max(position) - count(*) FROM event_store.event"))
                .as("positions are dense")
                .isZero();
    }

    @Test
    void nothingIsRecordedAfterTheErasureWhoeverRaces() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (History otherNode = new History(appender, appender, Duration.ofSeconds(20));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 10; round++) {
                UUID raced = UUID.randomUUID();
                CountDownLatch go = new CountDownLatch(1);
                List<Future<?>> writers = new ArrayList<>();
                for (int writer = 0; writer < 16; writer++) {
                    History node = writer % 2 == 0 ? history : otherNode;
                    Append append = writer == random.nextInt(16) ? erasing(raced) : about(raced);
                    writers.add(threads.submit(() -> {
                        go.await();
                        PostgresSubjectKeys keys = keys();
                        try {
                            keys.toWrite(raced);
                            node.append(append);
                        } catch (SubjectErased late) {
                            assertThat(late).hasMessageContaining(raced.toString());
                        }
                        return null;
                    }));
                }
                writers.add(threads.submit(() -> {
                    go.await();
                    return otherNode.append(erasing(raced));
                }));
                go.countDown();
                for (Future<?> writer : writers) {
                    try {
                        writer.get();
                    } catch (java.util.concurrent.ExecutionException failed) {
                        // The second of two erasures.
                        assertThat(failed.getCause()).as("seed " + seed).isInstanceOf(SubjectErased.class);
                    }
                }

                long erased = database.number(
                        "SELECT erased_position FROM personal_data.subject_key WHERE subject = '" + raced + "'");
                List<Append> late = List.of(about(raced));
                assertThatThrownBy(() -> history.append(late.getFirst())).isInstanceOf(SubjectErased.class);
                assertThat(database.number("SELECT count(*) FROM personal_data.subject_key WHERE subject = '" + raced
                                + "' AND wrapped_key IS NOT NULL"))
                        .as("seed " + seed)
                        .isZero();
                assertThat(eventsAfter(erased)).as("seed " + seed).isZero();
            }
        }
    }

    @Test
    void reachesTheMemoryOfEveryNodeThoughNoNotificationDoes() {
        PostgresSubjectKeys otherNode = keys();
        String key = otherNode.toWrite(subject).id();
        List<UUID> forgotten = new CopyOnWriteArrayList<>();
        try (History deaf = new History(appender, appender, Duration.ofSeconds(5));
                ErasureWatch watch = new ErasureWatch(
                        deaf, appender, Duration.ofSeconds(1), List.of(otherNode::forget, forgotten::add))) {
            watch.start();

            history.append(erasing(subject));

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(forgotten).contains(subject));
            assertThat(otherNode.toRead(subject, key)).isNull();
            assertThat(otherNode.isErased(subject)).isTrue();
            assertThatThrownBy(() -> otherNode.toWrite(subject)).isInstanceOf(SubjectErased.class);
        }
    }
}
