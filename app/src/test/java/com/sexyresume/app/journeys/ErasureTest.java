package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCollection;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import com.sexyresume.events.EventCatalog;
import com.sexyresume.events.PersonalData;
import com.sexyresume.projections.Projector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * An erased user is unreadable wherever they were recorded, on every node, and after a replay (F09, F20, PII1–PII6). A
 * canary goes into every component of every event that is personal; a new one without a canary fails here.
 */
class ErasureTest {

    @TempDir
    static Path folder;

    private static ApplicationDatabase database;
    private static final InventiveModel MODEL = new InventiveModel(Pattern.compile("(canary|kept)[0-9a-f]{32}"));
    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext other;
    private static final List<String> LOG = new CopyOnWriteArrayList<>();
    private static final AppenderBase<ILoggingEvent> APPENDER = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            LOG.add(event.getFormattedMessage());
            for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
                LOG.add(String.valueOf(thrown.getMessage()));
            }
        }
    };

    @BeforeAll
    static void start() {
        database = ApplicationDatabase.fresh();
        one = node();
        other = node();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        APPENDER.start();
        root.addAppender(APPENDER);
        // As much as the application can be made to say, into this test's memory alone.
        Logger own = (Logger) LoggerFactory.getLogger("com.sexyresume");
        own.setLevel(Level.DEBUG);
        own.setAdditive(false);
        own.addAppender(APPENDER);
    }

    @AfterAll
    static void stop() {
        Logger own = (Logger) LoggerFactory.getLogger("com.sexyresume");
        own.detachAppender(APPENDER);
        own.setAdditive(true);
        own.setLevel(Level.WARN);
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(APPENDER);
        one.close();
        other.close();
        database.close();
        MODEL.close();
    }

    private static ConfigurableApplicationContext node() {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=-1",
                "--logging.level.com.sexyresume=warn",
                "--logging.structured.format.console=",
                "--sexyresume.history.snapshot-every=3",
                "--sexyresume.letters.engine=chat",
                "--sexyresume.chat.base-url=" + MODEL.url(),
                "--sexyresume.chat.output-price=2",
                "--sexyresume.history.key-folder=" + folder.resolve("keys"),
                "--sexyresume.admins.super-admins=" + Journey.SUPER_ADMIN,
                "--sexyresume.admins.auditors=" + Journey.AUDITOR,
                "--sexyresume.matching.enabled=true",
                "--sexyresume.matching.starting-catalogue=false",
                "--sexyresume.identity.hs256-secret=" + Tokens.SECRET,
                "--sexyresume.payments.stripe-webhook-secrets=" + Journey.STRIPE_SECRET,
                "--sexyresume.identity.issuer=" + Tokens.ISSUER));
        database.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return new SpringApplicationBuilder(SexyResume.class).run(arguments.toArray(String[]::new));
    }

    private static String base(ConfigurableApplicationContext node) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) node).getWebServer().getPort();
    }

    private static Api on(ConfigurableApplicationContext node, UUID user) {
        return Api.user(base(node), user);
    }

    private static Api auditor() {
        return on(one, UUID.fromString(Journey.AUDITOR));
    }

    private static Api superAdmin() {
        return on(one, UUID.fromString(Journey.SUPER_ADMIN));
    }

    private static String confirmation(UUID user) {
        return "{\"userId\":\"" + user + "\"}";
    }

    /** Does all that a user can do with personal data, the canary in each of it. */
    private static Answer live(UUID user, String canary) {
        Api api = on(one, user);
        api.post("/v1/users", "{\"email\":\"%s@example.org\",\"fullName\":\"%s\"}".formatted(canary, canary))
                .expect(201);
        api.with("If-Match", "\"0\"")
                .put(
                        "/v1/me/profile",
                        "{\"email\":\"%s@example.net\",\"fullName\":\"Dr %s\"}".formatted(canary, canary))
                .expect(200);
        Api.service(base(one))
                .post(
                        "/v1/users/" + user + "/credits/awards",
                        "{\"amount\":100,\"source\":\"welcome\",\"description\":\"for %s\"}".formatted(canary))
                .expect(201);
        api.post(
                        "/v1/me/credits/spends",
                        "{\"amount\":7,\"source\":\"%s\",\"description\":\"of %s\"}".formatted(canary, canary))
                .expect(201);
        api.with("Idempotency-Key", canary)
                .with("X-Request-Id", canary)
                .post("/v1/me/credits/spends", "{\"amount\":1,\"source\":\"%s\"}".formatted(canary))
                .expect(201);

        String data = "{\"personalInfo\":{\"fullName\":\"%s\"}}".formatted(canary);
        Answer created = api.post("/v1/resumes", "{\"title\":\"%s\",\"data\":%s}".formatted(canary, data))
                .expect(201);
        String resume = created.header("Location");
        Answer last = api.ifMatch(created)
                .put(resume + "/data", data.replace("\":\"", "\":\"Sir "))
                .expect(200);
        last = api.ifMatch(last)
                .with("Content-Type", "application/merge-patch+json")
                .patch(resume, "{\"personalInfo\":{\"fullName\":\"again %s\"}}".formatted(canary))
                .expect(200);
        last = api.ifMatch(last)
                .put(resume + "/title", "{\"title\":\"renamed %s\"}".formatted(canary))
                .expect(200);
        last = api.ifMatch(last)
                .put(resume + "/versions/1/label", "{\"label\":\"sent to %s\"}".formatted(canary))
                .expect(200);
        api.ifMatch(last).post(resume + "/versions/0/restoration").expect(200);
        superAdmin()
                .post(
                        "/v1/admin/users/" + user + "/entitlements",
                        "{\"entitlement\":\"premium\",\"reason\":\"because of %s\"}".formatted(canary))
                .expect(201);
        Answer code = api.post("/v1/me/referral-codes").expect(201);
        api.post(
                        "/v1/me/referral-codes/"
                                + api.after(code)
                                        .get(code.header("Location"))
                                        .json()
                                        .path("code")
                                        .asString()
                                + "/invitations",
                        "{\"email\":\"friend.of.%s@example.org\"}".formatted(canary))
                .expect(200);
        api.post(resume + "/duplicates", "{\"title\":\"copy of %s\"}".formatted(canary))
                .expect(201);
        enhance(api, canary);
        visit(Api.anonymous(base(one)), canary);
        visit(api, canary);
        match(api, canary);
        write(api, canary);
        export(api, resume, "txt");
        export(api, resume, "pdf");
        return api.post(
                        "/v1/resumes/import",
                        "{\"format\":\"json-resume\",\"title\":\"%s\",\"document\":{\"basics\":{\"name\":\"%s\"}}}"
                                .formatted(canary, canary))
                .expect(201);
    }

    /** Where no rule finds it, for it is nobody's address: in a sentence, a name of a field, and a session's name. */
    private static void visit(Api api, String canary) {
        api.post("/v1/analytics/events", """
                        {"events": [{"eventName": "upsell_shown", "sessionId": "%1$s",
                                     "properties": {"note": "shown to %1$s", "of_%1$s": 1, "email": "%1$s@example.org"}}]}
                        """.formatted(canary)).expect(200);
    }

    private static void match(Api api, String canary) {
        // Of all users there is one such role; the second one is refused.
        superAdmin()
                .post("/v1/admin/job-roles", "{\"title\":\"Weaver\",\"industry\":\"textiles\",\"seniority\":\"mid\"}");
        String resume = api.post(
                        "/v1/resumes",
                        "{\"data\":{\"experience\":[{\"id\":\"a\",\"position\":\"Weaver of %s\"}]}}".formatted(canary))
                .expect(201)
                .header("Location");
        String none = api.post(resume + "/job-matches", "{\"industry\":\"%s\"}".formatted(canary))
                .expect(202)
                .header("Location");
        await().atMost(Duration.ofSeconds(60)).until(() -> isOver(api, none, "match"));
        // A role is recommended once its text is embedded, which may be after a match of that moment has ended.
        String match = await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> matched(api, resume),
                        found -> api.get(found).json().path("recommendations").size() == 1);
        JsonNode recommendations = api.get(match).json().path("recommendations");
        api.put(
                        match + "/recommendations/"
                                + recommendations.get(0).path("id").asString() + "/feedback",
                        "{\"feedback\":\"applied\",\"notes\":\"I told them of %s\"}".formatted(canary))
                .expect(200);
    }

    private static String matched(Api api, String resume) {
        String match = api.post(resume + "/job-matches", "{}").expect(202).header("Location");
        await().atMost(Duration.ofSeconds(60)).until(() -> isOver(api, match, "match"));
        return match;
    }

    private static boolean isOver(Api api, String location, String what) {
        JsonNode read = api.get(location).json();
        return List.of("completed", "failed")
                .contains(
                        (what.isEmpty() ? read : read.path(what)).path("status").asString(""));
    }

    private static void export(Api api, String resume, String format) {
        String export = api.post(resume + "/exports", "{\"format\":\"%s\"}".formatted(format))
                .expect(202)
                .header("Location");
        await().atMost(Duration.ofSeconds(60)).until(() -> isOver(api, export, ""));
        api.get(export + "/file").expect(200);
    }

    private static void write(Api api, String canary) {
        String resume = api.post(
                        "/v1/resumes", "{\"data\":{\"personalInfo\":{\"summary\":\"I am %s\"}}}".formatted(canary))
                .expect(201)
                .json()
                .path("id")
                .asString();
        String details =
                "\"title\":\"for %s\",\"targetRole\":\"of %s\",\"targetCompany\":\"at %s\",\"jobDescription\":\"as %s\""
                        .formatted(canary, canary, canary, canary);
        Answer created = api.post("/v1/letters", "{\"content\":\"Dear %s\",%s}".formatted(canary, details))
                .expect(201);
        String letter = created.header("Location");
        Answer last = api.ifMatch(created)
                .put(
                        letter + "/details",
                        "{\"resumeId\":\"%s\",%s}".formatted(resume, details.replace("\"for ", "\"again for ")))
                .expect(200);
        last = api.ifMatch(last)
                .put(letter + "/content", "{\"content\":\"Dearest %s\"}".formatted(canary))
                .expect(200);
        last = api.ifMatch(last).post(letter + "/drafts/1/restoration").expect(200);
        String generation =
                api.ifMatch(last).post(letter + "/generations").expect(202).header("Location");
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        api.get(generation).json().path("status").asString("").equals("completed"));
        Answer invented = api.get(letter).expect(200);
        assertThat(invented.json().path("ungrounded").toString()).contains(canary + "Machine");
        api.ifMatch(invented).post(letter + "/finalisation").expectProblem(409, "letter-ungrounded");
        api.ifMatch(invented)
                .post(letter + "/finalisation", "{\"confirmUngrounded\":true}")
                .expect(200);
    }

    private static void enhance(Api api, String canary) {
        String resume = api.post(
                        "/v1/resumes",
                        "{\"data\":{\"experience\":[{\"id\":\"%s\",\"achievements\":[\"Worked on %s\",\"Helped with %s\"]}]}}"
                                .formatted(canary, canary, canary))
                .expect(201)
                .header("Location");
        String enhancement = api.post(
                        resume + "/enhancements",
                        "{\"tone\":\"professional\",\"targetRole\":\"of %s\",\"targetIndustry\":\"%s\"}"
                                .formatted(canary, canary))
                .expect(202)
                .header("Location");
        JsonNode suggestions = await().atMost(Duration.ofSeconds(60))
                .until(() -> api.get(enhancement).json().path("suggestions"), found -> found.size() == 2);
        String accepted =
                enhancement + "/suggestions/" + suggestions.get(0).path("id").asString();
        String modified =
                enhancement + "/suggestions/" + suggestions.get(1).path("id").asString();
        api.post(accepted + "/accept").expect(200);
        api.post(modified + "/modify", "{\"text\":\"Mine, %s\"}".formatted(canary))
                .expect(200);
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> api.get(enhancement).json().path("suggestions"),
                        settled -> settled.size() == 2
                                && settled.get(0).path("outcome").asString().equals("applied")
                                && settled.get(1).path("outcome").asString().equals("applied"));
    }

    @Test
    void nothingOfAnErasedUserIsLeftAnywhere() throws Exception {
        UUID ada = UUID.randomUUID();
        UUID bob = UUID.randomUUID();
        String canary = "canary" + UUID.randomUUID().toString().replace("-", "");
        String kept = "kept" + UUID.randomUUID().toString().replace("-", "");
        Answer adas = live(ada, canary);
        Answer bobs = live(bob, kept);
        assertThat(personalComponents()).as("events without a canary").isEqualTo(componentsHolding(canary));
        awaitAll(bobs);
        // Both nodes have her in memory, and so do snapshots and rows.
        Api api = on(other, ada);
        assertThat(api.after(adas).get("/v1/me").expect(200).body()).contains(canary);
        await().atMost(Duration.ofSeconds(20)).until(() -> number("SELECT count(*) FROM event_store.snapshot") > 0);
        assertThat(dump().stream().anyMatch(table -> holds(dumpOf(table), canary)))
                .as("a dump can find it at all")
                .isTrue();
        assertThat(dump().stream()
                        .anyMatch(
                                table -> table.startsWith("public.analytics_events_y") && holds(dumpOf(table), canary)))
                .as("what clients sent is in a partition")
                .isTrue();
        // Statistics are samples of values.
        execute("ANALYZE");
        Map<String, List<String>> bobsRows = rowsOf(bob);
        assertThat(bobsRows.values()).allSatisfy(rows -> assertThat(rows).anyMatch(row -> row.contains(kept)));

        Answer erased = on(one, ada).post("/v1/me/erasure", confirmation(ada)).expect(200);

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            api.get("/v1/me").expectProblem(410, "account-erased");
            on(one, ada).get("/v1/resumes").expectProblem(410, "account-erased");
        });
        awaitAll(erased);
        awaitAll(payments(ada));
        awaitAll(nothingIsLeftToUse(ada));
        Map<String, List<String>> after = rows();
        for (Projector<?> projector : projectors()) {
            rebuild(projector.name());
        }
        assertThat(rows()).as("rows after a replay").isEqualTo(after);
        assertThat(rowsOf(bob)).isEqualTo(bobsRows);
        assertThat(on(other, bob).get("/v1/me").expect(200).body()).contains(kept);

        String user = rowsOf(ada).get("users").toString();
        assertThat(user).contains("deleted_" + ada + "@anonymized.local").contains("\"full_name\": null");

        compact();
        for (String table : dump()) {
            assertThat(holds(dumpOf(table), canary)).as(table).isFalse();
        }
        for (String accept :
                List.of("application/json", "application/x-ndjson", "application/cloudevents-batch+json")) {
            String export = auditor()
                    .with("Accept", accept)
                    .get("/v1/audit/events?limit=200")
                    .expect(200)
                    .body();
            assertThat(export).as(accept).contains("accounts.user-erased");
            assertThat(holds(export.getBytes(StandardCharsets.UTF_8), canary))
                    .as(accept)
                    .isFalse();
        }
        assertThat(LOG).as("what was logged").isNotEmpty().noneMatch(line -> line.contains(canary));
        assertThat(filesHolding(canary)).as("files of the database").isEmpty();
        assertThat(filesHolding(kept)).as("files that hold somebody else").isNotEmpty();
    }

    /** What the provider tells of her later is recorded, and all there is to know is the bare id and the amount. */
    private static Answer payments(UUID ada) throws SQLException {
        String payment = ada.toString().replace("-", "");
        for (String message : List.of("""
                {"id":"evt_a%2$s","type":"payment_intent.succeeded","livemode":false,"data":{"object":{"id":"pi_%2$s",\
                "amount":999,"amount_received":999,"currency":"eur","metadata":{"user_id":"%1$s","product":"credits-100"}}}}\
                """, """
                {"id":"evt_b%2$s","type":"payment_intent.payment_failed","data":{"object":{"id":"pi_f%2$s","amount":5,\
                "currency":"eur","metadata":{"user_id":"%1$s","product":"credits-100"}}}}\
                """, """
                {"id":"evt_c%2$s","type":"charge.refunded","data":{"object":{"id":"ch_1","payment_intent":"pi_%2$s",\
                "amount_refunded":999,"currency":"eur","refunded":true,"metadata":{"user_id":"%1$s"}}}}\
                """)) {
            String told = message.formatted(ada, payment);
            // Twice: telling again changes nothing.
            for (int time = 0; time < 2; time++) {
                assertThat(Api.anonymous(base(one))
                                .with("Stripe-Signature", PaymentsJourneyTest.signature(told))
                                .post("/v1/webhooks/stripe", told)
                                .expect(200)
                                .json()
                                .path("recorded")
                                .asBoolean())
                        .isTrue();
            }
        }
        assertThat(number(
                        "SELECT count(*) FROM event_store.event WHERE type LIKE 'payments.payment-%' AND payload LIKE '%"
                                + ada + "%'"))
                .isEqualTo(3);
        assertThat(strings(
                        "SELECT payload FROM event_store.event WHERE type LIKE 'payments.payment-%' AND payload LIKE '%"
                                + ada + "%'"))
                .allSatisfy(payload -> assertThat(payload).doesNotContain("$pii"));
        // A write that comes after them all.
        return on(one, UUID.randomUUID())
                .post("/v1/users", "{\"email\":\"%s@example.org\"}".formatted(UUID.randomUUID()))
                .expect(201);
    }

    /** Answers what was written last. */
    private static Answer nothingIsLeftToUse(UUID ada) throws SQLException {
        String hers = " WHERE user_id = '" + ada + "'";
        assertThat(number("SELECT count(*) FROM exports" + hers)).as("exports").isZero();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(number("SELECT count(*) FROM private.export_file" + hers))
                        .as("files")
                        .isZero());
        assertThat(strings("SELECT premium::text || export_unlocked || plan FROM user_entitlements" + hers))
                .containsExactly("falsefalsefree");
        assertThat(strings("SELECT ended_by FROM entitlement_grants" + hers)).containsExactly("erasure");
        assertThat(strings("SELECT DISTINCT source FROM credit_transactions" + hers))
                .containsExactly("erased");
        assertThat(strings("SELECT is_active || ended_by FROM referral_codes" + hers))
                .containsExactly("falseerasure");
        assertThat(strings("SELECT status || amount || currency || refunded_amount FROM payment_receipts" + hers
                        + " ORDER BY 1"))
                .containsExactly("failed5EUR0", "refunded999EUR999");
        assertThat(number("SELECT count(*) FROM analytics_events WHERE user_id = '" + ada
                        + "' OR properties::text LIKE '%" + ada + "%'"))
                .as("visits")
                .isZero();
        String code = strings("SELECT code FROM referral_codes" + hers).getFirst();
        UUID grace = UUID.randomUUID();
        Answer registered = on(one, grace)
                .post("/v1/users", "{\"email\":\"%s@example.org\"}".formatted(grace))
                .expect(201);
        for (ConfigurableApplicationContext node : List.of(one, other)) {
            assertThat(on(node, grace)
                            .post("/v1/referrals/redemptions", "{\"code\":\"%s\"}".formatted(code))
                            .expectProblem(409, "referral-code-not-usable")
                            .json()
                            .path("reason")
                            .asString())
                    .isEqualTo("inactive");
        }
        return registered;
    }

    @Test
    void theAddressIsFreeAndTheSameErasureIsAnsweredAgain() {
        UUID ada = UUID.randomUUID();
        Api api = on(one, ada);
        String profile = "{\"email\":\"%s@example.org\"}".formatted(ada);
        api.post("/v1/users", profile).expect(201);
        api.post("/v1/me/erasure", confirmation(UUID.randomUUID())).expectProblem(422, "erasure-not-confirmed");

        Api erasing = api.with("Idempotency-Key", "goodbye");
        Answer first = erasing.post("/v1/me/erasure", confirmation(ada)).expect(200);

        Answer again = erasing.post("/v1/me/erasure", confirmation(ada)).expect(200);
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(api.post("/v1/me/erasure", confirmation(ada)).expect(200).header("ETag"))
                .isEqualTo(first.header("ETag"));
        on(other, UUID.randomUUID()).post("/v1/users", profile).expect(201);
    }

    @Test
    void nothingIsRecordedForAnErasedUserOnAnyNode() {
        UUID ada = UUID.randomUUID();
        on(one, ada)
                .post("/v1/users", "{\"email\":\"%s@example.org\"}".formatted(ada))
                .expect(201);
        Answer resume =
                on(other, ada).post("/v1/resumes", "{\"title\":\"One\"}").expect(201);
        superAdmin()
                .post("/v1/admin/users/" + ada + "/erasure", confirmation(ada))
                .expect(200);

        // At once, whether the other node has heard of it or not.
        on(other, ada).post("/v1/resumes", "{\"title\":\"Two\"}").expectProblem(410, "account-erased");
        on(other, ada)
                .ifMatch(resume)
                .put(resume.header("Location") + "/title", "{\"title\":\"Three\"}")
                .expectProblem(410, "account-erased");
        Api.service(base(other))
                .post(
                        "/v1/users/" + ada + "/credits/awards",
                        "{\"amount\":1,\"source\":\"welcome\",\"description\":\"x\"}")
                .expectProblem(410, "account-erased");
        Api.service(base(other))
                .post("/v1/users/" + ada + "/credits/awards", "{\"amount\":1,\"source\":\"welcome\"}")
                .expectProblem(410, "account-erased");
    }

    @Test
    void onlySuperAdminsEraseOthersAndNobodyWithARole() {
        UUID ada = UUID.randomUUID();
        on(one, UUID.randomUUID())
                .post("/v1/admin/users/" + ada + "/erasure", confirmation(ada))
                .expectProblem(403, "forbidden");
        auditor().post("/v1/admin/users/" + ada + "/erasure", confirmation(ada)).expectProblem(403, "forbidden");
        UUID auditor = UUID.fromString(Journey.AUDITOR);
        auditor().post("/v1/me/erasure", confirmation(auditor)).expectProblem(409, "holds-admin-role");
        superAdmin()
                .post("/v1/admin/users/" + auditor + "/erasure", confirmation(auditor))
                .expectProblem(409, "holds-admin-role");
    }

    @Test
    void superAdminsWrapKeysAnew() {
        JsonNode epochs = superAdmin()
                .get("/v1/admin/personal-data/epochs")
                .expect(200)
                .json()
                .path("items");
        assertThat(epochs.size()).isEqualTo(1);
        assertThat(epochs.path(0).path("current").asBoolean()).isTrue();
        assertThat(superAdmin()
                        .post("/v1/admin/personal-data/epochs/rewrap")
                        .expect(200)
                        .json()
                        .path("left")
                        .asLong())
                .isZero();
        auditor().get("/v1/admin/personal-data/epochs").expectProblem(403, "forbidden");
        auditor().post("/v1/admin/personal-data/epochs/rewrap").expectProblem(403, "forbidden");
        UUID ada = UUID.randomUUID();
        on(one, ada)
                .post("/v1/users", "{\"email\":\"%s@example.org\"}".formatted(ada))
                .expect(201);
        auditor().post("/v1/admin/users/" + ada + "/key-replacement").expectProblem(403, "forbidden");
        assertThat(superAdmin()
                        .post("/v1/admin/users/" + ada + "/key-replacement")
                        .expect(200)
                        .json()
                        .path("replaced")
                        .asBoolean())
                .isTrue();
        Answer updated = on(other, ada)
                .with("If-Match", "\"0\"")
                .put("/v1/me/profile", "{\"email\":\"%s@example.net\"}".formatted(ada))
                .expect(200);
        assertThat(on(other, ada).after(updated).get("/v1/me").expect(200).body())
                .contains(ada + "@example.net");
    }

    private static Set<String> personalComponents() {
        Set<String> components = new TreeSet<>();
        for (Class<?> event : EventCatalog.events()) {
            for (RecordComponent component : event.getRecordComponents()) {
                if (component.isAnnotationPresent(PersonalData.class)) {
                    components.add(event.getSimpleName() + "." + component.getName());
                }
            }
        }
        return components;
    }

    /** As whoever has the keys reads the history. */
    private static Set<String> componentsHolding(String canary) throws Exception {
        Set<String> components = new TreeSet<>();
        try (BlockingStream<TrackedEventMessage<?>> events =
                one.getBean(EventStore.class).openStream(null)) {
            while (events.hasNextAvailable()) {
                Object event = events.nextAvailable().getPayload();
                for (RecordComponent component : event.getClass().getRecordComponents()) {
                    var accessor = component.getAccessor();
                    accessor.setAccessible(true);
                    if (component.isAnnotationPresent(PersonalData.class)
                            && String.valueOf(accessor.invoke(event)).contains(canary)) {
                        components.add(event.getClass().getSimpleName() + "." + component.getName());
                    }
                }
            }
        }
        return components;
    }

    private static List<Projector<?>> projectors() {
        return one.<Projector<?>>getBeanProvider(org.springframework.core.ResolvableType.forClass(Projector.class))
                .orderedStream()
                .toList();
    }

    private static void rebuild(String projection) {
        Answer accepted = auditor()
                .post("/v1/admin/projections/" + projection + "/rebuild")
                .expect(202);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(auditor()
                                .get(accepted.header("Location"))
                                .expect(200)
                                .json()
                                .path("state")
                                .asString())
                        .isEqualTo("finished"));
    }

    private static void awaitAll(Answer last) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            for (JsonNode projection :
                    auditor().get("/v1/admin/projections").expect(200).json().path("items")) {
                assertThat(projection.path("position").asLong())
                        .as(projection.toString())
                        .isGreaterThanOrEqualTo(last.position());
            }
        });
    }

    private static Map<String, List<String>> rows() throws SQLException {
        return rowsWhere("");
    }

    private static Map<String, List<String>> rowsOf(UUID user) throws SQLException {
        Map<String, List<String>> rows = rowsWhere(" WHERE to_jsonb(t)::text LIKE '%" + user + "%'");
        rows.keySet().retainAll(Set.of("users", "resumes", "resume_history", "credit_transactions"));
        return rows;
    }

    private static Map<String, List<String>> rowsWhere(String condition) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        for (Projector<?> projector : projectors()) {
            for (String table : projector.tables()) {
                tables.put(table, strings("SELECT to_jsonb(t)::text FROM " + table + " t" + condition + " ORDER BY 1"));
            }
        }
        return tables;
    }

    private static List<String> strings(String sql) throws SQLException {
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (row.next()) {
                strings.add(row.getString(1));
            }
            return strings;
        }
    }

    private static long number(String sql) throws SQLException {
        return Long.parseLong(strings(sql).getFirst());
    }

    /**
     * Every table of every schema, partitions and catalogs with their samples of values included, and large objects:
     * what pg_dump would write, and more. No pg_dump of the server's version is at hand where this runs.
     */
    private static List<String> dump() throws SQLException {
        List<String> tables = strings("SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname !~ '^pg_toast'"
                + " ORDER BY 1");
        assertThatCollection(tables)
                .contains(
                        "event_store.event",
                        "event_store.command",
                        "event_store.snapshot",
                        "event_store.claim",
                        "public.users",
                        "pg_catalog.pg_statistic",
                        "pg_catalog.pg_largeobject");
        return tables;
    }

    private static byte[] dumpOf(String table) {
        ByteArrayOutputStream copied = new ByteArrayOutputStream();
        try (Connection connection = database.superuser()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT", copied);
        } catch (SQLException | IOException failed) {
            throw new AssertionError(table, failed);
        }
        return copied.toByteArray();
    }

    /** In any of the forms in which text is written by mistake. */
    private static boolean holds(byte[] bytes, String canary) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return forms(canary).stream().anyMatch(text::contains);
    }

    private static Set<String> forms(String canary) {
        Set<String> forms = new LinkedHashSet<>();
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] bytes = canary.getBytes(charset);
            forms.add(new String(bytes, StandardCharsets.ISO_8859_1));
            forms.add(HexFormat.of().formatHex(bytes));
            forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
            // Wherever in a longer text it begins: three ways to be cut into groups of three bytes.
            for (int before = 0; before < 3; before++) {
                byte[] shifted = new byte[before + bytes.length];
                System.arraycopy(bytes, 0, shifted, before, bytes.length);
                String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                String own = encoded.substring(before == 0 ? 0 : 4, encoded.length() - 4);
                forms.add(own);
                forms.add(own.replace('+', '-').replace('/', '_'));
            }
        }
        return forms;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Takes dead rows out of the files, as vacuuming does in time. */
    private static void compact() throws SQLException {
        for (String table : dump()) {
            if (!table.startsWith("pg_catalog.") || table.equals("pg_catalog.pg_statistic")) {
                execute("VACUUM FULL " + table);
            }
        }
    }

    private static List<Path> filesHolding(String canary) throws Exception {
        execute("CHECKPOINT");
        Path files = Path.of(strings("SELECT current_setting('data_directory') || '/base/' || oid FROM pg_database"
                        + " WHERE datname = current_database()")
                .getFirst());
        List<Path> holding = new ArrayList<>();
        try (Stream<Path> listed = Files.list(files)) {
            for (Path file : listed.toList()) {
                byte @Nullable [] bytes = content(file);
                if (bytes != null && holds(bytes, canary)) {
                    holding.add(file);
                }
            }
        }
        return holding;
    }

    /** Null for one that is deleted meanwhile. */
    private static byte @Nullable [] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (java.nio.file.NoSuchFileException deleted) {
            return null;
        }
    }
}
