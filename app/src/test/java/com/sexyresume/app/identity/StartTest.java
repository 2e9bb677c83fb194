package com.sexyresume.app.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sexyresume.webtest.WebTestApplication;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** An application that anybody could call, or whose tokens anybody could make, does not start. */
class StartTest {

    private static final String PREFIX = "--sexyresume.identity.";
    private static final String SECRET = PREFIX + "hs256-secret=a-secret-of-the-tests-with-40-characters";
    private static final String ISSUER = PREFIX + "issuer=https://issuer.example";

    @TempDir
    Path folder;

    private ServletWebServerApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--spring.config.additional-location=classpath:webtest.yaml");
        all.add(PREFIX + "dev-secret-file=" + folder.resolve("secret"));
        return (ServletWebServerApplicationContext)
                SpringApplication.run(WebTestApplication.class, all.toArray(String[]::new));
    }

    /** Asserts that it does not start, and answers what it says instead of a stack trace. */
    private AbstractStringAssert<?> refuses(String... arguments) {
        List<String> quiet = new ArrayList<>(List.of(arguments));
        quiet.add("--logging.level.root=off");
        Throwable thrown =
                catchThrowable(() -> start(quiet.toArray(String[]::new)).close());
        assertThat(NestedExceptionUtils.getMostSpecificCause(thrown)).isInstanceOf(IdentityMisconfigured.class);
        FailureAnalysis analysis = new IdentityMisconfiguredAnalyzer().analyze(thrown);
        Objects.requireNonNull(analysis);
        return assertThat(analysis.getDescription() + "\n" + analysis.getAction())
                .doesNotContain("a-secret-of-the-tests", "0123456789");
    }

    @Test
    void saysInWordsWhyItDoesNotStart() {
        // Other analyzers need what only a starting application has; they are of no interest here.
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, failure) -> {})))
                .hasAtLeastOneElementOfType(IdentityMisconfiguredAnalyzer.class);
    }

    @Test
    void isDevWithoutAnyConfiguration() {
        try (ServletWebServerApplicationContext application = start()) {
            assertThat(application.getEnvironment().getActiveProfiles()).containsExactly("dev");
            assertThat(application.getBeansOfType(DevIssuer.class)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no-such-host.invalid"})
    void isDevOnLoopbackOnly(String address) {
        refuses("--server.address=" + address).contains("loopback");
        refuses("--spring.profiles.active=dev", "--server.address=" + address).contains("loopback");
        refuses("--spring.profiles.active=dev", SECRET, ISSUER, "--server.address=" + address)
                .contains("loopback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void startsAsDevOnEveryLoopbackAddress(String address) {
        start("--server.address=" + address).close();
    }

    @Test
    void hasNoDevIssuerOnceTokensAreConfigured() {
        for (String profile : List.of("", "dev")) {
            try (ServletWebServerApplicationContext application =
                    start(SECRET, ISSUER, "--spring.profiles.active=" + profile)) {
                assertThat(application.getBeansOfType(DevIssuer.class)).isEmpty();
                assertThat(application.getBeansOfType(DevTokenController.class)).isEmpty();
                assertThat(folder).isEmptyDirectory();
            }
        }
    }

    @Test
    void needsTokensInAnyOtherProfile() {
        refuses("--spring.profiles.active=production").contains("whose tokens", "sexyresume.identity.jwks-uri");
    }

    @Test
    void needsAnIssuer() {
        refuses(SECRET).contains("issuer");
        refuses(PREFIX + "jwks-uri=https://issuer.example/keys").contains("issuer");
        refuses(SECRET, PREFIX + "issuer=").contains("issuer");
    }

    @Test
    void refusesAWeakSecret() throws IOException {
        Path file = Files.writeString(folder.resolve("weak"), "short\n");

        refuses(PREFIX + "hs256-secret=", ISSUER).contains("0 bytes");
        refuses(PREFIX + "hs256-secret=0123456789012345678901234567890", ISSUER).contains("31 bytes");
        refuses(PREFIX + "hs256-secret-file=" + file, ISSUER).contains("5 bytes");
        refuses(PREFIX + "hs256-secret-file=" + folder.resolve("absent"), ISSUER)
                .contains("cannot be read");
    }

    @Test
    void readsTheSecretFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("strong"), "a-secret-of-the-tests-with-40-characters\n");

        start(PREFIX + "hs256-secret-file=" + file, ISSUER).close();

        Path two = Files.writeString(folder.resolve("two"), "a-secret-of-the-tests-with-40-characters\nshort\n");
        refuses(PREFIX + "hs256-secret-file=" + two, ISSUER).contains("5 bytes");
        refuses(PREFIX + "hs256-secret=" + String.join(",", Collections.nCopies(4, "0".repeat(32))), ISSUER)
                .contains("4 HS256 secrets");
    }

    @Test
    void mixesNoSecretWithPublicKeys() {
        String keys = PREFIX + "jwks-uri=https://issuer.example/keys";

        refuses(keys, ISSUER, PREFIX + "algorithms=RS256,HS256").contains("algorithms");
        refuses(keys, ISSUER, PREFIX + "algorithms=none").contains("algorithms");
        refuses(PREFIX + "jwks-uri=file:///etc/passwd", ISSUER).contains("URL");
    }

    @Test
    void leavesTheSecretOfARunningApplicationAlone() throws IOException {
        try (ServletWebServerApplicationContext running = start()) {
            Path secret = folder.resolve("secret");
            String kept = Files.readString(secret);
            int port = Objects.requireNonNull(running.getWebServer()).getPort();

            assertThat(catchThrowable(() -> start("--server.port=" + port, "--logging.level.root=off")))
                    .hasRootCauseInstanceOf(BindException.class);

            assertThat(Files.readString(secret)).isEqualTo(kept);
        }
    }

    @Test
    void issuesNoTokensForLongerThanAnHour() {
        refuses(PREFIX + "dev-token-lifetime=61m").contains("hour");
    }
}
