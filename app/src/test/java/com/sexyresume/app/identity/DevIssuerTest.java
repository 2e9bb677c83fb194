package com.sexyresume.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.Tokens;
import com.sexyresume.webtest.WebTestApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The developer's own issuer gives everybody a token, and nobody more than a user's. */
@SpringBootTest(
        classes = WebTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.config.additional-location=classpath:webtest.yaml")
class DevIssuerTest {

    private static final Path SECRET = Path.of("target/test-dev-token-secret");
    private static final String LOCK = "/v1/probe/things/" + UUID.randomUUID() + "/lock";

    @LocalServerPort
    int port;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    private static JWTClaimsSet claims(Answer answer) throws ParseException {
        return SignedJWT.parse(answer.json().path("access_token").asString("")).getJWTClaimsSet();
    }

    @Test
    void issuesATokenThatIsAccepted() throws ParseException {
        Answer answer = client.post("/dev/token").send();

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("token_type").asString("")).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").asInt(0)).isEqualTo(3600);
        assertThat(claims(answer).getStringClaim("role")).isEqualTo("authenticated");
        Answer lock = client.post(LOCK)
                .token(answer.json().path("access_token").asString(""))
                .send();
        assertThat(lock.status()).as(lock.body()).isEqualTo(200);
    }

    @Test
    void issuesATokenForTheUserOneNames() throws ParseException {
        Answer answer = client.post("/dev/token")
                .json("{\"sub\": \"" + Tokens.ADA + "\"}")
                .send();

        assertThat(claims(answer).getSubject()).isEqualTo(Tokens.ADA.toString());
    }

    @Test
    void neverIssuesTheServiceRole() throws ParseException {
        client.post("/dev/token")
                .json("{\"role\": \"service_role\"}")
                .send()
                .isProblem(400, "invalid-request")
                .at("/role");
        client.post("/dev/token")
                .json("{\"sub\": \"service_role\"}")
                .send()
                .isProblem(400, "invalid-request")
                .at("/sub");
        client.post("/dev/token?role=service_role").send().isProblem(400, "invalid-parameter");
        assertThat(claims(client.post("/dev/token")
                                .header("Authorization", "Bearer " + signedByAScript("service_role"))
                                .send())
                        .getStringClaim("role"))
                .isEqualTo("authenticated");
    }

    private static String signedByAScript(String role) {
        try {
            return Tokens.signed(Tokens.claims(role).issuer(DevIssuer.ISSUER), Files.readString(SECRET));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void leavesItsSecretToScriptsOfTheSameUser() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(SECRET)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(SECRET)).matches("[0-9a-f]{64}");

        Answer answer = client.post(LOCK).token(signedByAScript("service_role")).send();

        assertThat(answer.json().path("service").asBoolean(false))
                .as(answer.body())
                .isTrue();
    }

    @Test
    void acceptsNoTokensOfOtherIssuers() {
        client.post(LOCK).token(Tokens.valid()).send().isProblem(401, "unauthenticated");
    }

    /** A page that gives its own name the address 127.0.0.1 would be of the same origin as this server. */
    @Test
    void answersToItsOwnNamesOnly() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(
                            "POST /dev/token HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("malformed-request")
                    .doesNotContain("access_token");
        }
    }
}
