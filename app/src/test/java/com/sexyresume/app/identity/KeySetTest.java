package com.sexyresume.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.Tokens;
import com.sexyresume.webtest.WebTestApplication;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** With an issuer's key set, its public keys verify tokens, and nothing else does. */
class KeySetTest {

    private static final String LOCK = "/v1/probe/things/" + UUID.randomUUID() + "/lock";
    private static final AtomicInteger FETCHES = new AtomicInteger();

    private static RSAKey rsa;
    private static ECKey ec;
    private static KeyPair ed;
    private static OctetSequenceKey oct;
    private static HttpServer issuer;
    private static ServletWebServerApplicationContext application;
    private static Client client;
    private static volatile @Nullable String served;

    @BeforeAll
    static void start() throws IOException, JOSEException, GeneralSecurityException {
        rsa = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            FETCHES.incrementAndGet();
            String keys = served;
            byte[] body = (keys == null ? "away" : keys).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(keys == null ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
        ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        oct = new OctetSequenceKeyGenerator(256).keyID("oct-1").generate();
        served = new JWKSet(List.of(rsa, ec, published(ed, "ed-1"), oct)).toString(false);
        application = application();
        client = client(application);
    }

    private static ServletWebServerApplicationContext application(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.additional-location=classpath:webtest.yaml",
                "--sexyresume.identity.issuer=" + Tokens.ISSUER,
                "--sexyresume.identity.jwks-uri=http://127.0.0.1:"
                        + issuer.getAddress().getPort() + "/keys",
                // The warning about plain http is right, and known here.
                "--logging.level.com.sexyresume.app.identity=error"));
        arguments.addAll(List.of(more));
        return (ServletWebServerApplicationContext)
                SpringApplication.run(WebTestApplication.class, arguments.toArray(String[]::new));
    }

    private static Client client(ServletWebServerApplicationContext started) {
        return new Client(Objects.requireNonNull(started.getWebServer()).getPort());
    }

    @AfterAll
    static void stop() {
        application.close();
        issuer.stop(0);
    }

    private static Answer lock(Client client, String token) {
        return client.post(LOCK).token(token).send();
    }

    private static String signed(JWSAlgorithm algorithm, String kid, JWSSigner signer) {
        return Tokens.signed(new JWSHeader.Builder(algorithm).keyID(kid).build(), Tokens.claims(), signer);
    }

    @Test
    void acceptsTheKeysOfTheIssuer() throws JOSEException {
        assertThat(lock(client, signed(JWSAlgorithm.RS256, "rsa-1", new RSASSASigner(rsa)))
                        .status())
                .isEqualTo(200);
        assertThat(lock(client, signed(JWSAlgorithm.ES256, "ec-1", new ECDSASigner(ec)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void takesNoPublicKeyForASecret() throws JOSEException {
        byte[] der = rsa.toRSAPublicKey().getEncoded();
        byte[] json = rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);

        for (byte[] secret : List.of(der, json)) {
            lock(client, signed(JWSAlgorithm.HS256, "rsa-1", new MACSigner(secret)))
                    .isProblem(401, "unauthenticated");
        }
    }

    @Test
    void acceptsEd25519() throws GeneralSecurityException {
        assertThat(lock(client, edwards(ed, "ed-1")).status()).isEqualTo(200);

        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        lock(client, edwards(other, "ed-1")).isProblem(401, "unauthenticated");
        lock(client, edwards(ed, "rsa-1")).isProblem(401, "unauthenticated");
        String token = edwards(ed, "ed-1");
        lock(client, token.substring(0, token.length() - 6) + "AAAAAA").isProblem(401, "unauthenticated");
        lock(client, token.substring(0, token.lastIndexOf('.') + 1) + "AAAA").isProblem(401, "unauthenticated");
    }

    /** As while an issuer goes from a shared secret to signing keys: tokens of either kind are under way. */
    @Test
    void aSharedSecretBesideItVerifiesWhatItSignedAndNothingElse() throws JOSEException {
        try (ServletWebServerApplicationContext both =
                application("--sexyresume.identity.hs256-secret=" + Tokens.SECRET)) {
            Client either = client(both);
            MACSigner secret = new MACSigner(Tokens.SECRET.getBytes(StandardCharsets.UTF_8));
            assertThat(lock(either, signed(JWSAlgorithm.RS256, "rsa-1", new RSASSASigner(rsa)))
                            .status())
                    .isEqualTo(200);
            assertThat(lock(either, Tokens.valid()).status()).isEqualTo(200);
            assertThat(lock(either, signed(JWSAlgorithm.HS256, "rsa-1", secret)).status())
                    .isEqualTo(200);
            for (byte[] key : List.of(
                    rsa.toRSAPublicKey().getEncoded(),
                    rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                    rsa.getModulus().decode(),
                    oct.toByteArray())) {
                lock(either, signed(JWSAlgorithm.HS256, "rsa-1", new MACSigner(key)))
                        .isProblem(401, "unauthenticated");
                lock(either, signed(JWSAlgorithm.HS256, "oct-1", new MACSigner(key)))
                        .isProblem(401, "unauthenticated");
            }
        }
    }

    /** As while a secret takes the place of another: tokens of both are under way. */
    @Test
    void ofTwoSecretsEitherVerifiesWhatItSigned() throws JOSEException {
        String next = "the-next-secret-of-these-tests-0123456789";
        try (ServletWebServerApplicationContext rotating =
                application("--sexyresume.identity.hs256-secret=" + next + "," + Tokens.SECRET)) {
            Client either = client(rotating);
            assertThat(lock(either, Tokens.valid()).status()).isEqualTo(200);
            assertThat(lock(either, signed(JWSAlgorithm.HS256, "any", secret(next)))
                            .status())
                    .isEqualTo(200);
            lock(either, signed(JWSAlgorithm.HS256, "any", secret(next + "," + Tokens.SECRET)))
                    .isProblem(401, "unauthenticated");
            lock(either, signed(JWSAlgorithm.HS256, "any", secret("a-secret-that-nobody-shares-0123456789")))
                    .isProblem(401, "unauthenticated");
        }
    }

    private static MACSigner secret(String text) throws JOSEException {
        return new MACSigner(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesNoTokenOfAKeySetForTheKeyOfAProject() throws JOSEException {
        lock(
                        client,
                        Tokens.signed(
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .keyID("rsa-1")
                                        .build(),
                                Tokens.claims("service_role")
                                        .issuer("supabase")
                                        .subject(null)
                                        .audience((String) null),
                                new RSASSASigner(rsa)))
                .isProblem(401, "unauthenticated");
    }

    @Test
    void findsANewKeyOfTheIssuerByItself() throws JOSEException {
        String keys = served;
        try (ServletWebServerApplicationContext started = application()) {
            Client fresh = client(started);
            assertThat(lock(fresh, signed(JWSAlgorithm.RS256, "rsa-1", new RSASSASigner(rsa)))
                            .status())
                    .isEqualTo(200);
            RSAKey next = new RSAKeyGenerator(2048).keyID("rsa-2").generate();
            served = new JWKSet(List.of(rsa, next)).toString();

            assertThat(lock(fresh, signed(JWSAlgorithm.RS256, "rsa-2", new RSASSASigner(next)))
                            .status())
                    .isEqualTo(200);
        } finally {
            served = keys;
        }
    }

    /** Signed with what Java has: the library leaves this signature to another one. */
    private static String edwards(KeyPair pair, String kid) throws GeneralSecurityException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(kid).build();
        String text =
                header.toBase64URL() + "." + Tokens.claims().build().toPayload().toBase64URL();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + Base64URL.encode(signature.sign());
    }

    private static OctetKeyPair published(KeyPair pair, String kid) {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] last = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(last))
                .keyID(kid)
                .build();
    }

    @Test
    void refusesAnotherKeyOfTheSameName() throws JOSEException {
        RSAKey other = new RSAKeyGenerator(2048).keyID("rsa-1").generate();

        lock(client, signed(JWSAlgorithm.RS256, "rsa-1", new RSASSASigner(other)))
                .isProblem(401, "unauthenticated");
        lock(client, signed(JWSAlgorithm.RS256, "ec-1", new RSASSASigner(rsa))).isProblem(401, "unauthenticated");
        lock(client, signed(JWSAlgorithm.PS256, "rsa-1", new RSASSASigner(rsa))).isProblem(401, "unauthenticated");
    }

    @Test
    void foreignKeysDoNotMakeItFloodTheIssuer() throws JOSEException {
        RSAKey foreign = new RSAKeyGenerator(2048).generate();
        int before = FETCHES.get();

        for (int i = 0; i < 20; i++) {
            lock(client, signed(JWSAlgorithm.RS256, "foreign-" + i, new RSASSASigner(foreign)))
                    .isProblem(401, "unauthenticated");
        }

        assertThat(FETCHES.get() - before).isLessThanOrEqualTo(4);
    }

    @Test
    void saysThatTheIssuerIsAwayAndNotThatTheTokenIsBad() throws JOSEException {
        String keys = served;
        served = null;
        try (ServletWebServerApplicationContext started = application()) {
            Client fresh = client(started);
            String token = signed(JWSAlgorithm.RS256, "rsa-1", new RSASSASigner(rsa));
            for (int i = 0; i < 5; i++) {
                Answer answer = lock(fresh, token).isProblem(503, "try-again");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            }
        } finally {
            served = keys;
        }
    }
}
