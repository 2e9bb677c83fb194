package com.sexyresume.app.web;

import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every line of bad input that the edge can judge gets a 4xx that says where. */
@EdgeTest
class BadInputTest {

    private static final String SPENDS = "/v1/probe/spends";
    private static final String TYPES = "/v1/probe/types";

    @LocalServerPort
    int port;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    private Answer spend(String json) {
        return client.post(SPENDS).token(Tokens.valid()).json(json).send();
    }

    private Answer types(String json) {
        return client.send("PUT", TYPES).token(Tokens.valid()).json(json).send();
    }

    private Answer json(byte[] body) {
        return client.send("PUT", "/v1/probe/json")
                .token(Tokens.valid())
                .body("application/json", body)
                .send();
    }

    private Answer json(String body) {
        return json(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void acceptsWhatIsWellFormed() {
        Answer answer = spend("{\"amount\": 7, \"source\": \"export\", \"note\": \"naïve 😀\"}");

        Assertions.assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"amount\": 7",
                "[1,2",
                "{\"amount\" 7}",
                "{'amount': 7}",
                "{amount: 7}",
                "{\"amount\": 07}",
                "{\"amount\": +7}",
                "{\"amount\": .7}",
                "{\"amount\": NaN}",
                "{\"amount\": Infinity}",
                "nul",
                "\"abc",
                "{\"a\": \"\t\"}",
                "{\"a\": \"\\x\"}",
                "// comment\n{}",
                "{\"amount\": 7,}",
                "   ",
                "\uFEFF{}",
                "{} x"
            })
    void refusesMalformedJson(String body) {
        spend(body).isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{}[]", "1 2", "{}null"})
    void refusesMoreThanOneValue(String body) {
        json(body).isProblem(400, "malformed-request");
    }

    @Test
    void refusesABodyThatIsMissing() {
        client.post(SPENDS)
                .token(Tokens.valid())
                .header("Content-Type", "application/json")
                .send()
                .isProblem(400, "malformed-request");
        spend("null").isProblem(400, "malformed-request");
    }

    @Test
    void answersWhoeverNamesManyLanguages() {
        Answer answer = client.send("PUT", "/v1/probe/json")
                .token(Tokens.valid())
                .header("Accept-Language", "a-b;q=0.1,".repeat(400) + "de")
                .body("application/json", "{}".getBytes(StandardCharsets.UTF_8))
                .send();

        Assertions.assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void refusesADuplicateKeyAtAnyDepth() {
        spend("{\"amount\": 1, \"source\": \"a\", \"amount\": 2}")
                .isProblem(400, "malformed-request")
                .at("/amount");
        json("{\"a/b\": [{\"x\": 1}, {\"x\": 1, \"\\u0078\": 2}]}")
                .isProblem(400, "malformed-request")
                .at("/a~1b/1/x");
    }

    @Test
    void refusesDepthBeyondTheLimit() {
        Assertions.assertThat(json("[".repeat(32) + "]".repeat(32)).status()).isEqualTo(200);
        json("[".repeat(33) + "]".repeat(33)).isProblem(400, "malformed-request");
        json("[".repeat(200_000) + "]".repeat(200_000)).isProblem(400, "malformed-request");
        json("{\"a\":".repeat(200_000) + "1" + "}".repeat(200_000)).isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00", "\\udc00\\ud800", "\\ud800\\ud800", "x\\ud83dx"})
    void refusesCharactersThatCannotBeKept(String text) {
        json("{\"a\": \"" + text + "\"}").isProblem(400, "malformed-request").at("/a");
        json("{\"" + text + "\": 1}").isProblem(400, "malformed-request").at("");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        json(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}).isProblem(400, "malformed-request");
        json(new byte[] {'"', (byte) 0xff, '"'}).isProblem(400, "malformed-request");
        json(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}).isProblem(400, "malformed-request");
        json("{\"a\": 1}".getBytes(StandardCharsets.UTF_16)).isProblem(400, "malformed-request");
        json("{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE)).isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e1000000000", "1E+1000000000", "1e-1000000000", "1e309", "1e99999999999999999999", "-1e400"})
    void refusesNumbersBeyondTheRangeOfADouble(String number) {
        json("{\"a\": [" + number + "]}").isProblem(400, "malformed-request").at("/a/0");
        types("{\"fraction\": " + number + "}")
                .isProblem(400, "malformed-request")
                .at("/fraction");
    }

    @Test
    void refusesNumbersStringsAndNamesBeyondTheirLengths() {
        json("[" + "9".repeat(101) + "]").isProblem(400, "malformed-request").at("/0");
        json("[\"" + "x".repeat(262_145) + "\"]")
                .isProblem(400, "malformed-request")
                .at("/0");
        json("{\"o\": {\"" + "x".repeat(257) + "\": 1}}")
                .isProblem(400, "malformed-request")
                .at("/o");
        json("[" + "0,".repeat(100_001) + "0]").isProblem(400, "malformed-request");
    }

    @Test
    void refusesABodyOfFiveMegabytes() {
        String body = "\"" + "x".repeat(5_000_000) + "\"";

        json(body).isProblem(413, "payload-too-large").saying("1500000");
    }

    @Test
    void refusesAnUnknownField() {
        spend("{\"amount\": 1, \"source\": \"a\", \"role\": \"service_role\"}")
                .isProblem(400, "invalid-request")
                .at("/role");
        types("{\"parts\": [{\"name\": \"a\", \"count\": 1, \"x/y\": 1}]}")
                .isProblem(400, "invalid-request")
                .at("/parts/0/x~1y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"7\"",
                "7.0",
                "7.5",
                "true",
                "null",
                "[]",
                "{}",
                "[7]",
                "2147483648",
                "-2147483649",
                "99999999999999999999",
                "1e2",
                "\"\""
            })
    void refusesWhatIsNoInteger(String amount) {
        spend("{\"amount\": " + amount + ", \"source\": \"a\"}")
                .isProblem(400, "invalid-request")
                .at("/amount");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "source | 7",
                "source | true",
                "source | null",
                "source | 1.5",
                "source | []",
                "note | 7",
            })
    void refusesWhatIsNoString(String field, String value) {
        String others = field.equals("source") ? "" : ", \"source\": \"a\"";
        spend("{\"amount\": 1" + others + ", \"" + field + "\": " + value + "}")
                .isProblem(400, "invalid-request")
                .at("/" + field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/id | {\"id\": \"1-1-1-1-1\"}",
                "/id | {\"id\": \"AAAAAAAAAAAAAAAAAAAAAA==\"}",
                "/id | {\"id\": 7}",
                "/time | {\"time\": 1700000000}",
                "/time | {\"time\": \"yesterday\"}",
                "/time | {\"time\": 99999999999999999999}",
                "/date | {\"date\": 20000}",
                "/date | {\"date\": [2026, 1, 1]}",
                "/date | {\"date\": \"2026-02-30\"}",
                "/colour | {\"colour\": \"BLUE\"}",
                "/colour | {\"colour\": \"red\"}",
                "/colour | {\"colour\": 0}",
                "/colour | {\"colour\": \"\"}",
                "/number | {\"number\": 9223372036854775808}",
                "/number | {\"number\": 1.0}",
                "/fraction | {\"fraction\": \"1.5\"}",
                "/flag | {\"flag\": 1}",
                "/flag | {\"flag\": \"true\"}",
                "/texts | {\"texts\": \"a\"}",
                "/texts/1 | {\"texts\": [\"a\", 1]}",
                "/texts/0 | {\"texts\": [null]}",
                "/parts | {\"parts\": {}}",
                "/parts/0 | {\"parts\": [null]}",
                "/parts/0/count | {\"parts\": [{\"name\": \"a\"}]}",
                "/counts/a | {\"counts\": {\"a\": \"1\"}}",
                "/counts/a | {\"counts\": {\"a\": null}}",
                "`` | []",
                "`` | 7",
                "`` | \"a\"",
            })
    void refusesTheWrongType(String pointer, String body) {
        types(body).isProblem(400, "invalid-request").at(pointer == null ? "" : pointer);
    }

    @Test
    void saysThatAFieldIsMissing() {
        spend("{\"amount\": 1}").isProblem(400, "invalid-request").at("/source").saying("is required");
        spend("{\"source\": \"a\"}")
                .isProblem(400, "invalid-request")
                .at("/amount")
                .saying("is required");
        Answer document = client.send("PUT", "/v1/probe/documents")
                .token(Tokens.valid())
                .json("{}")
                .send();
        document.isProblem(400, "invalid-request").at("/data").saying("is required");
    }

    @Test
    void takesNullForAJsonValue() {
        Answer answer = client.send("PUT", "/v1/probe/documents")
                .token(Tokens.valid())
                .json("{\"data\": null}")
                .send();

        Assertions.assertThat(answer.body()).isEqualTo("{\"data\":null}");
    }

    @Test
    void keepsEveryDigitOfAFraction() {
        String body = "{\"a\":0.1000000000000000055511151231257827,\"b\":12345678901234567890123}";

        Assertions.assertThat(json(body).body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesAmountsThatAConstraintForbids(int amount) {
        spend("{\"amount\": " + amount + ", \"source\": \"a\"}")
                .isProblem(400, "invalid-request")
                .at("/amount")
                .saying("must be greater than or equal to 1");
    }

    @Test
    void tellsAllViolationsAtOnce() {
        Answer answer = spend("{\"amount\": 0, \"source\": \" \", \"note\": \"much too long\"}");

        answer.isProblem(400, "invalid-request");
        Assertions.assertThat(answer.json().path("errors").size()).isEqualTo(3);
        types("{\"parts\": [{\"name\": \"a\", \"count\": 1}, {\"name\": \"\", \"count\": 1}]}")
                .isProblem(400, "invalid-request")
                .at("/parts/1/name");
        client.post("/v1/probe/parts")
                .token(Tokens.valid())
                .json("[{\"name\": \"\", \"count\": 1}]")
                .send()
                .isProblem(400, "invalid-request")
                .at("/0/name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/yaml",
                "application/x-www-form-urlencoded",
                "application/xml",
                "application/cbor",
                "application/octet-stream",
                "multipart/form-data; boundary=x",
                "application/merge-patch+json",
                "application/json; charset=ISO-8859-1",
                "*/*",
                "json",
                "application/",
                "application/json; charset=nonsense"
            })
    void takesNothingButJson(String type) {
        Answer answer = client.post(SPENDS)
                .token(Tokens.valid())
                .body(type, "{\"amount\": 1, \"source\": \"a\"}".getBytes(StandardCharsets.UTF_8))
                .send();

        answer.isProblem(415, "unsupported-media-type");
        Assertions.assertThat(answer.header("Accept")).contains("application/json");
    }

    @Test
    void takesNoCompressedBody() {
        client.post(SPENDS)
                .token(Tokens.valid())
                .header("Content-Encoding", "gzip")
                .json("{}")
                .send()
                .isProblem(415, "unsupported-media-type");
    }

    @Test
    void takesAPatchInItsMediaTypesOnly() {
        String path = "/v1/probe/documents/" + UUID.randomUUID();

        Answer asJson = client.send("PATCH", path)
                .token(Tokens.valid())
                .header("If-Match", "\"1\"")
                .json("[]")
                .send();
        Answer asPatch = client.send("PATCH", path)
                .token(Tokens.valid())
                .header("If-Match", "\"1\"")
                .body("application/json-patch+json", "[ ]".getBytes(StandardCharsets.UTF_8))
                .send();

        asJson.isProblem(415, "unsupported-media-type");
        Assertions.assertThat(asJson.header("Accept-Patch"))
                .contains("application/json-patch+json")
                .contains("application/merge-patch+json");
        Assertions.assertThat(asPatch.status()).as(asPatch.body()).isEqualTo(200);
        Assertions.assertThat(asPatch.body()).isEqualTo("[ ]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json-patch+json", "application/merge-patch+json"})
    void guardsAPatchLikeAnyJson(String type) {
        for (String body :
                new String[] {"{\"a\": 1, \"a\": 2}", "[", "{\"a\": \"\\u0000\"}", "{\"a\": 1e1000000000}"}) {
            client.send("PATCH", "/v1/probe/documents/" + UUID.randomUUID())
                    .token(Tokens.valid())
                    .header("If-Match", "\"1\"")
                    .body(type, body.getBytes(StandardCharsets.UTF_8))
                    .send()
                    .isProblem(400, "malformed-request");
        }
    }

    @Test
    void takesNoBodyWhereNoneIsExpected() {
        String lock = "/v1/probe/things/" + UUID.randomUUID() + "/lock";

        client.post(lock)
                .token(Tokens.valid())
                .json("{\"role\": \"service_role\"}")
                .send()
                .isProblem(400, "malformed-request");
        client.post(lock)
                .token(Tokens.valid())
                .body("application/x-www-form-urlencoded", "a=b".getBytes(StandardCharsets.UTF_8))
                .send()
                .isProblem(400, "malformed-request");
        Assertions.assertThat(client.post(lock)
                        .token(Tokens.valid())
                        .json("{}")
                        .send()
                        .status())
                .isEqualTo(200);
        Assertions.assertThat(client.post(lock).token(Tokens.valid()).send().status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "application/yaml", "nonsense", "application/json;q=0"})
    void answersInJsonOnly(String accept) {
        client.post(SPENDS)
                .token(Tokens.valid())
                .header("Accept", accept)
                .json("{\"amount\": 1, \"source\": \"a\"}")
                .send()
                .isProblem(406, "not-acceptable");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "path, id, /v1/probe/things/7",
                "path, id, /v1/probe/things/1-1-1-1-1",
                "query, limit, /v1/probe/things/{id}?limit=many",
                "query, limit, /v1/probe/things/{id}?limit=1.5",
                "query, limit, /v1/probe/things/{id}?limit=99999999999",
                "query, limit, /v1/probe/things/{id}?limit=0",
                "query, limit, /v1/probe/things/{id}?limit=201",
                "query, colour, /v1/probe/things/{id}?colour=BLUE",
                "query, text, /v1/probe/things/{id}?text=a%00b",
                "query, text, /v1/probe/needs",
            })
    void namesTheParameterThatIsWrong(String in, String name, String path) {
        client.get(path.replace("{id}", UUID.randomUUID().toString()))
                .token(Tokens.valid())
                .header("X-Needed", "x")
                .send()
                .isProblem(400, "invalid-parameter")
                .names(in, name);
    }

    @Test
    void namesTheHeaderThatIsWrong() {
        client.get("/v1/probe/things/" + UUID.randomUUID())
                .token(Tokens.valid())
                .header("X-Count", "many")
                .send()
                .isProblem(400, "invalid-parameter")
                .names("header", "X-Count");
        client.get("/v1/probe/needs?text=x")
                .token(Tokens.valid())
                .send()
                .isProblem(400, "invalid-parameter")
                .names("header", "X-Needed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/probe/things/%00",
                "/v1/probe/things/..%2f..%2fetc",
                "/v1/probe/things/a;b=c",
                "/v1//probe",
                "/v1/probe/things/%25",
                "/v1/probe/things/a%5cb",
                "/v1/probe/needs?text=%ff",
                "/v1/probe/things/%ff",
                "/v1/probe/needs?text=%ed%a0%80"
            })
    void refusesPathsAndQueriesThatNoClientNeeds(String path) {
        Answer answer =
                client.get(path).token(Tokens.valid()).header("X-Needed", "x").send();

        Assertions.assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        answer.isProblem(400, answer.json().path("code").asString(""));
    }
}
