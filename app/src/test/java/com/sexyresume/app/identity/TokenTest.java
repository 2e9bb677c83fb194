package com.sexyresume.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Tokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Only a token that the issuer signed, for us, for now and for a user that can be one, is anybody. */
@EdgeTest
class TokenTest {

    private static final String LOCK = "/v1/probe/things/" + UUID.randomUUID() + "/lock";

    @LocalServerPort
    int port;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    private Answer lock(String token) {
        return client.post(LOCK).token(token).send();
    }

    private void refuses(String token, String reason) {
        Answer answer = lock(token).isProblem(401, "unauthenticated");
        assertThat(answer.json().path("reason").asString("")).isEqualTo(reason);
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\", error_description=\"" + reason + "\"");
    }

    private static JWTClaimsSet.Builder expiring(int secondsFromNow) {
        return Tokens.claims().expirationTime(Date.from(Instant.now().plusSeconds(secondsFromNow)));
    }

    @Test
    void knowsTheUserByTheToken() {
        Answer answer = lock(Tokens.valid());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("caller").path("value").asString("")).isEqualTo(Tokens.ADA.toString());
        assertThat(answer.json().path("service").asBoolean(true)).isFalse();
    }

    @Test
    void knowsAServiceByTheSignedRole() {
        assertThat(lock(Tokens.service()).json().path("service").asBoolean(false))
                .isTrue();
    }

    /** As Supabase's Auth makes one: https://supabase.com/docs/guides/auth/jwt-fields. */
    private static JWTClaimsSet.Builder byGoTrue() {
        return Tokens.claims()
                .claim("email", "ada@example.org")
                .claim("phone", "")
                .claim("app_metadata", Map.of("provider", "email", "providers", List.of("email")))
                .claim(
                        "user_metadata",
                        Map.of("email", "ada@example.org", "email_verified", true, "phone_verified", false))
                .claim("aal", "aal1")
                .claim("amr", List.of(Map.of("method", "password", "timestamp", 1_795_000_000)))
                .claim("session_id", UUID.randomUUID().toString())
                .claim("is_anonymous", false);
    }

    private static String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims) throws JOSEException {
        return Tokens.signed(header.build(), claims, new MACSigner(Tokens.SECRET.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void knowsTheUserByATokenOfSupabase() throws JOSEException {
        for (JOSEObjectType type : new JOSEObjectType[] {
            null, JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt")
        }) {
            Answer answer = lock(signed(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID("any-key-id")
                            .type(type),
                    byGoTrue()));

            assertThat(answer.status()).as("%s: %s", type, answer.body()).isEqualTo(200);
            assertThat(answer.json().path("caller").path("value").asString("")).isEqualTo(Tokens.ADA.toString());
        }
    }

    @Test
    void readsTimesWithFractions() {
        double soon = Instant.now().getEpochSecond() + 60.5;
        assertThat(lock(Tokens.signed(Tokens.claims().claim("exp", soon))).status())
                .isEqualTo(200);
        refuses(Tokens.signed(Tokens.claims().claim("exp", soon - 120)), "expired");
    }

    /** As it stands in the settings of a project of Supabase. */
    private static JWTClaimsSet.Builder apiKey(String role) {
        return new JWTClaimsSet.Builder()
                .issuer("supabase")
                .claim("ref", "abcdefghijklmnop")
                .claim("role", role)
                .issueTime(Date.from(Instant.now().minusSeconds(86_400)))
                .expirationTime(Date.from(Instant.now().plusSeconds(315_360_000)));
    }

    @Test
    void knowsAServiceByTheKeyOfItsProject() {
        Answer answer = lock(Tokens.signed(apiKey("service_role")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("service").asBoolean(false)).isTrue();
        assertThat(answer.json().path("caller").path("value").asString("")).isEqualTo(TokenRules.API_KEY);
    }

    @Test
    void givesThePublicKeyOfAProjectNoMoreThanNone() {
        lock(Tokens.signed(apiKey("anon"))).isProblem(403, "forbidden");
    }

    @Test
    void takesNothingElseForTheKeyOfAProject() {
        refuses(Tokens.signed(apiKey("authenticated")), "invalid");
        refuses(Tokens.signed(apiKey("authenticated").subject(Tokens.ADA.toString())), "invalid");
        refuses(Tokens.signed(apiKey("service_role").subject(Tokens.ADA.toString())), "invalid");
        refuses(Tokens.signed(apiKey("service_role").audience("somebody-else")), "invalid");
        refuses(Tokens.signed(apiKey("service_role").issuer("https://evil.example")), "invalid");
        refuses(Tokens.signed(apiKey("service_role").issuer(Tokens.ISSUER)), "invalid");
        refuses(Tokens.signed(apiKey("service_role").expirationTime(null)), "invalid");
        refuses(Tokens.signed(apiKey("service_role"), "another-secret-of-the-tests-with-40-chars"), "invalid");
        refuses(Tokens.signed(Tokens.claims().subject(TokenRules.API_KEY)), "invalid");
    }

    @Test
    void letsAnAnonymousUserDoNothingThatRewardsBeingMany() {
        for (Object anonymous : List.of(true, "true", 1)) {
            String token = Tokens.signed(byGoTrue().claim("email", "").claim("is_anonymous", anonymous));
            assertThat(lock(token).status()).isEqualTo(200);
            for (String path : List.of(
                    "/v1/users",
                    "/v1/me/referral-codes",
                    "/v1/me/referral-codes/ABCDEFGH/invitations",
                    "/v1/referrals/redemptions")) {
                client.post(path).token(token).json("{}").send().isProblem(403, "forbidden");
                client.post(path).token(Tokens.valid()).json("{}").send().isProblem(404, "not-found");
            }
        }
    }

    @Test
    void asksForATokenWhenThereIsNone() {
        Answer answer = client.post(LOCK).send().isProblem(401, "unauthenticated");

        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.json().path("reason").asString("")).isEqualTo("missing");
    }

    @Test
    void asksForATokenBeforeItReadsTheBody() {
        client.post("/v1/probe/spends").json("{").send().isProblem(401, "unauthenticated");
        client.post("/v1/probe/spends")
                .json("\"" + "x".repeat(5_000_000) + "\"")
                .send()
                .isProblem(401, "unauthenticated");
    }

    @Test
    void refusesAnExpiredToken() {
        refuses(Tokens.signed(expiring(-31)), "expired");
    }

    @Test
    void forgivesASkewOfTheClocks() {
        assertThat(lock(Tokens.signed(expiring(-25))).status()).isEqualTo(200);
        assertThat(lock(Tokens.signed(Tokens.claims()
                                .notBeforeTime(Date.from(Instant.now().plusSeconds(25)))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesATokenThatNeverExpires() {
        refuses(Tokens.signed(Tokens.claims().expirationTime(null)), "invalid");
    }

    @Test
    void refusesATokenFromTheFuture() {
        refuses(
                Tokens.signed(
                        Tokens.claims().notBeforeTime(Date.from(Instant.now().plusSeconds(120)))),
                "invalid");
    }

    @Test
    void refusesAnUnsignedToken() {
        refuses(new PlainJWT(Tokens.claims().build()).serialize(), "invalid");
        String signed = Tokens.valid();
        refuses(signed.substring(0, signed.lastIndexOf('.') + 1), "invalid");
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        refuses(none + signed.substring(signed.indexOf('.')), "invalid");
    }

    @Test
    void refusesATokenSignedWithAnotherKey() {
        refuses(Tokens.signed(Tokens.claims(), "another-secret-of-the-tests-with-40-chars"), "invalid");
    }

    @Test
    void refusesAChangedToken() {
        String[] parts = Tokens.valid().split("\\.", 3);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("\"authenticated\",\"exp", "\"service_role\",\"exp")
                .replace("\"role\":\"authenticated\"", "\"role\":\"service_role\"");
        String changed =
                Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        assertThat(changed).isNotEqualTo(parts[1]);

        refuses(parts[0] + "." + changed + "." + parts[2], "invalid");
    }

    @Test
    void refusesAnotherAudience() {
        refuses(Tokens.signed(Tokens.claims().audience("somebody-else")), "invalid");
        refuses(Tokens.signed(Tokens.claims().audience((String) null)), "invalid");
    }

    @Test
    void acceptsOneOfSeveralAudiences() {
        assertThat(lock(Tokens.signed(Tokens.claims().audience(List.of("other", "authenticated"))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesAnotherIssuer() {
        refuses(Tokens.signed(Tokens.claims().issuer("https://evil.example")), "invalid");
        refuses(Tokens.signed(Tokens.claims().issuer(null)), "invalid");
        refuses(Tokens.signed(Tokens.claims().issuer(DevIssuer.ISSUER)), "invalid");
    }

    @Test
    void refusesASubjectThatIsNoUser() {
        refuses(Tokens.signed(Tokens.claims().subject(null)), "invalid");
        refuses(Tokens.signed(Tokens.claims().subject("")), "invalid");
        refuses(Tokens.signed(Tokens.claims().subject("ada")), "invalid");
        refuses(Tokens.signed(Tokens.claims().subject("1-1-1-1-1")), "invalid");
        refuses(Tokens.signed(Tokens.claims().subject(Tokens.ADA + "' OR ''='")), "invalid");
    }

    @Test
    void takesTheRoleFromNoOtherClaim() {
        Map<String, Object> smuggled = Map.of("role", "service_role", "roles", List.of("service_role"));
        JWTClaimsSet.Builder claims = Tokens.claims()
                .claim("user_metadata", smuggled)
                .claim("app_metadata", smuggled)
                .claim("roles", List.of("service_role"))
                .claim("scope", "service_role");

        assertThat(lock(Tokens.signed(claims)).json().path("service").asBoolean(true))
                .isFalse();
        refuses(Tokens.signed(claims.claim("role", null)), "invalid");
        refuses(Tokens.signed(claims.claim("role", List.of("service_role"))), "invalid");
        refuses(Tokens.signed(claims.claim("role", "postgres")), "invalid");
    }

    @Test
    void takesTheRoleFromNoBody() {
        client.post("/v1/probe/spends")
                .token(Tokens.valid())
                .json("{\"amount\": 1, \"source\": \"a\", \"role\": \"service_role\"}")
                .send()
                .isProblem(400, "invalid-request")
                .at("/role");
    }

    @Test
    void givesAnAnonymousTokenNoMoreThanNone() {
        lock(Tokens.signed(Tokens.claims("anon"))).isProblem(403, "forbidden");
        assertThat(client.get("/schemas/probe")
                        .token(Tokens.signed(Tokens.claims("anon")))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    /** A shared secret is configured: a key pair is of no use, least of all one that the token itself brings along. */
    @ParameterizedTest
    @MethodSource("headersWithKeysOfTheirOwn")
    void trustsNoKeyThatATokenBrings(JWSHeader header) throws JOSEException {
        refuses(
                Tokens.signed(header, Tokens.claims(), new MACSigner(Tokens.SECRET.getBytes(StandardCharsets.UTF_8))),
                "invalid");
    }

    static Stream<JWSHeader> headersWithKeysOfTheirOwn() throws JOSEException {
        URI evil = URI.create("http://127.0.0.1:9/keys");
        JWK own = new RSAKeyGenerator(2048).generate().toPublicJWK();
        return Stream.of(
                new JWSHeader.Builder(JWSAlgorithm.HS256).jwkURL(evil).build(),
                new JWSHeader.Builder(JWSAlgorithm.HS256).x509CertURL(evil).build(),
                new JWSHeader.Builder(JWSAlgorithm.HS256).jwk(own).build());
    }

    @Test
    void refusesAlgorithmsThatAreNotConfigured() throws JOSEException {
        RSAKey pair = new RSAKeyGenerator(2048).generate();
        refuses(
                Tokens.signed(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .jwk(pair.toPublicJWK())
                                .build(),
                        Tokens.claims(),
                        new RSASSASigner(pair)),
                "invalid");
        byte[] secret = (Tokens.SECRET + Tokens.SECRET).getBytes(StandardCharsets.UTF_8);
        refuses(Tokens.signed(new JWSHeader(JWSAlgorithm.HS512), Tokens.claims(), new MACSigner(secret)), "invalid");
    }

    @Test
    void refusesATokenOfAnotherType() throws JOSEException {
        OctetSequenceKey key = new OctetSequenceKey.Builder(Tokens.SECRET.getBytes(StandardCharsets.UTF_8)).build();
        refuses(
                Tokens.signed(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .type(new JOSEObjectType("dpop+jwt"))
                                .build(),
                        Tokens.claims(),
                        new MACSigner(key)),
                "invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "..", "e30.e30.e30", "eyJhbGciOiJIUzI1NiJ9..", "%41", "a b", "é"})
    void refusesWhatIsNoToken(String nonsense) {
        refuses(nonsense, "invalid");
    }

    @Test
    void refusesClaimsOfTheWrongType() {
        for (String claim : List.of("exp", "nbf", "iat", "aud", "iss", "sub", "role")) {
            for (Object value : List.of("x", List.of(1), Map.of("a", 1), true, -1, 1e300)) {
                Answer answer = lock(Tokens.signed(Tokens.claims().claim(claim, value)));
                assertThat(answer.status()).as("%s = %s", claim, value).isIn(200, 401);
            }
        }
    }

    @Test
    void refusesOtherWaysToAuthenticate() {
        client.post(LOCK).header("Authorization", "Basic YTpi").send().isProblem(401, "unauthenticated");
        client.post(LOCK + "?access_token=" + Tokens.valid()).send().isProblem(401, "unauthenticated");
        client.post(LOCK)
                .header("Cookie", "access_token=" + Tokens.valid())
                .send()
                .isProblem(401, "unauthenticated");
    }
}
