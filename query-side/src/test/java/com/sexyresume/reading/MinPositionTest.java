package com.sexyresume.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.projections.NotesProjector;
import com.sexyresume.projections.Projections;
import com.sexyresume.projections.ProjectionsTest;
import com.sexyresume.projections.QueryProperties;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.TestHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** A read that names the position of a write sees it, or says that it cannot yet. */
class MinPositionTest {

    private static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000a11c");
    private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-000000000b0b");
    private static final UUID ADMIN = UUID.fromString("00000000-0000-4000-8000-00000000ad01");

    private QueryDatabase database;
    private TestHistory history;
    private Freshness freshness;
    private Projections projections;
    private final NotesProjector projector = new NotesProjector();

    @BeforeEach
    void migrate() {
        database = QueryDatabase.fresh();
        database.asOwner(NotesProjector.TABLES);
        history = new TestHistory(database);
        Reader reader = database.reader(4);
        freshness = new Freshness(reader, List.of(projector), Duration.ofMillis(300));
        projections = new Projections(
                history.store(),
                List.of(projector),
                database.pool("projector", 4),
                new QueryProperties(
                        true,
                        10,
                        2,
                        Duration.ofHours(2),
                        Duration.ofHours(1),
                        Duration.ofSeconds(5),
                        QueryDatabase.LONGEST_QUERY,
                        Duration.ofMillis(300),
                        10));
    }

    @AfterEach
    void close() {
        projections.stop();
        history.close();
        database.close();
    }

    @Test
    void whatIsProjectedIsReadAtOnce() {
        long position = award();
        projections.start();
        awaitProjected(position);
        assertThat(await(position)).isGreaterThanOrEqualTo(position);
        assertThat(await(0)).isGreaterThanOrEqualTo(0);
    }

    @Test
    void aWriteThatIsOnItsWayIsWaitedFor() throws Exception {
        Freshness patient = new Freshness(database.reader(1), List.of(projector), Duration.ofSeconds(20));
        long position = award();
        CompletableFuture<Long> reached = CompletableFuture.supplyAsync(
                () -> QueryDatabase.as(ALICE, () -> patient.await(NotesProjector.NAME, position)));
        projections.start();
        assertThat(reached.get(20, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(position);
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void aProjectionThatStaysBehindIsSaidToBe() {
        long position = award();
        assertThatExceptionOfType(ProjectionBehind.class)
                .isThrownBy(() -> await(position))
                .satisfies(problem -> {
                    assertThat(problem.status()).isEqualTo(503);
                    assertThat(problem.code()).isEqualTo("projection-behind");
                    assertThat(problem.retryAfterSeconds()).isEqualTo(1);
                    assertThat(problem.detail()).contains("has reached position 0, not 1 yet");
                });
    }

    @Test
    void eventsThatAProjectionIgnoresDoNotHoldItBack() {
        long mine = award();
        projections.start();
        awaitProjected(mine);
        projections.stop();
        long others = history.append("account", ALICE, new UserRegistered(new UserId(ALICE), null, null));
        assertThat(await(others)).isEqualTo(others);
        long again = award();
        assertThatExceptionOfType(ProjectionBehind.class).isThrownBy(() -> await(again));
        assertThat(await(others)).isEqualTo(others);
    }

    @Test
    void aPositionThatTheHistoryHasNotReachedIsReachedByNobody() {
        long position = award();
        projections.start();
        awaitProjected(position);
        assertThatExceptionOfType(ProjectionBehind.class).isThrownBy(() -> await(position + 1));
    }

    @Test
    void whoseEventsAreParkedIsToldSoAndNobodyElse() {
        long before = award();
        long poison = parked(ALICE, ALICE, ALICE);
        long others = history.append("credits", BOB, ProjectionsTest.awarded(BOB));
        awaitProjected(others);

        assertThatExceptionOfType(EventsParked.class)
                .isThrownBy(() -> await(poison))
                .satisfies(problem -> {
                    assertThat(problem.status()).isEqualTo(503);
                    assertThat(problem.code()).isEqualTo("events-parked");
                    assertThat(problem.retryAfterSeconds()).isNull();
                    assertThat(problem.detail()).contains("at position " + poison);
                });
        // What is behind it, or was written after it, is not in the rows either.
        assertThatExceptionOfType(EventsParked.class).isThrownBy(() -> await(others));
        assertThat(await(before)).isGreaterThanOrEqualTo(before);
        assertThat(QueryDatabase.<Long>as(BOB, () -> freshness.await(NotesProjector.NAME, others)))
                .isGreaterThanOrEqualTo(others);
    }

    @Test
    void aStreamThatIsParkedIsThatOfWhoBeganIt() {
        long poison = parked(ALICE, UUID.randomUUID(), ALICE);

        assertThatExceptionOfType(EventsParked.class).isThrownBy(() -> await(poison));
        long later = history.append("credits", BOB, ProjectionsTest.awarded(BOB));
        awaitProjected(later);
        assertThatExceptionOfType(EventsParked.class).isThrownBy(() -> await(later));
        assertThat(QueryDatabase.<Long>as(BOB, () -> freshness.await(NotesProjector.NAME, later)))
                .isGreaterThanOrEqualTo(later);
    }

    @Test
    void anAdministratorIsToldAboutWhomTheyAskFor() throws Exception {
        database.admin(ADMIN, "admin");
        parked(ALICE, ALICE, ALICE);
        long later = history.append("credits", BOB, ProjectionsTest.awarded(BOB));
        awaitProjected(later);

        assertThatExceptionOfType(EventsParked.class).isThrownBy(() -> askFor(ADMIN, ALICE, later));
        assertThat(askFor(ADMIN, BOB, later)).isTrue();
        assertThat(askFor(BOB, ALICE, later)).as("nobody else learns of it").isTrue();
    }

    private boolean askFor(UUID caller, UUID user, long position) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Min-Position", Long.toString(position));
        request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("userId", user.toString()));
        HandlerMethod handler = new HandlerMethod(new Handlers(), Handlers.class.getMethod("reads"));
        return QueryDatabase.as(
                caller, () -> new MinPosition(freshness).preHandle(request, new MockHttpServletResponse(), handler));
    }

    /** An event that cannot be projected. */
    private long parked(UUID sender, UUID stream, UUID user) {
        long head = database.superuser()
                .sql("SELECT position FROM event_store.head")
                .query(Long.class)
                .single();
        projector.poison(recorded -> {
            if (recorded.position() == head + 1) {
                throw new IllegalArgumentException("planted");
            }
        });
        long poison = history.append(sender, Instant.now(), "credits", stream, ProjectionsTest.awarded(user));
        projections.start();
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> database.superuser()
                        .sql("SELECT count(*) = 1 FROM projections.dead_letter")
                        .query(Boolean.class)
                        .single());
        return poison;
    }

    @Test
    void theHeaderIsHonouredWhereAHandlerSaysWhatItReadsFrom() throws Exception {
        long position = award();
        projections.start();
        awaitProjected(position);
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertThat(handle("reads", Long.toString(position), response)).isTrue();
        assertThat(response.getHeader("Event-Position")).isEqualTo(Long.toString(position));
        assertThatExceptionOfType(ProjectionBehind.class)
                .isThrownBy(() -> handle("reads", "999999999999999999", new MockHttpServletResponse()));
        assertThat(handle("other", "999999999999999999", new MockHttpServletResponse()))
                .isTrue();
        assertThat(handle("reads", null, new MockHttpServletResponse())).isTrue();
    }

    @Test
    void aMalformedHeaderIsRefused() {
        for (String header : List.of("", " ", "-1", "+1", "1.5", "one", "1e3", "9999999999999999999", "0x10", "٣")) {
            assertThatExceptionOfType(InvalidParameter.class)
                    .isThrownBy(() -> handle("reads", header, new MockHttpServletResponse()))
                    .satisfies(problem -> assertThat(problem.parameter()).isEqualTo("Min-Position"));
        }
    }

    @Test
    void anUnknownProjectionIsAMistakeOfTheHandler() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> QueryDatabase.as(ALICE, () -> freshness.await("nothing", 1)));
    }

    static class Handlers {

        @ReadsFrom(NotesProjector.NAME)
        public void reads() {}

        public void other() {}
    }

    private boolean handle(
            String method, @org.jspecify.annotations.Nullable String header, MockHttpServletResponse response)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (header != null) {
            request.addHeader("Min-Position", header);
        }
        HandlerMethod handler = new HandlerMethod(new Handlers(), Handlers.class.getMethod(method));
        return QueryDatabase.as(ALICE, () -> new MinPosition(freshness).preHandle(request, response, handler));
    }

    private long await(long position) {
        return QueryDatabase.as(ALICE, () -> freshness.await(NotesProjector.NAME, position));
    }

    private long award() {
        return history.append("credits", ALICE, ProjectionsTest.awarded(ALICE));
    }

    private void awaitProjected(long position) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> projector.batches.stream().anyMatch(batch -> batch.contains(position)));
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::notes, found -> found > 0);
    }

    private long notes() {
        return database.superuser()
                .sql("SELECT count(*) FROM notes")
                .query(Long.class)
                .single();
    }
}
