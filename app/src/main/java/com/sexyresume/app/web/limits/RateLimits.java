package com.sexyresume.app.web.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.sexyresume.app.web.bodies.CommandRequests;
import com.sexyresume.app.web.limits.RateLimitProperties.Group;
import com.sexyresume.app.web.limits.RateLimitProperties.Limit;
import com.sexyresume.app.web.problems.ProblemException;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.app.web.requests.Networks;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Lets no address and no caller ask more often than their limits for what is costly; who does is answered before the
 * body is looked at, and nothing is carried out. Each process counts by itself, in a bounded memory: a bucket that was
 * quiet until it was full again is forgotten, which changes nothing.
 *
 * <p>The address is the connection's, or, where {@code server.forward-headers-strategy} trusts a proxy, the one that
 * the proxy tells. An IPv6 address stands for its network of 64 bits, which one subscriber has to themselves.
 */
public final class RateLimits implements HandlerInterceptor {

    private static final long NANOS_OF_SECOND = TimeUnit.SECONDS.toNanos(1);

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String WRITES = "writes";
    private static final String WRITTEN_BYTES = "written-bytes";

    private record Named(String name, Group group) {}

    /** @param whose an address or a caller */
    private record Key(String group, boolean ofAddress, String whose) {}

    private final Map<String, Named> groups = new HashMap<>();
    private final Cache<Key, Bucket> buckets;
    private final Limit writes;
    private final Limit writtenBytes;
    private final int maxBodyBytes;
    private final TimeMeter clock;

    /** @param maxBodyBytes of any body */
    public RateLimits(RateLimitProperties properties, int maxBodyBytes) {
        this(properties, maxBodyBytes, TimeMeter.SYSTEM_NANOTIME);
    }

    public RateLimits(RateLimitProperties properties, int maxBodyBytes, TimeMeter clock) {
        this.clock = clock;
        this.writes = properties.writes().ofRequests();
        this.writtenBytes = properties.writes().ofBytes();
        this.maxBodyBytes = maxBodyBytes;
        Duration longest = longest(longest(Duration.ofSeconds(1), writes), writtenBytes);
        for (Map.Entry<String, Group> group : properties.groups().entrySet()) {
            for (String operation : group.getValue().operations()) {
                if (groups.put(operation, new Named(group.getKey(), group.getValue())) != null) {
                    throw new IllegalArgumentException("Two groups of rate limits have the operation " + operation);
                }
            }
            longest = longest(longest, group.getValue().byAddress());
            longest = longest(longest, group.getValue().byCaller());
        }
        buckets = Caffeine.newBuilder()
                .maximumSize(properties.remembered())
                .expireAfterAccess(longest)
                .ticker(clock::currentTimeNanos)
                .build();
    }

    private static Duration longest(Duration one, @Nullable Limit limit) {
        return limit == null || one.compareTo(limit.per()) > 0 ? one : limit.per();
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Named limited = groups.get(
                request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        if (limited != null) {
            take(
                    new Key(limited.name(), true, Networks.of(request.getRemoteAddr())),
                    limited.group().byAddress());
            if (request.getUserPrincipal() != null) {
                take(
                        new Key(
                                limited.name(),
                                false,
                                request.getUserPrincipal().getName()),
                        limited.group().byCaller());
            }
        }
        if (request.getUserPrincipal() != null
                && !READS.contains(request.getMethod())
                && !isService(request.getUserPrincipal())) {
            String caller = request.getUserPrincipal().getName();
            take(new Key(WRITES, false, caller), writes);
            long bytes = request.getContentLengthLong() < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                    ? maxBodyBytes
                    // One that is too long is refused for that.
                    : Math.clamp(request.getContentLengthLong(), 0, maxBodyBytes);
            take(new Key(WRITTEN_BYTES, false, caller), writtenBytes, bytes);
        }
        return true;
    }

    private static boolean isService(Principal caller) {
        return caller instanceof JwtAuthenticationToken token
                && CommandRequests.SERVICE_ROLE.equals(token.getToken().getClaimAsString("role"));
    }

    private void take(Key key, @Nullable Limit limit) {
        take(key, limit, 1);
    }

    private void take(Key key, @Nullable Limit limit, long tokens) {
        if (limit == null || tokens == 0) {
            return;
        }
        ConsumptionProbe taken = buckets.get(key, made -> bucket(limit)).tryConsumeAndReturnRemaining(tokens);
        if (!taken.isConsumed()) {
            throw new ProblemException(ProblemType.TOO_MANY_REQUESTS.problem().retryAfter((int)
                    Math.min(Integer.MAX_VALUE, Math.ceilDiv(taken.getNanosToWaitForRefill(), NANOS_OF_SECOND))));
        }
    }

    private Bucket bucket(Limit limit) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit.requests()).refillGreedy(limit.requests(), limit.per()))
                .withCustomTimePrecision(clock)
                .build();
    }

    /** How many addresses and callers are remembered. */
    long remembered() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
