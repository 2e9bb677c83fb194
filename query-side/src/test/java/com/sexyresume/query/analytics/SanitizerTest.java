package com.sexyresume.query.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** F18, F19, F21, PII1–PII4, D52–D54. */
class SanitizerTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    private static final String NOISE = "ab1 .@+-_?#/%:[](){}\"\\é字\u200b";

    private final Sanitizer sanitizer = new Sanitizer(
            month -> new SecretKeySpec(("secret of " + month).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));

    private String sanitized(String json) {
        return sanitizer.sanitize(JSON.readTree(json), NOVEMBER).toString();
    }

    private String text(String value) {
        return sanitizer
                .sanitize(JSON.createObjectNode().put("note", value), NOVEMBER)
                .path("note")
                .stringValue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // PII1
                "email",
                "phone",
                "fullName",
                "name",
                "address",
                "location",
                "personalInfo",
                "userData",
                "userEmail",
                "userName",
                // PII2
                "socialSecurityNumber",
                // PII4
                "resume_content",
                "cover_letter_content",
                "salary_expectations",
                // PII6
                "user_id",
                "userId",
                // D52: the same in other letters
                "full_name",
                "user_email",
                "Email",
                "E-Mail",
                "EMAIL_ADDRESS",
                "contactEmail",
                "phone_number",
                "ssn",
                "FullName",
                "full name",
                "ｅｍａｉｌ",
                "home.address",
                "billing_address",
                "salaryExpectations"
            })
    void whatIdentifiesOrIsSensitiveIsRemovedAtEveryDepth(String name) {
        String field = JSON.writeValueAsString(name) + ":";
        for (String value : new String[] {"\"Ada\"", "{\"first\":\"Ada\"}", "[\"Ada\"]", "7", "null"}) {
            assertThat(sanitized("{" + field + value + ",\"plan\":1}")).isEqualTo("{\"plan\":1}");
            assertThat(sanitized("{\"a\":{\"b\":[{" + field + value + ",\"plan\":1}]}}"))
                    .isEqualTo("{\"a\":{\"b\":[{\"plan\":1}]}}");
        }
    }

    @Test
    void whatTellsNothingAboutAPersonStaysAsItIs() {
        String kept = """
                {"plan":"premium","count":3,"ratio":0.5,"shown":true,"none":null,"steps":["a","b"],"at":"2026-11-22",\
                "time":"2026-11-22T10:11:12.123Z","session":"550e8400-e29b-41d4-a716-446655440000","version":"4.13.0",\
                "template_name":"modern","path":"/résumés/7","amount":"12,50 €","nested":{"deep":[[1],[2,{"x":"y"}]]}}""";
        assertThat(sanitized(kept)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "write to ada.lovelace+x@mail.example.co.uk today",
                "{\\\"email\\\":\\\"ada@example.org\\\"}",
                "ada@exämple.org",
                "ada＠example.org",
                "a\u200bda@exam\u200bple.org",
                "ada%40example.org",
                "ada%2540example.org",
                "https://example.org/path?email=ada%40example.org",
                "/welcome#ada@example.org",
                "078-05-1120",
                "+44 20 7946 0958",
                "+442079460958",
                "0044 20 7946 0958",
                "(030) 123456-7",
                "030 12345678",
                "555-123-4567",
                "4111 1111 1111 1111",
                "4111111111111111",
                "192.168.10.20",
                "2001:db8:85a3:0:0:8a2e:370:7334",
                "2001:db8::8a2e:370:7334",
                "::1"
            })
    void addressesAndNumbersOfPersonsAreTakenOutOfAnyText(String value) {
        String text = text(value.replace("\\\"", "\""));
        assertThat(text.replaceAll("\\[[a-z]+]", "")).doesNotContainPattern("@|＠|%40|\\d{4}|lovelace|::");
        assertThat(sanitized("{" + JSON.writeValueAsString(value) + ":1}")).isEqualTo("{}");
    }

    /** Whole objects as strangers sent them, and what may be kept of each. */
    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", textBlock = """
                    {"path":"/users/john.doe/resume"} -> {"path":"/users/[id]/resume"}
                    {"path":"/invite/ada%2540example.org"} -> {"path":"[removed]"}
                    {"href":"mailto:ada(at)example.org"} -> {"href":"mailto:[email]"}
                    {"dot":"ada [at] example [dot] org","nodot":"ada@localhost"} -> {"dot":"[email]","nodot":"[email]"}
                    {"quoted":"\\"ada l\\"@example.org","u5":"https://ada:pw@x.example/"} -> {"quoted":"[email]","u5":"[email]"}
                    {"json":"{\\"email\\":1,\\"name\\":\\"Ada\\"}"} -> {"json":"[text]"}
                    {"replay":"<input value=\\"Ada\\">"} -> {"replay":"[text]"}
                    {"b64":"YWRhQGV4YW1wbGUub3Jn"} -> {"b64":"[token]"}
                    {"v":"Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc"} -> {"v":"Bearer [token]"}
                    {"jwt":"x","refresh_token":"x","apiKey":"x","clientSecret":"x","tokenUsage":7} -> {"tokenUsage":7}
                    {"p":"call 030 1234567","k5":"5551234567","r":"tel:+4915112345678"} -> {"p":"call [number]","k5":"[number]","r":"tel:[number]"}
                    {"a":"0151/12345678","b":"(555) 123-4567","c":"٠١٥١ ١٢٣ ٤٥٦"} -> {"a":"[number]","b":"[number]","c":"[number]"}
                    {"note":"SSN 123 45 6789 or 123456789"} -> {"note":"SSN [number] or [number]"}
                    {"i2":"GB82WEST12345698765432","x":"QQ123456C","y":"C01X00T47"} -> {"i2":"[token]","x":"[number]","y":"[number]"}
                    {"french":"1 85 05 78 006 084 36","at":"52.5200,13.4050"} -> {"french":"[text]","at":"[number]"}
                    {"n":491512345678,"m":[4111111111111111,5],"t":1764288000000} -> {"n":"[number]","m":["[number]",5],"t":1764288000000}
                    {"Vorname":"Ada","E-Mail-Adresse":"x","Straße":"x","prénom":"x","氏名":"x"} -> {}
                    {"candidate":"Ada","linkedin":"x","gender":"f","city":"x","summary":"Ada worked"} -> {}
                    {"note":"Ada worked at the mill for nine years"} -> {"note":"[text]"}
                    {"note":"阿达在磨坊工作了九年并且领导了一个二十人的团队"} -> {"note":"[text]"}
                    {"u2":"/cv?name=Ada#x","u3":"cv?email=ada%40example.org"} -> {"u2":"/cv","u3":"cv"}
                    {"at":"/map/52.5200,13.4050","c":"tel/4915.1234.5678"} -> {"at":"/map/[number]","c":"tel/[number]"}
                    {"u":"/invite/ada%40example.org/100%"} -> {"u":"[removed]"}
                    {"pwd":"x","zipCode":"9","customerName":"x","name1":"x","coords":[1]} -> {}
                    {"resumeEnhancementSuggestionCount":7,"ua_of":"Chrome/126.0.0.0"} -> {"resumeEnhancementSuggestionCount":7,"ua_of":"Chrome/126.0.0.0"}
                    {"screen":"1920x1080","browser":"Chrome/126.0.6478.127","os":"iOS 17.5.1"} -> {"screen":"1920x1080","browser":"Chrome/126.0.6478.127","os":"iOS 17.5.1"}
                    {"button":"resume_download_v2","label":"Download as PDF","lang":"de-DE"} -> {"button":"resume_download_v2","label":"Download as PDF","lang":"de-DE"}
                    {"page":"/resumes/550e8400-e29b-41d4-a716-446655440000/edit"} -> {"page":"/resumes/550e8400-e29b-41d4-a716-446655440000/edit"}
                    """)
    void aLabelIsKeptAndWhatCouldBeAPersonsIsNot(String sent, String kept) {
        assertThat(sanitized(sent)).isEqualTo(kept);
    }

    @Test
    void whatStandsBehindThePathOfAnAddressOfTheWebIsCut() {
        assertThat(text("https://example.org/a/b?q=Ada+Lovelace#top")).isEqualTo("https://example.org/a/b");
        assertThat(text("/a/b?q=Ada")).isEqualTo("/a/b");
        assertThat(text("Really? Yes #1")).isEqualTo("Really? Yes #1");
    }

    @Test
    void aKeyedHashStandsForAQuasiIdentifierAndCannotBeFollowedIntoTheNextMonth() {
        JsonNode sent =
                JSON.readTree("{\"deviceId\":\"d-1\",\"ip_address\":\"10.0.0.1\",\"birthDate\":\"1990-01-01\"}");
        JsonNode november = sanitizer.sanitize(sent, NOVEMBER);
        assertThat(november.toString())
                .doesNotContain("d-1", "10.0.0.1", "1990")
                .contains("hmac:");
        assertThat(november).isEqualTo(sanitizer.sanitize(sent, NOVEMBER));
        assertThat(november).isNotEqualTo(sanitizer.sanitize(sent, NOVEMBER.plusMonths(1)));
        Sanitizer other = new Sanitizer(month -> new SecretKeySpec(new byte[32], "HmacSHA256"));
        assertThat(november).isNotEqualTo(other.sanitize(sent, NOVEMBER));
        // One field's hash says nothing about another's, and a value in parts is not kept in parts.
        assertThat(sanitized("{\"dob\":\"x\",\"ip\":\"x\"}")).doesNotContainPattern("(hmac:[^\"]+).*\\1");
        assertThat(sanitized("{\"birthDate\":{\"year\":1990}}")).isEqualTo("{}");
    }

    @Test
    void noAddressSurvivesWhateverStandsAroundIt() {
        long seed = new Random().nextLong();
        System.out.println("Random texts, seed " + seed);
        Random random = new Random(seed);
        for (int text = 0; text < 2_000; text++) {
            String secret = "u" + random.nextInt(1_000_000) + "@mail" + random.nextInt(1_000) + ".example.org";
            String around = noise(random) + " " + secret + " " + noise(random);
            assertThat(sanitized("{\"a\":[" + JSON.writeValueAsString(around) + "]}"))
                    .as("seed %s", seed)
                    .doesNotContain(secret);
        }
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int character = random.nextInt(30); character > 0; character--) {
            noise.append(NOISE.charAt(random.nextInt(NOISE.length())));
        }
        return noise.toString();
    }
}
