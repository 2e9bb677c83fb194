package com.sexyresume.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

/** A read that names the position of a write sees it, or says that it cannot yet. */
class MinPositionTest {

    private static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000a11c");

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
