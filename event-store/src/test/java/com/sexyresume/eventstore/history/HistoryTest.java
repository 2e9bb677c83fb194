package com.sexyresume.eventstore.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.History;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static HistoryDatabase database;
    private static DataSource appender;
    private static History history;

    @BeforeAll
    static void open() {
        database = HistoryDatabase.fresh();
        appender = database.pool("appender", 32);
        history = new History(appender, database.pool("projector", 4), Duration.ofSeconds(5));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void recordsTheEventsOfACommandAtConsecutivePositions() {
        StreamName stream = Appends.newStream();
        long before = history.head();

        RecordedCommand first = history.append(Appends.onto(stream).events(3).build());
        RecordedCommand second =
                history.append(Appends.onto(stream).at(2).events(1).build());

        assertThat(first.version()).isEqualTo(2);
        assertThat(first.position()).isEqualTo(before + 3);
        assertThat(second.version()).isEqualTo(3);
        assertThat(second.position()).isEqualTo(before + 4);
        assertThat(history.head()).isEqualTo(before + 4);
        assertThat(history.of(stream, 1, 10).events())
                .extracting(StoredEvent::version)
                .containsExactly(1L, 2L, 3L);
        assertThat(history.after(before, 10).events())
                .extracting(StoredEvent::position)
                .containsExactly(before + 1, before + 2, before + 3, before + 4);
    }

    @Test
    void keepsPayloadAndMetadataByteForByte() {
        StreamName stream = Appends.newStream();
        String payload = "{ \"b\":1.10 ,\"a\" : \"\\u0000 \\\"quoted\\\" {curly}, ünïcødé 💼 \\n NULL\",\"a\":2}  ";

        history.append(Appends.onto(stream).payload(payload).events(1).build());

        assertThat(history.of(stream, 0, 10).events().getFirst().payload()).isEqualTo(payload);
    }

    @Test
    void keepsTimesToTheMicrosecond() {
        StreamName stream = Appends.newStream();
        java.time.Instant time = java.time.Instant.parse("2026-11-22T10:00:00.123456999Z");
        history.append(new Append(
                UUID.randomUUID(),
                "f",
                stream,
                0L,
                List.of(new NewEvent(UUID.randomUUID(), stream, 0, "notes.note-written", 1, time, null, "{}", "{}")),
                List.of()));

        assertThat(history.of(stream, 0, 10).events().getFirst().time())
                .isEqualTo(java.time.Instant.parse("2026-11-22T10:00:00.123456Z"));
    }

    @Test
    void refusesAStreamThatHasMovedOn() {
        StreamName stream = Appends.newStream();
        history.append(Appends.onto(stream).events(2).build());
        long head = history.head();

        assertThatThrownBy(() ->
                        history.append(Appends.onto(stream).at(0).events(3).build()))
                .isInstanceOf(ConcurrencyException.class);

        assertThat(history.head()).isEqualTo(head);
        assertThat(history.lastVersion(stream)).hasValue(1);
    }

    @Test
    void refusesAVersionWhosePredecessorIsMissing() {
        StreamName stream = Appends.newStream();

        assertThatThrownBy(() ->
                        history.append(Appends.onto(stream).at(0).events(1).build()))
                .isInstanceOf(ConcurrencyException.class);

        assertThat(history.lastVersion(stream)).isEmpty();
    }

    @Test
    void refusesAnEventIdThatAnotherCommandUsed() {
        Append first = Appends.onto(Appends.newStream()).events(1).build();
        history.append(first);
        Append other = new Append(UUID.randomUUID(), "f", first.stream(), 0L, first.events(), List.of());

        assertThatThrownBy(() -> history.append(other))
                .isInstanceOf(org.axonframework.eventsourcing.eventstore.EventStoreException.class)
                .hasMessageContaining("event_id_key");
    }

    @Test
    void recordsACommandWithoutEventsAtTheVersionThatItFinds() {
        StreamName stream = Appends.newStream();
        long head = history.head();

        RecordedCommand onNothing = history.append(Appends.onto(stream).build());
        history.append(Appends.onto(stream).events(2).build());
        RecordedCommand onSomething = history.append(Appends.onto(stream).build());

        assertThat(onNothing.version()).isEqualTo(-1);
        assertThat(onNothing.position()).isEqualTo(head);
        assertThat(onSomething.version()).isEqualTo(1);
        assertThat(onSomething.position()).isEqualTo(head + 2);
        assertThat(history.find(onSomething.commandId())).contains(onSomething);
    }

    @Test
    void refusesACommandWithoutEventsThatWasDecidedOnAnotherVersion() {
        StreamName stream = Appends.newStream();
        history.append(Appends.onto(stream).events(2).build());

        assertThat(history.append(Appends.onto(stream).at(1).build()).version()).isEqualTo(1);
        assertThatThrownBy(() -> history.append(Appends.onto(stream).at(0).build()))
                .isInstanceOf(ConcurrencyException.class);
    }

    @Test
    void answersACommandThatIsKnownAsItWasRecorded() {
        StreamName stream = Appends.newStream();
        UUID id = UUID.randomUUID();
        RecordedCommand recorded = history.append(
                Appends.onto(stream).command(id, "asked").events(1).build());
        history.append(Appends.onto(stream).at(0).events(1).build());
        long head = history.head();

        assertThatThrownBy(() -> history.append(Appends.onto(Appends.newStream())
                        .command(id, "other")
                        .events(1)
                        .build()))
                .isInstanceOfSatisfying(
                        CommandAlreadyRecorded.class,
                        known -> assertThat(known.recorded())
                                .isEqualTo(recorded)
                                .extracting(RecordedCommand::fingerprint)
                                .isEqualTo("asked"));

        assertThat(history.head()).isEqualTo(head);
        assertThat(history.find(id)).contains(recorded);
        assertThat(history.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void givesAClaimToOneStreamUntilItIsGivenBack() {
        StreamName holder = Appends.newStream();
        StreamName other = Appends.newStream();
        history.append(Appends.onto(holder).events(1).take("email:a").build());

        assertTaken(Appends.onto(other).events(1).take("email:a"), "email");
        // By the holder it changes nothing, by another stream it frees nothing.
        history.append(Appends.onto(holder).at(0).events(1).take("email:a").build());
        history.append(Appends.onto(other).events(1).release("email:a").build());
        assertTaken(Appends.onto(other).at(0).events(1).take("email:a"), "email");

        history.append(Appends.onto(holder)
                .at(1)
                .events(1)
                .release("email:a")
                .take("email:b")
                .build());
        history.append(Appends.onto(other).at(0).events(1).take("email:a").build());
        assertTaken(Appends.onto(holder).at(2).events(1).take("email:a"), "email");
        assertTaken(Appends.onto(other).at(1).events(1).release("email:a").take("email:b"), "email");

        assertThat(database.strings("SELECT key || ' ' || stream_id FROM event_store.claim"
                        + " WHERE key IN ('email:a', 'email:b') ORDER BY key"))
                .containsExactly("email:a " + other.id(), "email:b " + holder.id());
    }

    @Test
    void givesAClaimThatIsTakenAnewToOneCommandOnly() {
        StreamName stream = Appends.newStream();
        history.append(Appends.onto(stream).events(1).takeAnew("slot:a").build());

        assertTaken(Appends.onto(stream).at(0).events(1).takeAnew("slot:a"), "slot");
        assertTaken(Appends.onto(Appends.newStream()).events(1).takeAnew("slot:a"), "slot");
        history.append(Appends.onto(stream).at(0).events(1).takeAnew("slot:b").build());

        history.append(Appends.onto(stream).at(1).events(1).release("slot:a").build());
        history.append(Appends.onto(stream).at(2).events(1).takeAnew("slot:a").build());
    }

    private static void assertTaken(Appends append, String kind) {
        long head = history.head();
        assertThatThrownBy(() -> history.append(append.build()))
                .isInstanceOfSatisfying(
                        ClaimTaken.class, taken -> assertThat(taken.kind()).isEqualTo(kind));
        assertThat(history.head()).isEqualTo(head);
    }

    @Test
    void takesABatchApartCommandByCommand() throws Exception {
        StreamName busy = Appends.newStream();
        StreamName pipeline = Appends.newStream();
        UUID known = UUID.randomUUID();
        UUID twin = UUID.randomUUID();
        history.append(Appends.onto(busy)
                .command(known, "asked")
                .events(2)
                .take("code:held")
                .build());
        long head = history.head();

        List<Append> batch = List.of(
                Appends.onto(Appends.newStream()).events(2).build(),
                Appends.onto(busy).at(0).events(2).build(), // stale
                Appends.onto(busy).at(1).events(1).build(),
                Appends.onto(Appends.newStream())
                        .command(known, "other")
                        .events(1)
                        .build(),
                Appends.onto(Appends.newStream()).events(1).take("code:held").build(),
                Appends.onto(pipeline).events(1).take("code:held").build(),
                Appends.onto(pipeline).at(0).events(1).build(), // decided on what was refused
                Appends.onto(Appends.newStream())
                        .command(twin, "one")
                        .events(3)
                        .take("code:free")
                        .build(),
                Appends.onto(Appends.newStream()).command(twin, "two").events(1).build(),
                Appends.onto(Appends.newStream()).events(1).take("code:free").build(),
                Appends.onto(busy).at(2).build());
        List<Append.Result> results;
        try (Connection connection = appender.getConnection()) {
            results = history.append(connection, batch);
        }

        assertThat(results.stream().map(HistoryTest::summary))
                .containsExactly(
                        "appended 1 @" + (head + 2),
                        "conflict",
                        "appended 2 @" + (head + 3),
                        "duplicate asked 1 @" + head,
                        "taken code",
                        "taken code",
                        "conflict",
                        "appended 2 @" + (head + 6),
                        "duplicate one 2 @" + (head + 6),
                        "taken code",
                        "appended 2 @" + (head + 6));
        assertThat(history.head()).isEqualTo(head + 6);
        assertDense();
        assertThat(history.lastVersion(pipeline)).isEmpty();
    }

    @Test
    void takesAndGivesBackWithinABatchInItsOrder() throws Exception {
        StreamName one = Appends.newStream();
        StreamName other = Appends.newStream();
        List<Append> batch = List.of(
                Appends.onto(one).events(1).take("code:passed").build(),
                Appends.onto(one).at(0).events(1).release("code:passed").build(),
                Appends.onto(other).events(1).take("code:passed").build());

        try (Connection connection = appender.getConnection()) {
            assertThat(history.append(connection, batch))
                    .allSatisfy(result -> assertThat(result).isInstanceOf(Append.Result.Appended.class));
        }

        assertThat(database.string("SELECT stream_id FROM event_store.claim WHERE key = 'code:passed'"))
                .isEqualTo(other.id().toString());
    }

    private static String summary(Append.Result result) {
        return switch (result) {
            case Append.Result.Appended(RecordedCommand command) ->
                "appended " + command.version() + " @" + command.position();
            case Append.Result.Duplicate(RecordedCommand command) ->
                "duplicate " + command.fingerprint() + " " + command.version() + " @" + command.position();
            case Append.Result.Conflict() -> "conflict";
            case Append.Result.Taken(String kind) -> "taken " + kind;
            case Append.Result.Erased(UUID subject) -> "erased " + subject;
        };
    }

    @Test
    void staysDenseWhileManyWritersCollideAndRepeatThemselves() throws Exception {
        long seed = System.nanoTime();
        System.out.println("HistoryTest seed " + seed);
        int writers = 32;
        int commands = 60;
        List<StreamName> streams = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            streams.add(Appends.newStream());
        }
        List<UUID> repeated = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            repeated.add(UUID.randomUUID());
        }
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger conflicts = new AtomicInteger();
        AtomicInteger duplicates = new AtomicInteger();
        long before = history.head();
        List<Callable<Void>> work = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed + writer);
            work.add(() -> {
                for (int i = 0; i < commands; i++) {
                    StreamName stream = streams.get(random.nextInt(streams.size()));
                    long version = history.lastVersion(stream).orElse(-1);
                    UUID id =
                            random.nextInt(4) == 0 ? repeated.get(random.nextInt(repeated.size())) : UUID.randomUUID();
                    int events = random.nextInt(4);
                    try {
                        RecordedCommand recorded = history.append(Appends.onto(stream)
                                .command(id, "f")
                                .at(version)
                                .events(events)
                                .build());
                        acknowledged.addAndGet(events);
                        assertThat(recorded.version()).isEqualTo(version + events);
                    } catch (ConcurrencyException conflict) {
                        conflicts.incrementAndGet();
                    } catch (CommandAlreadyRecorded known) {
                        assertThat(known.recorded().commandId()).isEqualTo(id);
                        duplicates.incrementAndGet();
                    }
                }
                return null;
            });
        }

        run(work);

        assertThat(conflicts.get()).isPositive();
        assertThat(duplicates.get()).isPositive();
        assertThat(history.head()).isEqualTo(before + acknowledged.get());
        assertDense();
        // All or none of a command's events: the command's row says where it ended and they all end there.
        assertThat(database.strings(
                        "SELECT command_id FROM event_store.event JOIN event_store.command USING (command_id)"
                                + " GROUP BY command_id, command.position, command.version"
                                + " HAVING max(event.position) <> command.position OR max(event.version) <> command.version"
                                + " OR max(event.position) - min(event.position) + 1 <> count(*)"))
                .isEmpty();
    }

    @Test
    void givesAClaimToExactlyOneOfManyThatRaceForIt() throws Exception {
        AtomicInteger won = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            work.add(() -> {
                try {
                    history.append(Appends.onto(Appends.newStream())
                            .events(1)
                            .take("email:raced")
                            .build());
                    won.incrementAndGet();
                } catch (ClaimTaken taken) {
                    lost.incrementAndGet();
                }
                return null;
            });
        }

        run(work);

        assertThat(won).hasValue(1);
        assertThat(lost).hasValue(63);
    }

    @Test
    void endsAPageBeforeBigDocumentsPileUp() {
        long before = history.head();
        StreamName stream = Appends.newStream();
        String megabyte = "\"" + "x".repeat(1 << 20) + "\"";
        for (int i = 0; i < 7; i++) {
            history.append(
                    Appends.onto(stream).at(i - 1L).payload(megabyte).events(1).build());
        }

        HistoryReads.Page page = history.of(stream, 0, 500);
        assertThat(page.events()).hasSize(4);
        assertThat(page.last()).isFalse();
        HistoryReads.Page rest = history.after(before + 4, 500);
        assertThat(rest.events()).extracting(StoredEvent::version).containsExactly(4L, 5L, 6L);
        assertThat(rest.last()).isTrue();
    }

    @Test
    void findsThePositionBeforeATime() {
        assertThat(history.positionBefore(java.time.Instant.parse("2020-01-01T00:00:00Z")))
                .isZero();
        assertThat(history.positionBefore(java.time.Instant.parse("2999-01-01T00:00:00Z")))
                .isEqualTo(history.head());
    }

    private static void assertDense() {
        long head = history.head();
        assertThat(database.strings("SELECT position FROM event_store.event ORDER BY position"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, head).mapToObj(Long::toString).toList());
        assertThat(database.strings("SELECT stream_id FROM event_store.event GROUP BY stream_type, stream_id"
                        + " HAVING max(version) + 1 <> count(*)"))
                .isEmpty();
    }

    private static void run(List<Callable<Void>> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }
}
