package com.sexyresume.app.web.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A parameter is what it says, or refused by its name, in words that tell what is wanted. */
@EdgeTest
class ParametersTest {

    private static final String PARAMETERS = "/v1/probe/parameters";

    @LocalServerPort
    int port;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    private Answer get(String query) {
        return client.get(PARAMETERS + query).token(Tokens.valid()).send();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number=0 | 0",
                "number=-2147483648 | -2147483648",
                "number=2147483647 | 2147483647",
                "big=-9223372036854775808 | -9223372036854775808",
                "big=9223372036854775807 | 9223372036854775807",
                "flag=true | true",
                "time=2026-11-22T10:00:00Z | 2026-11-22T10:00:00Z",
                "time=2026-11-22t10:00:00.5z | 2026-11-22T10:00:00.500Z",
                "time=2026-11-22T10:00:00%2B01:00 | 2026-11-22T09:00:00Z",
                "time=0001-01-01T00:00:00Z | 0001-01-01T00:00:00Z",
                "time=9999-12-31T23:59:59.999999999Z | 9999-12-31T23:59:59.999999Z",
                "day=0001-01-01 | 0001-01-01",
                "day=9999-12-31 | 9999-12-31",
                "id=0190A1B2-0000-7000-8000-000000000000 | 0190a1b2-0000-7000-8000-000000000000",
                "colour=GREEN | GREEN",
                "text=%F0%9F%98%80 | 😀",
                "text= | ''",
                "several=a&several=b | [a, b]",
            })
    void isReadAsItIsWritten(String query, String read) {
        Answer answer = get("?" + query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path(query.substring(0, query.indexOf('='))).asString("none"))
                .isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%20",
                "%201",
                "1%20",
                "%2B1",
                "01",
                "00",
                "1.0",
                "1e3",
                "0x10",
                "%2310",
                "NaN",
                "one",
                "%D9%A3",
                "2147483648",
                "-2147483649",
                "9223372036854775808",
                "1,2",
                "%00",
                "1%00",
                "%EF%BC%91"
            })
    void anIntegerIsWrittenInTheDigitsZeroToNineAlone(String text) {
        get("?number=" + text)
                .isProblem(400, "invalid-parameter")
                .names("query", "number")
                .saying("must be an integer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-22",
                "2026-11-22T10:00:00",
                "2026-11-22%2010:00:00Z",
                "2026-11-22T10:00Z",
                "2026-13-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "1763805600",
                "1763805600000",
                "9223372036854775807",
                "-9223372036854775808",
                "%2B1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "%2B10000-01-01T00:00:00Z",
                "0000-12-31T23:59:59Z",
                "0001-01-01T00:00:00%2B01:00",
                "9999-12-31T23:59:59-00:01",
                "Sat,%2022%20Nov%202026%2010:00:00%20GMT",
                "now",
                "NaN",
                "%D9%A2%D9%A0%D9%A2%D9%A6-11-22T10:00:00Z"
            })
    void aTimeHasADateAndAnOffsetAndLiesInTheRange(String text) {
        get("?time=" + text)
                .isProblem(400, "invalid-parameter")
                .names("query", "time")
                .saying(
                        "must be a date and a time with its offset, such as 2026-11-22T10:00:00Z, of the years 0001 to 9999");
    }

    @Test
    void anOffsetThatWasNotEncodedIsExplained() {
        get("?time=2026-11-22T10:00:00+01:00")
                .isProblem(400, "invalid-parameter")
                .saying("a + is written %2B in a query");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-22T10:00:00Z",
                "22.11.2026",
                "11/22/26",
                "%2B999999999-12-31",
                "0000-01-01",
                "10000-01-01",
                "2026-02-29"
            })
    void aDayIsADate(String text) {
        get("?day=" + text)
                .isProblem(400, "invalid-parameter")
                .names("query", "day")
                .saying("must be a date, such as 2026-11-22");
    }

    @ParameterizedTest
    @CsvSource({
        "flag, 1, true or false",
        "flag, TRUE, true or false",
        "flag, on, true or false",
        "flag, '', true or false",
        "id, 1-1-1-1-1, a UUID",
        "id, '', a UUID",
        "colour, green, 'one of RED, GREEN'",
        "colour, GREEN%20, 'one of RED, GREEN'",
        "colour, '', 'one of RED, GREEN'",
        "colour, 1, 'one of RED, GREEN'",
        "big, '', an integer",
    })
    void nothingElseIsGuessed(String name, String text, String wanted) {
        get("?" + name + "=" + text)
                .isProblem(400, "invalid-parameter")
                .names("query", name)
                .saying("must be " + wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"number=1&number=2", "number=1&number=1", "text=a&text=b", "time=&time="})
    void oneThatIsThereTwiceIsRefused(String query) {
        get("?" + query)
                .isProblem(400, "invalid-parameter")
                .names("query", query.substring(0, query.indexOf('=')))
                .saying("must be there once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dryrun", "Number", "number%20", "NUMBER", "limit", "_", "access_token"})
    void oneThatIsNotKnownIsRefused(String name) {
        get("?" + name + "=1")
                .isProblem(400, "invalid-parameter")
                .names("query", name.replace("%20", "?"))
                .saying("is not a parameter that is known here");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        JsonNode errors = client.get(PARAMETERS + "?number=x&day=x&dryrun=1")
                .token(Tokens.valid())
                .header("X-Number", "x")
                .send()
                .isProblem(400, "invalid-parameter")
                .json()
                .path("errors");

        assertThat(errors.valueStream().map(error -> error.path("parameter").asString("")))
                .containsExactlyInAnyOrder("number", "day", "dryrun", "X-Number");
    }

    @Test
    void aHeaderIsJudgedAlike() {
        for (String text : new String[] {"", "+1", "0x10", "1e3", "2147483648"}) {
            client.get(PARAMETERS)
                    .token(Tokens.valid())
                    .header("X-Number", text)
                    .send()
                    .isProblem(400, "invalid-parameter")
                    .names("header", "X-Number");
        }
        client.get(PARAMETERS)
                .token(Tokens.valid())
                .header("X-Number", "1")
                .header("X-Number", "2")
                .send()
                .isProblem(400, "invalid-parameter")
                .names("header", "X-Number");
    }

    @Test
    void whoeverIsCalledBackTakesAnything() {
        Answer answer = client.post("/v1/probe/callbacks?tracking=1&x=y")
                .token(Tokens.valid())
                .send();

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("tracking").asString("")).isEqualTo("1");
    }

    @Test
    void pagesOfLibrariesKnowTheirOwnParameters() {
        assertThat(client.get("/v3/api-docs?group=x").send().status()).isEqualTo(200);
        assertThat(client.get("/swagger-ui/index.html?url=x").send().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"+1000000000-12-31T23:59:59.999999999Z\"",
                "\"+294277-01-10T00:00:00Z\"",
                "\"-4713-01-01T00:00:00Z\"",
                "\"2026-11-22\"",
                "\"1763805600\"",
                "1763805600",
                "\"\""
            })
    void aTimeInABodyIsJudgedAlike(String time) {
        client.send("PUT", "/v1/probe/types")
                .token(Tokens.valid())
                .json("{\"time\":" + time + "}")
                .send()
                .isProblem(400, "invalid-request")
                .at("/time")
                .saying("must be a date and a time with its offset");
    }

    @Test
    void aTimeInABodyIsToTheMicrosecond() {
        Answer answer = client.send("PUT", "/v1/probe/types")
                .token(Tokens.valid())
                .json("{\"time\":\"9999-12-31T23:59:59.999999999Z\",\"date\":\"0001-01-01\"}")
                .send();

        assertThat(answer.json().path("time").asString("")).isEqualTo("9999-12-31T23:59:59.999999Z");
        client.send("PUT", "/v1/probe/types")
                .token(Tokens.valid())
                .json("{\"date\":\"+999999999-12-31\"}")
                .send()
                .isProblem(400, "invalid-request")
                .at("/date")
                .saying("must be a date, such as 2026-11-22");
    }
}
