package com.sexyresume.query.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRole;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRoleGranted;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRoleRevoked;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.projections.Projections;
import com.sexyresume.projections.QueryProperties;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.TestHistory;
import com.sexyresume.reading.InvalidParameter;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.NotAllowed;
import com.sexyresume.reading.QueryProblem;
import com.sexyresume.reading.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An auditor reads the whole history as it is kept; nobody else does. */
class AuditTest {

    private static final UUID AUDITOR = UUID.fromString("00000000-0000-4000-8000-0000000a0d17");
    private static final UUID ROOT = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID FORMER = UUID.fromString("00000000-0000-4000-8000-000000000f0f");
    private static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000a11c");
    private static final UUID ADMIN_ROLES = UUID.fromString("00000000-0000-4000-8000-0000000000ad");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final int EVENTS = 4 + 1 + 25;

    private static final JsonMapper JSON = JsonMapper.shared();

    private static QueryDatabase database;
    private static TestHistory history;
    private static Projections projections;
    private static Reader reader;
    private static MockMvc http;

    @BeforeAll
    static void record() {
        database = QueryDatabase.fresh();
        history = new TestHistory(database);
        history.append(
                ROOT,
                NOON,
                "admin-roles",
                ADMIN_ROLES,
                new AdminRoleGranted(new UserId(ROOT), AdminRole.SUPER_ADMIN, new UserId(ROOT)),
                new AdminRoleGranted(new UserId(AUDITOR), AdminRole.AUDITOR, new UserId(ROOT)),
                new AdminRoleGranted(new UserId(FORMER), AdminRole.AUDITOR, new UserId(ROOT)),
                new AdminRoleRevoked(new UserId(FORMER), AdminRole.AUDITOR, new UserId(ROOT)));
        history.append(
                ALICE,
                NOON,
                "account",
                ALICE,
                new UserRegistered(new UserId(ALICE), "alice@example.org", "Alice Example"));
        for (int event = 0; event < 25; event++) {
            history.append(
                    ALICE,
                    NOON.plusSeconds(60 + event),
                    "credits",
                    ALICE,
                    event % 5 == 4
                            ? new CreditsSpent(new UserId(ALICE), UUID.randomUUID(), 1, "test", null, null, 1)
                            : new CreditsAwarded(new UserId(ALICE), UUID.randomUUID(), 1, "test", "for Alice", 1));
        }
        QueryProperties properties = new QueryProperties(
                true,
                100,
                1,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                QueryDatabase.LONGEST_QUERY,
                Duration.ofSeconds(1),
                7);
        projections = new Projections(
                history.store(), List.of(new AdminUsersProjector()), database.pool("projector", 3), properties);
        projections.start();
        reader = database.reader(3);
        http = MockMvcBuilders.standaloneSetup(
                        new AuditController(reader, JSON, properties), new AdminRolesController(reader))
                .setMessageConverters(new JacksonJsonHttpMessageConverter(JSON))
                .build();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> database.superuser()
                                .sql("SELECT count(*) FROM admin_users")
                                .query(Long.class)
                                .single()
                        == 3);
    }

    @AfterAll
    static void close() {
        projections.stop();
        history.close();
        database.close();
    }

    @Test
    void theHeadIsThePositionOfTheLastEvent() throws Exception {
        JsonNode head = json(get(AUDITOR, "/v1/audit/head", null));
        assertThat(head.get("position").longValue()).isEqualTo(EVENTS);
        assertThat(head.get("events").longValue()).isEqualTo(EVENTS);
    }

    @Test
    void aPageHoldsEventsAsTheyAreKept() throws Exception {
        JsonNode page = json(get(AUDITOR, "/v1/audit/events?limit=5", null));
        assertThat(positions(page.get("items"))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(page.get("next").longValue()).isEqualTo(5);
        assertThat(page.get("head").longValue()).isEqualTo(EVENTS);
        JsonNode granted = page.get("items").get(1);
        assertThat(granted.get("stream").stringValue()).isEqualTo("admin-roles:" + ADMIN_ROLES);
        assertThat(granted.get("version").longValue()).isEqualTo(1);
        assertThat(granted.get("type").stringValue()).isEqualTo("compliance.admin-role-granted");
        assertThat(granted.get("revision").intValue()).isEqualTo(1);
        assertThat(granted.get("time").stringValue()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(granted.get("userId").stringValue()).isEqualTo(ROOT.toString());
        assertThat(granted.get("metadata").get("commandId")).isEqualTo(granted.get("commandId"));
        assertThat(granted.get("payload").get("role").stringValue()).isEqualTo("AUDITOR");
    }

    @Test
    void metadataAndPayloadAreTheVeryTextsThatWereRecorded() throws Exception {
        String body = get(AUDITOR, "/v1/audit/events?limit=200", null).getContentAsString();
        List<String> texts = database.superuser()
                .sql("SELECT payload FROM event_store.event UNION ALL SELECT metadata FROM event_store.event")
                .query(String.class)
                .list();
        assertThat(texts)
                .hasSize(2 * EVENTS)
                .allSatisfy(text -> assertThat(body).contains(text));
    }

    @Test
    void noPersonalDataIsShownInTheClear() throws Exception {
        for (String accept : List.of("application/json", AuditController.NDJSON, AuditController.CLOUD_EVENTS)) {
            String body = get(AUDITOR, "/v1/audit/events?limit=200", accept).getContentAsString();
            assertThat(body).contains("accounts.user-registered").doesNotContainIgnoringCase("alice");
        }
    }

    @Test
    void pagesFollowEachOtherByTheirLinkUntilTheHead() throws Exception {
        List<Long> seen = new ArrayList<>();
        String next = "/v1/audit/events?limit=7";
        while (next != null) {
            MockHttpServletResponse response = get(AUDITOR, next, null);
            seen.addAll(positions(json(response).get("items")));
            String link = response.getHeader(HttpHeaders.LINK);
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, EVENTS).boxed().toList());
    }

    @Test
    void aStreamOfLinesHoldsEverythingInOrder() throws Exception {
        MockHttpServletResponse response = get(AUDITOR, "/v1/audit/events", AuditController.NDJSON);
        assertThat(response.getContentType()).isEqualTo(AuditController.NDJSON);
        assertThat(lines(response).stream().map(line -> line.get("position").longValue()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, EVENTS).boxed().toList());
        assertThat(lines(get(AUDITOR, "/v1/audit/events?after=20&limit=3", AuditController.NDJSON)).stream()
                        .map(line -> line.get("position").longValue()))
                .containsExactly(21L, 22L, 23L);
    }

    @Test
    void cloudEventsCarryTheirRequiredAttributes() throws Exception {
        MockHttpServletResponse response =
                get(AUDITOR, "/v1/audit/events?after=4&limit=1", AuditController.CLOUD_EVENTS);
        assertThat(response.getContentType()).isEqualTo(AuditController.CLOUD_EVENTS);
        assertThat(response.getHeader(HttpHeaders.LINK)).isEqualTo("</v1/audit/events?limit=1&after=5>; rel=\"next\"");
        JsonNode event = json(response).get(0);
        assertThat(event.propertyNames()).allMatch(name -> name.matches("[a-z0-9]{1,20}"));
        assertThat(event.get("specversion").stringValue()).isEqualTo("1.0");
        assertThat(event.get("id").stringValue()).hasSize(36);
        assertThat(event.get("source").stringValue()).isEqualTo("/v1/audit/streams/account/" + ALICE);
        assertThat(event.get("type").stringValue()).isEqualTo("com.sexyresume.accounts.user-registered");
        assertThat(event.get("time").stringValue()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(event.get("position").stringValue()).isEqualTo("5");
        assertThat(event.get("data").get("userId").stringValue()).isEqualTo(ALICE.toString());
    }

    @Test
    void filtersNarrowWhatIsListed() throws Exception {
        assertThat(listed("stream=account:" + ALICE)).containsExactly(5L);
        assertThat(listed("type=credits.credits-spent")).containsExactly(10L, 15L, 20L, 25L, 30L);
        assertThat(listed("user=" + ROOT)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(listed("from=2026-11-22T12:01:00Z&to=2026-11-22T12:01:02Z")).containsExactly(6L, 7L);
        assertThat(listed("user=" + ALICE + "&type=credits.credits-spent&after=20"))
                .containsExactly(25L, 30L);
        assertThat(listed("user=" + UUID.randomUUID())).isEmpty();
    }

    @Test
    void oneStreamIsReadByItsName() throws Exception {
        JsonNode page = json(get(AUDITOR, "/v1/audit/streams/credits/" + ALICE + "?limit=200", null));
        assertThat(StreamSupport.stream(page.get("items").spliterator(), false)
                        .map(event -> event.get("version").intValue()))
                .containsExactlyElementsOf(IntStream.range(0, 25).boxed().toList());
        assertThat(problem("/v1/audit/streams/credits/" + UUID.randomUUID()))
                .isInstanceOf(NoSuchRow.class)
                .hasMessage("There is no such stream.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "after=-1", "stream=account", "stream=:x", "stream=account:1"})
    void aMalformedParameterIsRefused(String query) throws Exception {
        assertThat(problem("/v1/audit/events?" + query)).isInstanceOf(InvalidParameter.class);
    }

    @Test
    void aSuperAdminReadsTheHistoryTooAndNobodyElse() throws Exception {
        assertThat(get(ROOT, "/v1/audit/head", null).getStatus()).isEqualTo(200);
        for (UUID user : List.of(ALICE, FORMER)) {
            for (String path : List.of("/v1/audit/events", "/v1/audit/streams/credits/" + ALICE)) {
                assertThatExceptionOfType(Exception.class)
                        .isThrownBy(() -> get(user, path, AuditController.NDJSON))
                        .withCauseInstanceOf(NotAllowed.class);
            }
        }
    }

    @Test
    void rolesAreSeenByTheirHoldersAndByAdmins() throws Exception {
        assertThat(json(get(AUDITOR, "/v1/me/roles", null)).get(0).get("role").stringValue())
                .isEqualTo("auditor");
        assertThat(json(get(FORMER, "/v1/me/roles", null))).isEmpty();
        JsonNode first = json(get(ROOT, "/v1/admin/roles?limit=2", null));
        JsonNode second = json(
                get(ROOT, "/v1/admin/roles?limit=2&cursor=" + first.get("next").stringValue(), null));
        assertThat(first.get("items")).hasSize(2);
        assertThat(second.get("items")).hasSize(1);
        assertThat(StreamSupport.stream(first.get("items").spliterator(), false)
                        .filter(role -> role.get("userId").stringValue().equals(FORMER.toString())))
                .singleElement()
                .satisfies(
                        role -> assertThat(role.get("isActive").booleanValue()).isFalse());
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> get(AUDITOR, "/v1/admin/roles", null))
                .withCauseInstanceOf(NotAllowed.class);
    }

    private static List<Long> listed(String query) throws Exception {
        return positions(
                json(get(AUDITOR, "/v1/audit/events?limit=200&" + query, null)).get("items"));
    }

    private static MockHttpServletResponse get(UUID user, String path, @Nullable String accept) throws Exception {
        var request = MockMvcRequestBuilders.get(java.net.URI.create(path));
        if (accept != null) {
            request.header(HttpHeaders.ACCEPT, accept);
        }
        return QueryDatabase.as(user, () -> {
            try {
                return http.perform(request).andReturn().getResponse();
            } catch (Exception failed) {
                throw new IllegalStateException(failed.getCause());
            }
        });
    }

    private static QueryProblem problem(String path) throws Exception {
        try {
            MockHttpServletResponse response = get(AUDITOR, path, null);
            throw new AssertionError("answered " + response.getStatus());
        } catch (IllegalStateException failed) {
            if (failed.getCause() instanceof QueryProblem problem) {
                return problem;
            }
            throw failed;
        }
    }

    private static JsonNode json(MockHttpServletResponse response) throws Exception {
        assertThat(response.getStatus()).isEqualTo(200);
        return JSON.readTree(response.getContentAsByteArray());
    }

    private static List<JsonNode> lines(MockHttpServletResponse response) throws Exception {
        return response.getContentAsString().lines().map(JSON::readTree).toList();
    }

    private static List<Long> positions(JsonNode events) {
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.get("position").longValue())
                .toList();
    }
}
