package com.sexyresume.app.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sexyresume.app.web.limits.RateLimitProperties.Group;
import com.sexyresume.app.web.limits.RateLimitProperties.Limit;
import com.sexyresume.app.web.limits.RateLimitProperties.Writes;
import com.sexyresume.app.web.problems.ProblemException;
import io.github.bucket4j.TimeMeter;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.servlet.HandlerMapping;

/** Exactly as many requests as are allowed, in any number of threads, at any time. */
class RateLimitsTest {

    private static final String EXPORTS = "/v1/resumes/{id}/exports";

    private static final int MAX_BODY = 700;

    private final AtomicLong nanos = new AtomicLong(1);
    private final TimeMeter clock = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    private RateLimits limits(@Nullable Limit byAddress, @Nullable Limit byCaller) {
        return limits(byAddress, byCaller, 1_000);
    }

    private RateLimits limits(@Nullable Limit byAddress, @Nullable Limit byCaller, int remembered) {
        return new RateLimits(
                new RateLimitProperties(
                        true,
                        remembered,
                        Map.of("exports", new Group(List.of("POST " + EXPORTS), byAddress, byCaller)),
                        new Writes(1_000_000, Duration.ofMinutes(1), 1_000_000, Duration.ofMinutes(1))),
                MAX_BODY,
                clock);
    }

    private RateLimits writes(long requests, long bytes) {
        return new RateLimits(
                new RateLimitProperties(
                        true,
                        1_000,
                        Map.of(),
                        new Writes(requests, Duration.ofMinutes(1), bytes, Duration.ofMinutes(100))),
                MAX_BODY,
                clock);
    }

    private static boolean writes(RateLimits limits, String method, Principal caller, int bytes, boolean said) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/");
        request.setUserPrincipal(caller);
        if (said) {
            request.setContent(new byte[bytes]);
        } else {
            request.addHeader("Transfer-Encoding", "chunked");
        }
        try {
            return limits.preHandle(request, new MockHttpServletResponse(), new Object());
        } catch (ProblemException refused) {
            assertThat(refused.problem().code()).isEqualTo("too-many-requests");
            return false;
        }
    }

    private static Principal token(String role) {
        return new JwtAuthenticationToken(Jwt.withTokenValue("t")
                .header("alg", "HS256")
                .subject("ada")
                .claim("role", role)
                .build());
    }

    @Test
    void oneCallerWritesSoOftenWhateverTheyWrite() {
        RateLimits limits = writes(3, 1_000);
        Principal ada = token("authenticated");

        for (String method : List.of("POST", "PUT", "DELETE")) {
            assertThat(writes(limits, method, ada, 1, true)).isTrue();
        }
        assertThat(writes(limits, "PATCH", ada, 1, true)).isFalse();
        assertThat(writes(limits, "GET", ada, 0, true)).isTrue();
        assertThat(writes(limits, "PATCH", new TestingAuthenticationToken("grace", null), 1, true))
                .isTrue();
        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(writes(limits, "PATCH", ada, 1, true)).isTrue();
        assertThat(writes(limits, "PATCH", ada, 1, true)).isFalse();
    }

    @Test
    void oneCallerWritesSoManyBytes() {
        RateLimits limits = writes(1_000, 1_000);
        Principal ada = token("authenticated");

        assertThat(writes(limits, "PUT", ada, 700, true)).isTrue();
        assertThat(writes(limits, "PUT", ada, 400, true)).isFalse();
        assertThat(writes(limits, "PUT", ada, 300, true)).isTrue();
        assertThat(writes(limits, "PUT", ada, 0, true)).isTrue();
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        // A length that is not said is the longest.
        assertThat(writes(limits, "PUT", ada, 0, false)).isFalse();
        nanos.addAndGet(Duration.ofMinutes(60).toNanos());
        assertThat(writes(limits, "PUT", ada, 0, false)).isTrue();
        assertThat(writes(limits, "PUT", ada, 1, true)).isFalse();
    }

    @Test
    void aServiceWritesAsItLikes() {
        RateLimits limits = writes(1, 1);

        for (int request = 0; request < 10; request++) {
            assertThat(writes(limits, "POST", token("service_role"), 400, true)).isTrue();
        }
    }

    private static boolean passes(RateLimits limits, String address, @Nullable String caller) {
        return passes(limits, "POST", EXPORTS, address, caller);
    }

    private static boolean passes(
            RateLimits limits, String method, String pattern, String address, @Nullable String caller) {
        try {
            return ask(limits, method, pattern, address, caller);
        } catch (ProblemException refused) {
            assertThat(refused.problem().status()).isEqualTo(429);
            assertThat(refused.problem().code()).isEqualTo("too-many-requests");
            return false;
        }
    }

    private static boolean ask(
            RateLimits limits, String method, String pattern, String address, @Nullable String caller) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/");
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
        request.setRemoteAddr(address);
        if (caller != null) {
            request.setUserPrincipal(new TestingAuthenticationToken(caller, null));
        }
        return limits.preHandle(request, new MockHttpServletResponse(), new Object());
    }

    private static long passed(RateLimits limits, int requests) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> sent = new ArrayList<>();
            for (int request = 0; request < requests; request++) {
                sent.add(threads.submit(() -> passes(limits, "10.0.0.1", "ada")));
            }
            long passed = 0;
            for (Future<Boolean> one : sent) {
                passed += one.get() ? 1 : 0;
            }
            return passed;
        }
    }

    @Test
    void parallelCallersPassExactlyAsOftenAsIsAllowed() throws Exception {
        RateLimits limits = limits(null, new Limit(100, Duration.ofMinutes(1)));

        assertThat(passed(limits, 1_000)).isEqualTo(100);
        assertThat(passed(limits, 100)).isZero();
        nanos.addAndGet(Duration.ofMillis(600).toNanos());
        assertThat(passed(limits, 100)).isEqualTo(1);
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(passed(limits, 1_000)).isEqualTo(50);
        nanos.addAndGet(Duration.ofDays(7).toNanos());
        assertThat(passed(limits, 1_000)).isEqualTo(100);
    }

    @Test
    void whoIsRefusedIsToldWhenToComeBackAndPassesThen() {
        RateLimits limits = limits(null, new Limit(1, Duration.ofSeconds(90)));
        assertThat(passes(limits, "10.0.0.1", "ada")).isTrue();

        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ask(limits, "POST", EXPORTS, "10.0.0.1", "ada"))
                .satisfies(
                        refused -> assertThat(refused.problem().headers()).containsEntry("Retry-After", List.of("90")));
        nanos.addAndGet(Duration.ofSeconds(89).toNanos());
        assertThat(passes(limits, "10.0.0.1", "ada")).isFalse();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(passes(limits, "10.0.0.1", "ada")).isTrue();
    }

    @Test
    void callersAndAddressesAreCountedEachForThemselves() {
        Limit one = new Limit(1, Duration.ofMinutes(1));
        RateLimits byCaller = limits(null, one);
        assertThat(passes(byCaller, "10.0.0.1", "ada")).isTrue();
        assertThat(passes(byCaller, "10.0.0.1", "bob")).isTrue();
        assertThat(passes(byCaller, "10.0.0.2", "ada")).isFalse();
        assertThat(passes(byCaller, "10.0.0.1", null)).isTrue();
        RateLimits byAddress = limits(one, null);
        assertThat(passes(byAddress, "10.0.0.1", "ada")).isTrue();
        assertThat(passes(byAddress, "10.0.0.1", null)).isFalse();
        assertThat(passes(byAddress, "10.0.0.2", "ada")).isTrue();
    }

    @Test
    void anIpv6SubscriberIsOneAddressHoweverManyTheyUse() {
        RateLimits limits = limits(new Limit(1, Duration.ofMinutes(1)), null);
        assertThat(passes(limits, "2001:db8:1:2::1", null)).isTrue();
        assertThat(passes(limits, "2001:db8:1:2:ffff:ffff:ffff:ffff", null)).isFalse();
        assertThat(passes(limits, "2001:db8:1:3::1", null)).isTrue();
    }

    @Test
    void otherOperationsAreNotLimited() {
        RateLimits limits = limits(new Limit(1, Duration.ofMinutes(1)), new Limit(1, Duration.ofMinutes(1)));
        for (int request = 0; request < 5; request++) {
            assertThat(passes(limits, "GET", EXPORTS, "10.0.0.1", "ada")).isTrue();
            assertThat(passes(limits, "POST", "/v1/resumes", "10.0.0.1", "ada")).isTrue();
        }
    }

    @Test
    void itsMemoryIsBoundedAndWhatIsFullAgainIsForgotten() {
        RateLimits limits = limits(new Limit(1, Duration.ofMinutes(1)), null, 100);
        for (int address = 0; address < 10_000; address++) {
            assertThat(passes(limits, "10.0." + address / 250 + "." + address % 250, null))
                    .isTrue();
        }
        assertThat(limits.remembered()).isLessThanOrEqualTo(100);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(limits.remembered()).isZero();
    }
}
