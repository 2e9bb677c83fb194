package com.sexyresume.app.web.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Whatever becomes of a well-formed body on its way, it is accepted or refused, and never a 5xx. */
@EdgeTest
// One caller sends more in a minute than people do.
@TestPropertySource(properties = "sexyresume.web.rate-limits.writes.requests=1000000")
class JsonFuzzTest {

    private static final int MUTATIONS = 3_000;
    private static final String ID = UUID.randomUUID().toString();

    /** Method, path, media type and a body that is accepted. */
    private record Seed(String method, String path, String type, String body) {}

    private static final List<Seed> SEEDS = List.of(
            new Seed("POST", "/v1/probe/spends", "application/json", """
                    {"amount": 7, "source": "export", "note": "naïve"}"""),
            new Seed("PUT", "/v1/probe/types", "application/json", """
                    {"id": "%s", "time": "2026-11-22T10:00:00Z", "date": "2026-11-22", "colour": "RED",
                    "number": 9007199254740993, "fraction": 0.1, "flag": true, "texts": ["a", "😀"],
                    "parts": [{"name": "p", "count": 1}], "counts": {"a": 1}, "any": {"x": [1, null]}}
                    """.formatted(ID)),
            new Seed("PUT", "/v1/probe/json", "application/json", """
                    [{"op": "replace", "path": "/a/0/b~1c", "value": {"deep": [[[[1e3]]]]}}, "\\u00e9\\ud83d\\ude00"]"""),
            new Seed("PUT", "/v1/probe/documents", "application/json", """
                    {"data": {"basics": {"name": "Ada"}}}"""),
            new Seed("PATCH", "/v1/probe/documents/" + ID, "application/merge-patch+json", """
                    {"title": null, "skills": ["a"]}"""),
            new Seed("POST", "/v1/probe/parts", "application/json", """
                    [{"name": "a", "count": 1}, {"name": "b", "count": 2}]"""));

    private static final List<String> FRAGMENTS = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "0",
            "-",
            "1e1000000000",
            "9".repeat(200),
            "\\u0000",
            "\\ud800",
            "\\udfff",
            "\u0000",
            "NaN",
            "\"amount\": 1,",
            "\"any\":",
            "2147483648",
            "-0",
            "1.0",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "\"\"",
            "\"2026-99-99\"",
            " ",
            "\n",
            "/*x*/",
            "\uFEFF");

    @LocalServerPort
    int port;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    private Answer send(Seed seed, String type, byte[] body) {
        return client.send(seed.method(), seed.path())
                .token(Tokens.valid())
                .header("If-Match", "\"1\"")
                .body(type, body)
                .send();
    }

    @Test
    void acceptsTheBodiesItStartsFrom() {
        for (Seed seed : SEEDS) {
            Answer answer = send(seed, seed.type(), seed.body().getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void neverFails() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("JsonFuzzTest: seed " + seed + " (-Dseed=…)");
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Seed start = SEEDS.get(random.nextInt(SEEDS.size()));
            byte[] body = mutate(start.body().getBytes(StandardCharsets.UTF_8), random);
            String type = random.nextInt(20) == 0 ? "application/json;charset=utf-16" : start.type();

            Answer answer = send(start, type, body);

            String what = "seed %d, mutation %d: %s".formatted(seed, i, new String(body, StandardCharsets.UTF_8));
            assertThat(answer.status()).as(what).isIn(200, 400, 413, 415);
            if (answer.status() != 200) {
                refused++;
                answer.isProblem(answer.status(), answer.json().path("code").asString(""));
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(MUTATIONS / 10, MUTATIONS - 1);
    }

    private static byte[] mutate(byte[] body, Random random) {
        byte[] mutated = body;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(mutated.length + 1);
            int to = Math.min(mutated.length, at + random.nextInt(4));
            mutated = switch (random.nextInt(4)) {
                case 0 -> splice(mutated, at, to, new byte[0]);
                case 1 -> splice(mutated, at, to, new byte[] {(byte) random.nextInt(256)});
                case 2 ->
                    splice(
                            mutated,
                            at,
                            at,
                            FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(StandardCharsets.UTF_8));
                default -> splice(mutated, at, at, Arrays.copyOfRange(mutated, at, to));
            };
        }
        return mutated;
    }

    private static byte[] splice(byte[] body, int from, int to, byte[] with) {
        byte[] spliced = new byte[body.length - (to - from) + with.length];
        System.arraycopy(body, 0, spliced, 0, from);
        System.arraycopy(with, 0, spliced, from, with.length);
        System.arraycopy(body, to, spliced, from + with.length, body.length - to);
        return spliced;
    }
}
