package com.sexyresume.app.web.requests;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.sexyresume.app.web.problems.Problems;
import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Logged;
import com.sexyresume.webtest.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** Every answer is found in the log by its id, and a defect is one entry that can be read. */
@EdgeTest
class RequestIdTest {

    @LocalServerPort
    int port;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    @Test
    void everyAnswerHasOneOfItsOwn() {
        String one = id(client.get("/schemas/probe").send());
        String other = id(client.get("/schemas/probe").send());

        assertThat(UUID.fromString(one).version()).isEqualTo(7);
        assertThat(other).isNotEqualTo(one);
        assertThat(id(client.get("/v1/nothing").send())).isNotBlank();
        assertThat(id(client.get("/swagger-ui/index.html").send())).isNotBlank();
        assertThat(id(client.post("/v1/probe/spends")
                        .token(Tokens.valid())
                        .json("{")
                        .send()))
                .isNotBlank();
        assertThat(id(client.get("/v1/" + "x".repeat(5_000)).send())).isNotBlank();
    }

    @Test
    void whatTheCallerSentIsKeptAndLogged() {
        try (Logged access = new Logged("com.sexyresume.access")) {
            Answer answer = client.get("/schemas/probe")
                    .header("X-Request-Id", "4bf92f3577b34da6a3ce929d0e0e4736")
                    .send();

            assertThat(id(answer)).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(access.lines())
                            .anyMatch(line -> line.endsWith(" request=4bf92f3577b34da6a3ce929d0e0e4736")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a=b", "\"x\"", "12345678901234567890123456789012345678901234567890123456789012345"})
    void whatCouldForgeALogIsReplaced(String sent) {
        String id = id(client.get("/schemas/probe").header("X-Request-Id", sent).send());

        assertThat(UUID.fromString(id).version()).isEqualTo(7);
    }

    @Test
    void aDefectIsInTheLogUnderIt() {
        try (Logged logged = new Logged(Problems.class.getName())) {
            Answer answer =
                    client.get("/v1/probe/fails/a-defect").token(Tokens.valid()).send();

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.json().path("errorId").asString("")).isEqualTo(id(answer));
            assertThat(logged.lines()).singleElement().asString().contains(id(answer));
        }
    }

    @Test
    void aDefectIsOneEntryOfAFewKilobytes() throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("web", new ClassPathResource("web.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        LoggerContext context = new LoggerContext();
        context.putObject(Environment.class.getName(), environment);
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        LoggingEvent event = new LoggingEvent(
                "x", context.getLogger("x"), Level.ERROR, "internal-error {}", deep(60), new Object[] {"the-id"});
        event.setMDCPropertyMap(Map.of(RequestId.KEY, "the-request"));

        String entry = new String(encoder.encode(event), StandardCharsets.UTF_8);

        assertThat(entry.lines()).hasSize(1);
        assertThat(entry.length()).isLessThan(6_000);
        assertThat(entry).contains("the-id", "the-request", "IllegalStateException: the cause", "RequestIdTest");
    }

    /** As deep as a request is when it reaches a database, and wrapped as often. */
    private static RuntimeException deep(int depth) {
        if (depth > 0) {
            RuntimeException inner = deep(depth - 1);
            return depth % 20 == 0 ? new IllegalArgumentException("wrapped " + depth, inner) : inner;
        }
        return new IllegalStateException("the cause");
    }

    private static String id(Answer answer) {
        assertThat(answer.headers("X-Request-Id")).hasSize(1);
        return answer.headers("X-Request-Id").getFirst();
    }
}
