package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent.ResumeCreated;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.NewEvent;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.keys.SubjectKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events of former revisions are read by everyone as they are meant, and audited as they were stored. */
class RevisionsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private ApplicationDatabase database;
    private ConfigurableApplicationContext application;
    private String base;

    private final UUID ada = UUID.randomUUID();
    private final ResumeId resume = new ResumeId(UUID.randomUUID());
    private final StreamName stream = new StreamName("resume", resume.value());
    private final String path = "/v1/resumes/" + resume;
    private final List<NewEvent> written = new ArrayList<>();

    /** The event as revision 1 of it was written. */
    @EventType(name = "resumes.resume-version-labelled")
    record LabelledOnce(
            ResumeId resumeId,
            UserId userId,
            long version,
            @PersonalData @Nullable String label) implements UserEvent {}

    @BeforeEach
    void start() {
        database = ApplicationDatabase.fresh();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=-1",
                // Axon, and the history, tell of the event that the last test plants.
                "--logging.level.com.sexyresume=error",
                "--logging.level.org.axonframework=off",
                "--logging.structured.format.console=",
                "--sexyresume.admins.auditors=" + Journey.AUDITOR,
                "--sexyresume.history.key-folder=" + folder.resolve("keys"),
                // It would record, at a time of its own, what creating a résumé counts for.
                "--sexyresume.achievements.enabled=false",
                "--sexyresume.identity.hs256-secret=" + Tokens.SECRET,
                "--sexyresume.identity.issuer=" + Tokens.ISSUER));
        database.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        application = new SpringApplicationBuilder(SexyResume.class).run(arguments.toArray(String[]::new));
        base = "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort();
    }

    @AfterEach
    void stop() {
        application.close();
        database.close();
    }

    private Api ada() {
        return Api.user(base, ada);
    }

    private Api auditor() {
        return Api.user(base, UUID.fromString(Journey.AUDITOR));
    }

    /** A version of the program wrote this. */
    private void write(UserEvent event, int revision) {
        EventType type = event.getClass().getAnnotation(EventType.class);
        EventSerializer serializer =
                new EventSerializer(Set.of(event.getClass()), application.getBean(SubjectKeys.class));
        written.add(new NewEvent(
                UUID.randomUUID(),
                stream,
                written.size(),
                type.name(),
                revision,
                Instant.now(),
                ada,
                "{}",
                serializer.serialize(event, String.class).getData()));
    }

    private void label(String label) {
        write(new LabelledOnce(resume, new UserId(ada), 0, label), 1);
    }

    private long append() {
        return application
                .getBean(History.class)
                .append(new Append(
                        UUID.randomUUID(), "", stream, written.getLast().version(), written, List.of()))
                .position();
    }

    @Test
    void aFormerRevisionIsReadByCommandsProjectionsAndRebuildsAndAuditedAsItWasStored() {
        write(new ResumeCreated(resume, new UserId(ada), "CV", "modern", "{}"), 1);
        label("sent");
        label("");
        label("kept");
        long position = append();

        Answer history = ada().with("Min-Position", Long.toString(position))
                .get(path + "/history?labelled=true")
                .expect(200);
        assertThat(history.json().path("items")).singleElement().satisfies(item -> {
            assertThat(item.path("version").asLong()).isZero();
            assertThat(item.path("label").asString()).isEqualTo("kept");
        });

        // The aggregate knows the label: to give it again changes nothing, to take it away does.
        Api editing = ada().with("If-Match", "\"3\"");
        Answer same =
                editing.put(path + "/versions/0/label", "{\"label\":\"kept\"}").expect(200);
        assertThat(same.header("ETag")).isEqualTo("\"3\"");
        Answer removed =
                editing.put(path + "/versions/0/label", "{\"label\":\"\"}").expect(200);
        assertThat(removed.header("ETag")).isEqualTo("\"4\"");
        assertThat(ada().after(removed)
                        .get(path + "/history?labelled=true")
                        .expect(200)
                        .json()
                        .path("items"))
                .isEmpty();

        JsonNode rebuild = auditor()
                .with("Prefer", "wait=30")
                .post("/v1/admin/projections/resumes/rebuild?mode=verify")
                .expect(200)
                .json();
        assertThat(rebuild.path("state").asString()).as(rebuild.toString()).isEqualTo("finished");
        assertThat(rebuild.path("differences"))
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference.path("missing").asLong()
                                + difference.path("different").asLong()
                                + difference.path("extra").asLong())
                        .isZero());

        JsonNode audited = auditor()
                .get("/v1/audit/streams/resume/" + resume)
                .expect(200)
                .json()
                .path("items");
        assertThat(audited).hasSize(5);
        for (int version = 1; version <= 3; version++) {
            assertThat(audited.path(version).path("revision").asInt()).isEqualTo(1);
            assertThat(audited.path(version).path("payload"))
                    .isEqualTo(JSON.readTree(written.get(version).payload()));
        }
        assertThat(audited.path(4).path("revision").asInt()).isEqualTo(2);
        assertThat(audited.path(4).path("payload").path("labelled").asBoolean(true))
                .isFalse();
        assertThat(audited.path(4).path("payload").path("label").isNull()).isTrue();
    }

    @Test
    void aNewerRevisionIsAProblemThatNamesItAndNothingIsSkipped() {
        write(new ResumeCreated(resume, new UserId(ada), "CV", "modern", "{}"), 1);
        long before = append();
        ada().with("Min-Position", Long.toString(before)).get(path).expect(200);
        written.clear();
        written.add(new NewEvent(
                UUID.randomUUID(),
                stream,
                1,
                "resumes.resume-version-labelled",
                3,
                Instant.now(),
                ada,
                "{}",
                "{\"shape\":\"of the future\"}"));
        long position = append();

        Answer refused = ada().with("If-Match", "\"1\"")
                .put(path + "/title", "{\"title\":\"new\"}")
                .expectProblem(503, "unreadable-event");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.json().path("eventType").asString()).isEqualTo("resumes.resume-version-labelled");
        assertThat(refused.json().path("revision").asString()).isEqualTo("3");
        assertThat(refused.json().path("position").asLong()).isEqualTo(position);
        assertThat(application.getBean(History.class).head()).isEqualTo(position);

        await().atMost(SOON).untilAsserted(() -> {
            Health history =
                    application.getBean("historyHealth", HealthIndicator.class).health(true);
            assertThat(history).isNotNull();
            assertThat(history.getStatus()).isEqualTo(Status.DOWN);
            assertThat(history.getDetails())
                    .containsEntry("type", "resumes.resume-version-labelled")
                    .containsEntry("revision", "3")
                    .containsEntry("position", position);
        });
        assertThat(ada().get(path).expect(200).header("ETag")).isEqualTo("\"0\"");
    }
}
