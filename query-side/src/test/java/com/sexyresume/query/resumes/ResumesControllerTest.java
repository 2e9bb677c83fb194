package com.sexyresume.query.resumes;

import static com.sexyresume.query.resumes.Story.ALICE;
import static com.sexyresume.query.resumes.Story.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCollection;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent;
import com.sexyresume.events.resumes.ResumesEvent.ResumeCreated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDeactivated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDeleted;
import com.sexyresume.events.resumes.ResumesEvent.ResumePatched;
import com.sexyresume.events.resumes.ResumesEvent.ResumeRenamed;
import com.sexyresume.events.resumes.ResumesEvent.ResumeVersionLabelled;
import com.sexyresume.projections.Recorded;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.resumes.MissedChanges.Missed;
import com.sexyresume.query.resumes.ResumesController.Change;
import com.sexyresume.query.resumes.ResumesController.Resume;
import com.sexyresume.query.resumes.ResumesController.ResumeSummary;
import com.sexyresume.query.resumes.ResumesController.State;
import com.sexyresume.reading.InvalidParameter;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.Page;
import com.sexyresume.reading.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

/** T02: what is asked of résumés is answered from rows and, for older versions, from the stream. */
class ResumesControllerTest {

    private static final ResumeId EDITED = Story.resume(1);
    private static final ResumeId FOREIGN = Story.resume(2);
    private static final ResumeId DELETED = Story.resume(3);
    private static final ResumeId INACTIVE = Story.resume(4);
    private static final UserId LISTER = new UserId(UUID.fromString("00000000-0000-4000-8000-00000000115e"));
    private static final int EDITS = 120;

    private static final Story STORY = new Story();

    private static QueryDatabase database;
    private static EmbeddedEventStore history;
    private static ResumesController controller;
    private static MissedChanges missedChanges;

    @BeforeAll
    static void record() {
        STORY.then(new ResumeCreated(EDITED, ALICE, "Mine", "modern", "{\"extensions\": {\"n\": 0, \"list\": [0]}}"));
        for (int edit = 1; edit <= EDITS; edit++) {
            STORY.then(
                    edit % 10 == 5
                            ? new ResumeRenamed(EDITED, ALICE, "Mine " + edit)
                            : new ResumePatched(EDITED, ALICE, """
                                    [{"op": "replace", "path": "/extensions/n", "value": %d},
                                     {"op": "add", "path": "/extensions/list/0", "value": %d}]""".formatted(edit, edit)));
        }
        STORY.then(new ResumeVersionLabelled(EDITED, ALICE, 7, true, "sent to Charles"))
                .then(new ResumeCreated(FOREIGN, BOB, "Bob's", "classic", "{}"))
                .then(new ResumeCreated(DELETED, ALICE, "Gone", "classic", "{}"))
                .then(new ResumeDeleted(DELETED, ALICE))
                .then(new ResumeCreated(INACTIVE, ALICE, "Idle", "classic", "{}"))
                .then(new ResumeDeactivated(INACTIVE, ALICE));
        for (int number = 10; number < 17; number++) {
            STORY.then(new ResumeCreated(Story.resume(number), LISTER, "r" + number, "modern", "{}"));
        }

        database = QueryDatabase.whole();
        JdbcClient projection = JdbcClient.create(database.pool("projector", 1));
        new ResumeProjector().project(Recorded.only(UserEvent.class, STORY.events()), projection);
        history = EmbeddedEventStore.builder()
                .storageEngine(new InMemoryEventStorageEngine())
                .build();
        for (Recorded<ResumesEvent> recorded : STORY.events()) {
            history.publish(new GenericDomainEventMessage<>(
                    "resume",
                    "resume:" + recorded.streamId(),
                    recorded.version(),
                    new org.axonframework.messaging.GenericMessage<>(recorded.event()),
                    recorded::time));
        }
        Reader reader = database.reader(2);
        controller = new ResumesController(reader, new ResumeVersions(reader, history));
        missedChanges = new MissedChanges(history);
    }

    @AfterAll
    static void close() {
        history.shutDown();
        database.close();
    }

    private static <T> T as(UserId user, Supplier<T> work) {
        return QueryDatabase.as(user.value(), work);
    }

    private static Resume resume(ResumeId id, @Nullable Long version, @Nullable Instant at) {
        return as(
                ALICE,
                () -> Objects.requireNonNull(
                        controller.resume(id.value(), version, at).getBody()));
    }

    private static List<UUID> listed(@Nullable State state, @Nullable String template) {
        return as(ALICE, () -> controller.resumes(state, template, 50, null)).items().stream()
                .map(ResumeSummary::id)
                .toList();
    }

    private static String utf8(byte @Nullable [] body) {
        return new String(Objects.requireNonNull(body), StandardCharsets.UTF_8);
    }

    @Test
    void aResumeIsAnsweredAsItIs() {
        Resume resume = resume(EDITED, null, null);
        assertThat(resume.version()).isEqualTo(EDITS + 1);
        assertThat(resume.title()).isEqualTo("Mine 115");
        assertThat(resume.active()).isTrue();
        assertThat(resume.createdAt()).isEqualTo(Story.BEGIN);
        assertThat(resume.data()).contains("\"n\": 120");
    }

    @Test
    void everyVersionIsAnsweredAsItWas() {
        for (long version = 0; version <= EDITS + 1; version++) {
            assertThatObject(resume(EDITED, version, null))
                    .isEqualTo(Resume.asOf(Objects.requireNonNull(STORY.state(EDITED, version))));
        }
    }

    @Test
    void aTimeNamesTheVersionThatWasTheLastOneThen() {
        assertThat(resume(EDITED, null, Story.BEGIN).version()).isZero();
        assertThat(resume(EDITED, null, Story.BEGIN.plusSeconds(60 * 77 + 59)).version())
                .isEqualTo(77);
        assertThat(resume(EDITED, null, Story.BEGIN.plusSeconds(10_000_000)).version())
                .isEqualTo(EDITS + 1);
        assertThatExceptionOfType(NoSuchRow.class)
                .isThrownBy(() -> resume(EDITED, null, Story.BEGIN.minusNanos(1_000)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, EDITS + 2, Long.MAX_VALUE, Long.MIN_VALUE})
    void aVersionThatIsNotThereIsNotFound(long version) {
        assertThatExceptionOfType(NoSuchRow.class)
                .isThrownBy(() -> resume(EDITED, version, null))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(404));
    }

    @Test
    void aVersionIsNamedInOneWay() {
        assertThatExceptionOfType(InvalidParameter.class).isThrownBy(() -> resume(EDITED, 1L, Story.BEGIN));
    }

    @Test
    void someoneElsesResumeIsAnsweredLikeOneThatIsNotThere() {
        for (UUID id : List.of(FOREIGN.value(), UUID.randomUUID())) {
            for (Supplier<?> question : List.<Supplier<?>>of(
                    () -> controller.resume(id, null, null),
                    () -> controller.resume(id, 0L, null),
                    () -> controller.resume(id, null, Instant.parse("2030-01-01T00:00:00Z")),
                    () -> controller.history(id, null, false, 50, null),
                    () -> controller.diff(id, 0, 0),
                    () -> controller.export(id, "json-resume", null))) {
                assertThatExceptionOfType(NoSuchRow.class)
                        .isThrownBy(() -> as(ALICE, question))
                        .withMessage("There is no such résumé.");
            }
        }
        assertThatCollection(missedChanges.since(ALICE, FOREIGN, -1)).isEmpty();
        assertThatCollection(missedChanges.since(ALICE, new ResumeId(UUID.randomUUID()), -1))
                .isEmpty();
    }

    @Test
    void aListShowsWhatIsAskedFor() {
        assertThatCollection(listed(null, null)).containsExactly(INACTIVE.value(), EDITED.value());
        assertThatCollection(listed(State.active, null)).containsExactly(EDITED.value());
        assertThatCollection(listed(State.inactive, null)).containsExactly(INACTIVE.value());
        assertThatCollection(listed(State.deleted, null)).containsExactly(DELETED.value());
        assertThatCollection(listed(State.all, null))
                .containsExactly(INACTIVE.value(), DELETED.value(), EDITED.value());
        assertThatCollection(listed(State.all, "classic")).containsExactly(INACTIVE.value(), DELETED.value());
    }

    @Test
    void pagesOfTheListHoldEachResumeOnce() {
        List<String> titles = new ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            Page<ResumeSummary> page = as(LISTER, () -> controller.resumes(null, null, 3, from));
            page.items().forEach(item -> titles.add(String.valueOf(item.title())));
            cursor = page.next();
        } while (cursor != null);
        assertThatCollection(titles).containsExactly("r16", "r15", "r14", "r13", "r12", "r11", "r10");
    }

    @Test
    void theHistoryHasOneItemForEachVersionNewestFirst() {
        List<Change> changes = new ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            Page<Change> page = as(ALICE, () -> controller.history(EDITED.value(), null, false, 50, from));
            changes.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        assertThatCollection(changes).hasSize(EDITS + 2);
        assertThat(changes.getFirst().type()).isEqualTo("resumes.resume-version-labelled");
        assertThat(changes.getLast()).isEqualTo(new Change(0, "resumes.resume-created", Story.BEGIN, null));
        assertThat(as(ALICE, () -> controller.history(EDITED.value(), EDITS - 1L, false, 50, null))
                        .items())
                .extracting(Change::version)
                .containsExactly(EDITS + 1L, (long) EDITS);
        assertThat(as(ALICE, () -> controller.history(EDITED.value(), null, true, 50, null))
                        .items())
                .extracting(Change::label)
                .containsExactly("sent to Charles");
    }

    @Test
    void aDifferenceMakesOneVersionIntoTheOther() {
        for (long[] versions : new long[][] {{0, EDITS}, {EDITS, 0}, {49, 51}, {77, 3}}) {
            String patch = utf8(as(ALICE, () -> controller.diff(EDITED.value(), versions[0], versions[1]))
                    .getBody());
            assertThatObject(JsonValues.JSON
                            .createPatch(JsonValues.array(patch))
                            .apply(Objects.requireNonNull(data(versions[0]))))
                    .isEqualTo(data(versions[1]));
        }
        assertThat(utf8(as(ALICE, () -> controller.diff(EDITED.value(), 4, 5)).getBody()))
                .isEqualTo("[]");
    }

    private static jakarta.json.@Nullable JsonObject data(long version) {
        return Objects.requireNonNull(STORY.state(EDITED, version)).content().data();
    }

    @Test
    void anExportIsThatOfTheVersion() {
        assertThat(utf8(as(ALICE, () -> controller.export(EDITED.value(), "json-resume", 3L))
                        .getBody()))
                .isEqualTo("{}");
        assertThatExceptionOfType(InvalidParameter.class)
                .isThrownBy(() -> as(ALICE, () -> controller.export(EDITED.value(), "pdf", null)));
    }

    @Test
    void whatWasMissedComesFromTheStreamInItsOrder() {
        List<Missed> missed = missedChanges.since(ALICE, EDITED, EDITS - 6);
        assertThat(missed).extracting(Missed::version).containsExactly(115L, 116L, 117L, 118L, 119L, 120L, 121L);
        assertThat(missed.getFirst().type()).isEqualTo("resumes.resume-renamed");
        assertThat(missed.getFirst().operations()).isNull();
        assertThat(missed.get(1).operations()).contains("\"value\": 116");
        assertThat(missed.get(1).time()).isEqualTo(Story.BEGIN.plusSeconds(60 * 116));
        assertThatCollection(missedChanges.since(ALICE, EDITED, -1)).hasSize(MissedChanges.MAX_CHANGES);
        assertThatCollection(missedChanges.since(ALICE, EDITED, EDITS + 1)).isEmpty();
        assertThatCollection(missedChanges.since(ALICE, EDITED, Long.MAX_VALUE)).isEmpty();
        assertThat(JsonMapper.shared().writeValueAsString(missed.get(2)))
                .contains("\"operations\":[{\"op\": \"replace\"");
    }

    @Test
    void theBodyHasTheDataAsJsonAndTheETagIsTheVersion() throws Exception {
        MockMvc http = MockMvcBuilders.standaloneSetup(controller).build();
        as(ALICE, () -> {
            try {
                String body = http.perform(get("/v1/resumes/{id}", EDITED).param("version", "3"))
                        .andExpect(status().isOk())
                        .andExpect(header().string("ETag", "\"3\""))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8);
                assertThatObject(JsonValues.object(body)).isEqualTo(JsonValues.object("""
                                {"id": "%s", "title": "Mine", "template": "modern", "active": true, "locked": false,
                                 "version": 3, "createdAt": "2026-11-22T10:00:00Z", "updatedAt": "2026-11-22T10:03:00Z",
                                 "deletedAt": null, "data": {"extensions": {"n": 3, "list": [3, 2, 1, 0]}}}
                                """.formatted(EDITED)));
                http.perform(get("/v1/resumes/{id}", EDITED).header("If-None-Match", "\"%d\"".formatted(EDITS + 1)))
                        .andExpect(status().isNotModified());
                for (String type : List.of("application/json-patch+json", "application/json")) {
                    http.perform(get("/v1/resumes/{id}/diff", EDITED)
                                    .param("from", "3")
                                    .param("to", "4")
                                    .accept(type))
                            .andExpect(status().isOk())
                            .andExpect(header().string("Content-Type", type));
                }
                return http.perform(get("/v1/resumes").param("state", "inactive"))
                        .andExpect(status().isOk());
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        });
    }
}
