package com.sexyresume.app.web.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Tokens;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A request sent again is the same command; any other request is another one. */
@EdgeTest
class CommandRequestTest {

    private static final String SPENDS = "/v1/probe/spends";
    private static final String BODY = "{\"amount\": 1, \"source\": \"a\"}";

    @LocalServerPort
    int port;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    private JsonNode spend(String path, String key, String body, String token) {
        Answer answer = client.post(path)
                .token(token)
                .header("Idempotency-Key", key)
                .json(body)
                .send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode spend(String key, String body) {
        return spend(SPENDS, key, body, Tokens.valid());
    }

    private static UUID id(JsonNode request) {
        return UUID.fromString(request.path("commandId").asString(""));
    }

    private static String fingerprint(JsonNode request) {
        return request.path("fingerprint").asString("");
    }

    @Test
    void isTheSameCommandForTheSameKey() {
        JsonNode first = spend("k-1", BODY);
        JsonNode again = spend("k-1", BODY);

        assertThat(again).isEqualTo(first);
        assertThat(id(first).version()).isEqualTo(5);
        assertThat(fingerprint(first)).matches("[0-9a-f]{64}");
    }

    @Test
    void isAnotherCommandForAnotherKeyUserOrOperation() {
        String other = Tokens.signed(Tokens.claims().subject(UUID.randomUUID().toString()));
        String lock = "/v1/probe/things/" + UUID.randomUUID() + "/lock";

        assertThat(id(spend("k-1", BODY)))
                .isNotEqualTo(id(spend("k-2", BODY)))
                .isNotEqualTo(id(spend(SPENDS, "k-1", BODY, other)))
                .isNotEqualTo(id(spend(lock, "k-1", "{}", Tokens.valid())));
    }

    @Test
    void isAnotherCommandOnAnotherThing() {
        JsonNode one = spend("/v1/probe/things/" + UUID.randomUUID() + "/lock", "k-1", "{}", Tokens.valid());
        JsonNode other = spend("/v1/probe/things/" + UUID.randomUUID() + "/lock", "k-1", "{}", Tokens.valid());

        assertThat(id(one)).isNotEqualTo(id(other));
    }

    @Test
    void tellsAnotherBodyFromTheFirstToTheByte() {
        JsonNode first = spend("k-1", BODY);

        for (String body : new String[] {"{\"amount\": 2, \"source\": \"a\"}", BODY + " "}) {
            JsonNode other = spend("k-1", body);
            assertThat(id(other)).isEqualTo(id(first));
            assertThat(fingerprint(other)).isNotEqualTo(fingerprint(first));
        }
    }

    @Test
    void tellsAnotherQueryFromTheFirst() {
        String lock = "/v1/probe/things/" + UUID.randomUUID() + "/lock";
        assertThat(fingerprint(spend(lock + "?text=a", "k-1", "{}", Tokens.valid())))
                .isNotEqualTo(fingerprint(spend(lock, "k-1", "{}", Tokens.valid())));
    }

    @Test
    void drawsAnIdWithoutAKey() {
        JsonNode one =
                client.post(SPENDS).token(Tokens.valid()).json(BODY).send().json();
        JsonNode other =
                client.post(SPENDS).token(Tokens.valid()).json(BODY).send().json();

        assertThat(id(one)).isNotEqualTo(id(other));
        assertThat(id(one).version()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\tb"})
    void takesVisibleAsciiForAKey(String key) {
        Answer answer = client.post(SPENDS)
                .token(Tokens.valid())
                .header("Idempotency-Key", key)
                .json(BODY)
                .send();

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void takesAKeyOfTwoHundredCharacters() {
        assertThat(id(spend("k".repeat(200), BODY)).version()).isEqualTo(5);
        client.post(SPENDS)
                .token(Tokens.valid())
                .header("Idempotency-Key", "k".repeat(201))
                .json(BODY)
                .send()
                .isProblem(400, "invalid-parameter")
                .names("header", "Idempotency-Key");
    }

    @Test
    void takesOneKey() {
        client.post(SPENDS)
                .token(Tokens.valid())
                .header("Idempotency-Key", "a")
                .header("Idempotency-Key", "b")
                .json(BODY)
                .send()
                .isProblem(400, "invalid-parameter")
                .names("header", "Idempotency-Key");
    }

    private JsonNode ifMatch(String... fields) {
        Client.Exchange exchange = client.post(SPENDS).token(Tokens.valid()).json(BODY);
        for (String field : fields) {
            exchange.header("If-Match", field);
        }
        Answer answer = exchange.send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("ifMatch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"42\" | [42] | [42]",
                " \"42\"\t | [42] | [42]",
                "\"0\" | [0] | [0]",
                "\"42\", \"43\" | [42,43] | [42,43]",
                "\"43\",\"42\",,\"43\" | [42,43] | [42,43]",
                "W/\"42\" | [] | [42]",
                "W/\"42\", \"7\" | [7] | [7,42]",
                "\"a,b\", \"3\" | [3] | [3]",
                "\"x\", \"3\" | [3] | [3]",
                "junk, \"3\" | [3] | [3]",
                "*, \"3\" | [3] | [3]",
                "\"3\"junk | [] | []",
                "w/\"3\" | [] | []",
                "42 | [] | []",
                "\"-1\" | [] | []",
                "\"042\" | [] | []",
                "\"\" | [] | []",
                "\"9999999999999999999\" | [] | []",
                "\"4 2\" | [] | []",
                "\"3 | [] | []",
                "\"\"3\"\" | [] | []",
                "'3' | [] | []",
                "`` | [] | []",
                ", | [] | []"
            })
    void readsIfMatchByTheRulesOfHttp(String field, String versions, String seen) {
        JsonNode condition = ifMatch(field);

        assertThat(condition.path("versions").toString()).isEqualTo(versions);
        assertThat(condition.path("seen").toString()).isEqualTo(seen);
        assertThat(condition.path("any").asBoolean(true)).isFalse();
    }

    @Test
    void readsIfMatchOverSeveralFieldsAndWithoutOne() {
        assertThat(ifMatch("\"1\"", "W/\"2\", \"3\"").path("versions").toString())
                .isEqualTo("[1,3]");
        assertThat(ifMatch(" * ").path("any").asBoolean(false)).isTrue();
        assertThat(ifMatch().isNull()).isTrue();
    }

    @Test
    void readsIfMatchInTheTimeOfItsLength() {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (String field :
                List.of("\"".repeat(8_000), "\"a".repeat(4_000), "W/\"".repeat(2_000), " \"3\" x,".repeat(1_000))) {
            var _ = EntityTags.ifMatch(List.of(field, field));
        }
        // A hundred times what it takes.
        assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin)
                .isLessThan(2_000_000_000L);
    }

    @Test
    void answersThatAVersionIsRequired() {
        client.send("PATCH", "/v1/probe/documents/" + UUID.randomUUID())
                .token(Tokens.valid())
                .body("application/json-patch+json", new byte[] {'[', ']'})
                .send()
                .isProblem(428, "version-required");
    }
}
