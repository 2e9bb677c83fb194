package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.journeys.AccessMatrix.Caller;
import com.sexyresume.app.journeys.AccessMatrix.Row;
import com.sexyresume.app.journeys.Api.Answer;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Whatever stands in a parameter of any operation, nobody is answered that it was this server's fault. Each parameter
 * is given some of the values, and all of them under {@code -Pproof}.
 */
class ParameterFuzzTest extends AccessJourney {

    /** As they stand in a path or a query. */
    private static final List<String> UGLY = List.of(
            "",
            "%20",
            "%201",
            "-1",
            "-0",
            "01",
            "%2B1",
            "1.5",
            "1e9",
            "1e999999999",
            "0x10",
            "NaN",
            "Infinity",
            "%D9%A3",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "9".repeat(400),
            "true",
            "null",
            "%00",
            "a%00b",
            "%5Cu0000",
            "%ED%A0%80",
            "%FF",
            "%EF%BF%BF",
            "%F0%9F%98%80",
            "%27%22%5C",
            "%25",
            "*",
            "a".repeat(3_000),
            "%CC%81".repeat(600),
            "1-1-1-1-1",
            "00000000-0000-0000-0000-000000000000",
            "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
            "2026-11-22",
            "0001-01-01",
            "9999-12-31",
            "10000-01-01",
            "%2B999999999-12-31",
            "-999999999-01-01",
            "2026-11-22T10:00:00",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "%2B1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "2026-11-22T10:00:00+01:00");

    /** What a forged cursor may hold: it is any JSON, under a checksum that is no secret. */
    private static final List<String> KEYS = List.of(
            "null",
            "-1",
            "1.5",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "1e999999999",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"" + "a".repeat(400) + "\"",
            "\"0001-01-01\"",
            "\"9999-12-31\"",
            "\"+999999999-12-31\"",
            "\"0001-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59.999999Z\"",
            "\"+1000000000-12-31T23:59:59.999999999Z\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"",
            "\"1-1-1-1-1\"",
            "[]",
            "{}");

    /** Well-formed ones, of every list: each is sent to all the others, and with each part in turn forged. */
    private static final List<List<String>> SHAPES = List.of(
            List.of("7"),
            List.of("\"2026-11-22\""),
            List.of("7", "\"x\""),
            List.of("7", "\"11111111-1111-4111-8111-111111111111\""),
            List.of("\"x\"", "\"11111111-1111-4111-8111-111111111111\""),
            List.of("\"11111111-1111-4111-8111-111111111111\"", "\"x\""),
            List.of("\"2026-11-22T10:00:00Z\"", "\"11111111-1111-4111-8111-111111111111\""),
            List.of("\"2026-11-22\"", "\"11111111-1111-4111-8111-111111111111\"", "\"x\"", "\"x\""));

    /** What JDK's client lets a header be. */
    private static final List<String> UGLY_HEADERS = List.of(
            "",
            "-1",
            "+1",
            "1e9",
            "NaN",
            "9223372036854775807",
            "999999999999999999",
            "*",
            "\"",
            "\"\u00e9\", W/\"3\"",
            ",,,",
            "\"".repeat(2_000),
            "a".repeat(2_000),
            "wait=9999",
            "wait=99999999999",
            "t=99999999999999,v1=zz",
            "2026-11-22T10:00:00Z");

    /** An address that somebody else calls, with whatever they like behind it. */
    private static final Set<String> TOLERANT = Set.of("POST /v1/webhooks/stripe");

    /** Nobody is erased here: it would end what is asked afterwards. */
    private static final Set<String> FINAL = Set.of("POST /v1/me/erasure", "POST /v1/admin/users/{userId}/erasure");

    private static final boolean ALL = Boolean.getBoolean("proof.whole");
    private static final int SAMPLE = 6;

    private final List<String> cursors = forged();
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void noParameterIsThisServersFault() throws SQLException {
        System.out.println("ParameterFuzzTest, -Dseed=" + seed);
        AccessMatrix matrix = matrix();
        JsonNode api = anonymous().get("/v3/api-docs").json();
        Belongings things = belongings();
        SoftAssertions all = new SoftAssertions();
        int asked = 0;
        for (Row row : matrix.rows()) {
            JsonNode operation =
                    api.path("paths").path(row.path()).path(row.method().toLowerCase(Locale.ROOT));
            for (JsonNode parameter : operation.path("parameters")) {
                String name = parameter.path("name").asString("");
                for (String ugly : values(parameter)) {
                    Answer answer = ask(row, things, parameter, name, ugly);
                    asked++;
                    String what = "%s with %s=%s: %s".formatted(row.operation(), name, shown(ugly), answer.body());
                    all.assertThat(answer.status() < 500 || isInTime(answer))
                            .as(what)
                            .isTrue();
                    if (answer.status() == 400) {
                        all.assertThat(answer.body()).as(what).contains("\"code\":\"", "\"detail\":\"");
                    }
                }
            }
        }
        all.assertAll();
        assertThat(asked).as("requests that were sent").isGreaterThan(1_000);
    }

    @Test
    void aParameterThatAnOperationDoesNotHaveIsRefusedAndNothingDone() throws SQLException {
        AccessMatrix matrix = matrix();
        Belongings things = belongings();
        SoftAssertions all = new SoftAssertions();
        long before = recorded();
        for (Row row : matrix.rows()) {
            if (!TOLERANT.contains(row.operation())) {
                Row more = new Row(
                        row.method(),
                        row.path(),
                        row.query() + (row.query().isEmpty() ? "?" : "&") + "dryrun=1",
                        row.answers(),
                        row.foreignAsAbsent(),
                        row.body());
                Answer answer = ask(more, caller(row), things, body(row, things));
                all.assertThat(answer.status())
                        .as("%s: %s", more.operation(), answer.body())
                        .isEqualTo(400);
                all.assertThat(answer.body())
                        .as(more.operation())
                        .contains("\"parameter\":\"dryrun\",\"in\":\"query\"", "is not a parameter that is known here");
            }
        }
        all.assertThat(recorded()).as("events recorded").isEqualTo(before);
        all.assertAll();
    }

    /** There is nobody at fault when a position is not reached yet, or a report not computed. */
    private static boolean isInTime(Answer answer) {
        return answer.status() == 503
                && (answer.body().contains("\"projection-behind\"")
                        || answer.body().contains("has not been computed yet"));
    }

    private List<String> values(JsonNode parameter) {
        if (parameter.path("in").asString("").equals("header")) {
            return some(UGLY_HEADERS);
        }
        return parameter.path("name").asString("").equals("cursor")
                ? Stream.concat(some(UGLY).stream(), some(cursors).stream()).toList()
                : some(UGLY);
    }

    private List<String> some(List<String> values) {
        List<String> mixed = new ArrayList<>(values);
        Collections.shuffle(mixed, random);
        return ALL ? mixed : mixed.subList(0, Math.min(SAMPLE, mixed.size()));
    }

    private Answer ask(Row row, Belongings things, JsonNode parameter, String name, String ugly) throws SQLException {
        String path = things.path(row.path());
        String query = row.query();
        Api api = row.method().equals("PATCH") ? as(row).with("Content-Type", "application/merge-patch+json") : as(row);
        switch (parameter.path("in").asString("")) {
            case "path" -> path = withSegment(row.path(), path, name, ugly);
            case "query" -> query = withQuery(query, name + "=" + ugly);
            default -> api = api.with(name, ugly);
        }
        String body = row.body();
        // A header that is taken must not end what is there.
        boolean changes =
                body != null && (parameter.path("in").asString("").equals("header") || FINAL.contains(row.operation()));
        return api.send(row.method(), path + query, changes ? "{\"unknown\":1}" : body(row, things));
    }

    /** The parameter instead of the one that the matrix asks with. */
    private static String withQuery(String query, String parameter) {
        String name = parameter.substring(0, parameter.indexOf('=') + 1);
        List<String> kept = Stream.of(query.replaceFirst("^\\?", "").split("&", -1))
                .filter(each -> !each.isEmpty() && !each.startsWith(name))
                .toList();
        return "?"
                + String.join(
                        "&", Stream.concat(kept.stream(), Stream.of(parameter)).toList());
    }

    private static String withSegment(String template, String path, String name, String ugly) {
        List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
        String[] variables = template.split("/", -1);
        for (int at = 0; at < variables.length; at++) {
            if (variables[at].equals("{" + name + "}")) {
                segments.set(at, ugly);
            }
        }
        return String.join("/", segments);
    }

    private static @Nullable String body(Row row, Belongings things) {
        return row.body() == null ? null : things.body(row.body());
    }

    private static Caller caller(Row row) {
        return Stream.of(Caller.OWN, Caller.ADMIN, Caller.SERVICE)
                .filter(each -> row.answers().containsKey(each) && row.to(each) != 403)
                .findFirst()
                .orElse(Caller.OWN);
    }

    private Api as(Row row) {
        return switch (caller(row)) {
            case ADMIN -> user(UUID.fromString(SUPER_ADMIN));
            case SERVICE -> service();
            default -> user(ada);
        };
    }

    private static List<String> forged() {
        List<String> forged = new ArrayList<>();
        for (List<String> shape : SHAPES) {
            String whole = cursor("[" + String.join(",", shape) + "]");
            forged.add(whole);
            forged.add(whole.substring(0, whole.length() - 2));
            for (int part = 0; part < shape.size(); part++) {
                for (String key : KEYS) {
                    List<String> parts = new ArrayList<>(shape);
                    parts.set(part, key);
                    forged.add(cursor("[" + String.join(",", parts) + "]"));
                }
            }
        }
        Stream.of("", "{}", "null", "[", "[]", "[".repeat(600))
                .map(ParameterFuzzTest::cursor)
                .forEach(forged::add);
        return forged;
    }

    private static String cursor(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return URLEncoder.encode(
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(ByteBuffer.allocate(5 + bytes.length)
                                .put((byte) 1)
                                .putInt((int) checksum.getValue())
                                .put(bytes)
                                .array()),
                StandardCharsets.UTF_8);
    }

    private static String shown(String ugly) {
        return ugly.length() > 120 ? ugly.substring(0, 120) + "…" : ugly;
    }
}
