package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.journeys.AccessMatrix.Row;
import com.sexyresume.app.journeys.Api.Answer;
import com.sexyresume.eventstore.pipeline.DurableStates;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * No request takes more CPU than a limit, with the longest and ugliest that each operation takes. It counts the time of
 * the threads that carry requests: the carriers of virtual threads, and those behind the bulkhead. What counts is CPU,
 * not the clock, and the quickest of a few tries, so that neither a busy machine nor a cold one is what is measured.
 */
@Isolated
@TestPropertySource(
        properties = {
            "sexyresume.web.rate-limits.writes.requests=1000000",
            "sexyresume.web.rate-limits.writes.bytes=1000000000000"
        })
class WorstRequestsTest extends AccessJourney {

    private static final Duration MAX_CPU = Duration.ofMillis(250);
    /** Quicker ones are asked once. */
    private static final Duration SUSPICIOUS = Duration.ofMillis(60);

    private static final int TRIES = 5;
    private static final int SHAPES_OF_BODIES = 5;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private record Cost(Duration cpu, int status, String request) {}

    private final List<Cost> costs = new ArrayList<>();

    @Test
    void noRequestAboutTheLargestThingsTakesMoreThanItsShareOfTheProcessors() {
        var _ = registered(ada);
        largeResumes();
        letters();
        analytics();
        judge();
    }

    @Test
    void noOperationTakesMoreThanItsShareOfTheProcessors() {
        Belongings things = belongings();
        JsonNode document = anonymous().get("/v3/api-docs").expect(200).json();
        List<Row> rows = matrix().rows();
        headers(things, rows);
        bodies(things, rows, document);
        judge();
    }

    private void judge() {
        costs.sort(Comparator.comparing(Cost::cpu).reversed());
        System.out.println("The worst ten of " + costs.size() + " requests, in milliseconds of CPU:");
        costs.stream()
                .limit(10)
                .forEach(cost ->
                        System.out.printf("%6d  %d  %s%n", cost.cpu().toMillis(), cost.status(), cost.request()));
        assertThat(costs).filteredOn(cost -> cost.cpu().compareTo(MAX_CPU) > 0).isEmpty();
        assertThat(costs).filteredOn(cost -> cost.status() == 500).isEmpty();
    }

    /**
     * Of a résumé that takes long to read nothing is read for anybody but its owner, so that it takes no longer than
     * one that there is not.
     */
    @Test
    void aStrangersRequestsTakeNoLongerThanOnesForWhatIsNotThere(@Autowired DurableStates states) {
        Api owner = user(ada);
        String resume = owner.post("/v1/resumes", "{\"data\":" + UglyTexts.resume("java ") + "}")
                .expect(201)
                .header("Location");
        for (int version = 0; version < 12; version++) {
            last(owner, resume)
                    .put(
                            resume + "/data",
                            UglyTexts.resume(version % 2 == 0 ? "a\n" : "java ").toString());
        }
        Api stranger = registered(grace).with("If-Match", "\"3\"");
        String absent = "/v1/resumes/" + UUID.randomUUID();
        for (String operation : List.of(
                "GET /completeness",
                "POST /duplicates",
                "POST /exports {\"format\":\"txt\"}",
                "POST /enhancements {\"tone\":\"professional\"}",
                "POST /job-matches {}",
                "POST /versions/3/restoration",
                "PUT /data {}",
                "PUT /title {\"title\":\"Mine\"}",
                "POST /lock",
                "GET ?version=3",
                "GET /diff?from=0&to=3",
                "GET /export",
                "GET /history")) {
            String[] parts = operation.split(" ", 3);
            String body = parts.length > 2 ? parts[2] : null;
            List<Duration> least = new ArrayList<>();
            for (String path : List.of(absent, resume)) {
                Duration quickest = Duration.ofDays(1);
                for (int tries = 0; tries < TRIES; tries++) {
                    states.forgetAll();
                    long before = cpuNanos();
                    stranger.send(parts[0], path + parts[1], body).expectProblem(404, "not-found");
                    quickest = min(quickest, Duration.ofNanos(cpuNanos() - before));
                }
                least.add(quickest);
            }
            System.out.println(
                    "A stranger's " + operation + ": " + least.getLast().toMillis() + " ms of CPU, and "
                            + least.getFirst().toMillis() + " for what is not there");
            assertThat(least.getLast())
                    .as(operation)
                    .isLessThan(least.getFirst().plusMillis(20));
        }
    }

    /** Every way in and out of a résumé that is as large as it may be. */
    private void largeResumes() {
        for (String unit : UglyTexts.UNITS) {
            // Tokens are short-lived.
            Api api = user(ada);
            String data = UglyTexts.resume(unit).toString();
            String named =
                    " of '" + unit.codePoints().mapToObj("%04x"::formatted).toList() + "'";
            String body = "{\"data\":" + data + "}";
            String resume = measured(
                            "POST /v1/resumes" + named,
                            () -> api.post("/v1/resumes", body).expect(201))
                    .header("Location");
            measured("PUT data" + named, () -> last(api, resume).put(resume + "/data", data));
            measured("PUT nothing" + named, () -> last(api, resume).put(resume + "/data", "{}"));
            measured(
                    "PATCH merge" + named,
                    () -> last(api, resume)
                            .with("Content-Type", "application/merge-patch+json")
                            .patch(resume, data));
            for (String read : List.of("?version=0", "/export?version=0", "/completeness", "/diff?from=0&to=1")) {
                measured("GET …" + read + named, () -> last(api, resume).get(resume + read));
            }
            measured("POST duplicates" + named, () -> api.post(resume + "/duplicates", "{}"));
            measured("POST restoration" + named, () -> last(api, resume).post(resume + "/versions/0/restoration"));
            measured(
                    "import" + named,
                    () -> api.post("/v1/resumes/import", "{\"format\":\"resume-data\",\"document\":" + data + "}"));
            measured(
                    "import of another" + named,
                    () -> api.post(
                            "/v1/resumes/import",
                            "{\"format\":\"json-resume\",\"document\":{\"basics\":{\"summary\":\""
                                    + UglyTexts.text(unit.replace("\n", " "), 200_000) + "\"},\"x\":" + data + "}}"));
        }
        arrays(user(ada));
    }

    private void arrays(Api asker) {
        Answer created = asker.post("/v1/resumes", "{\"data\":" + UglyTexts.arrays(1) + "}")
                .expect(201);
        String resume = created.header("Location");
        Answer replaced = last(asker.after(created), resume)
                .put(resume + "/data", UglyTexts.arrays(2).toString())
                .expect(200);
        Api api = asker.after(replaced);
        measured(
                "GET diff of arrays",
                () -> last(api, resume).get(resume + "/diff?from=0&to=1").expect(200));
        String patch = UglyTexts.patch().toString();
        for (int edit = 0; edit < 3; edit++) {
            measured(
                    "PATCH of arrays",
                    () -> last(api, resume)
                            .with("Content-Type", "application/json-patch+json")
                            .patch(resume, patch));
        }
        measured("GET after edits of arrays", () -> last(api, resume).get(resume + "?version=4"));
    }

    /** As whoever knows the last version, which is waited for. */
    private static Api last(Api api, String resume) {
        Answer read = api.get(resume);
        return read.status() == 200 ? api.ifMatch(read) : api;
    }

    private void letters() {
        Api api = user(ada);
        String before = "a\\n".repeat(9_999);
        for (String after : List.of("b\\n".repeat(9_999), "a\\nb\\n".repeat(4_999), "b\\na\\na\\n".repeat(3_333))) {
            Answer letter =
                    api.post("/v1/letters", "{\"content\":\"" + before + "\"}").expect(201);
            String location = letter.header("Location");
            Answer written = api.ifMatch(letter)
                    .put(location + "/content", "{\"content\":\"" + after + "\"}")
                    .expect(200);
            measured(
                    "GET diff of drafts",
                    () -> api.after(written).get(location + "/diff?from=1&to=2").expect(200));
        }
    }

    private void analytics() {
        for (String unit : UglyTexts.UNITS) {
            String batch = UglyTexts.events(unit).toString();
            measured(
                    "POST analytics of " + unit.codePointAt(0),
                    () -> anonymous().post("/v1/analytics/events", batch).expect(200));
        }
    }

    /** What stands in the fields of a header and in parameters, for whatever needs no body. */
    private void headers(Belongings things, List<Row> rows) {
        List<Map<String, String>> ugly = List.of(
                Map.of(
                        "Accept", "a/b;q=0.1,".repeat(500) + "application/json",
                        "Prefer", "wait=,".repeat(800),
                        "If-None-Match", "\"1\",".repeat(1_200) + "x"),
                Map.of(
                        "Accept-Language", "a-b;q=0.1,".repeat(500) + "de",
                        "Idempotency-Key", "1".repeat(5_000),
                        "Stripe-Signature", "t=1,v1=a,".repeat(500)),
                Map.of("Min-Position", "1".repeat(14_000)),
                Map.of("If-Match", "\"1\",".repeat(3_000) + "x"));
        String parameters = "?"
                + String.join(
                        "&",
                        List.of(
                                "cursor=" + "1.".repeat(300),
                                "limit=" + "1.".repeat(300),
                                "version=" + "1".repeat(600),
                                "at=" + "1-".repeat(300),
                                "state=" + "a.".repeat(300),
                                "from=" + "1".repeat(300),
                                "to=" + "-1".repeat(150)));
        for (Row row : rows) {
            if (row.method().equals("GET")) {
                for (Map<String, String> headers : ugly) {
                    Api[] api = {user(ada)};
                    headers.forEach((name, value) -> api[0] = api[0].with(name, value));
                    measured(
                            row.operation() + " with " + headers.keySet(),
                            () -> api[0].get(things.path(row.path()) + row.query()));
                }
                measured(
                        row.operation() + " with parameters",
                        () -> user(ada).get(things.path(row.path()) + parameters));
            }
        }
    }

    /** The body of each operation that has one, with ugly texts in all its places. */
    private void bodies(Belongings things, List<Row> rows, JsonNode document) {
        for (Row row : rows) {
            String sample = row.body();
            if (sample == null) {
                continue;
            }
            JsonNode schema = document.path("paths")
                    .path(row.path())
                    .path(row.method().toLowerCase(java.util.Locale.ROOT))
                    .path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("schema");
            JsonNode body = JSON.readTree(things.body(sample));
            for (String unit : UglyTexts.UNITS.subList(0, SHAPES_OF_BODIES)) {
                String ugly = UglyTexts.of(body, schema, document, unit).toString();
                Api api = row.path().contains("/admin/") ? user(UUID.fromString(SUPER_ADMIN)) : user(ada);
                measured(
                        row.operation() + " with " + unit.codePointAt(0),
                        () -> api.with(
                                        "Content-Type",
                                        row.method().equals("PATCH")
                                                ? "application/merge-patch+json"
                                                : "application/json")
                                .with("If-Match", "\"0\"")
                                .send(row.method(), things.path(row.path()) + row.query(), ugly));
            }
            ArrayNode nested = JSON.createArrayNode();
            ArrayNode inner = nested;
            for (int depth = 0; depth < 30; depth++) {
                inner = inner.addArray();
            }
            for (int item = 0; item < 90_000; item++) {
                inner.add(1);
            }
            measured(
                    row.operation() + " with nested arrays",
                    () -> user(ada).send(row.method(), things.path(row.path()) + row.query(), nested.toString()));
        }
    }

    /** Asks once, and again while it takes suspiciously long; keeps the least. */
    private Answer measured(String request, Supplier<Answer> asked) {
        Answer answer = null;
        Duration least = Duration.ofDays(1);
        int status = 0;
        for (int tries = 0; tries < TRIES && least.compareTo(SUSPICIOUS) > 0; tries++) {
            long before = cpuNanos();
            Answer here = asked.get();
            least = min(least, Duration.ofNanos(cpuNanos() - before));
            if (answer == null) {
                answer = here;
            }
            status = Math.max(status, here.status());
        }
        costs.add(new Cost(least, status, request));
        if (answer == null) {
            throw new AssertionError(request + " was not asked");
        }
        return answer;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Of the carriers of virtual threads, and of those behind the bulkhead; neither ends while it is busy. */
    private static long cpuNanos() {
        long nanos = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null
                    && (thread.getThreadName().startsWith("ForkJoinPool-")
                            || thread.getThreadName().startsWith("bulkhead-"))) {
                nanos += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }
}
