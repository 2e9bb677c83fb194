package com.sexyresume.app.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.sexyresume.app.web.RateLimitProperties.Group;
import com.sexyresume.app.web.RateLimitProperties.Limit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
final class RateLimits implements HandlerInterceptor {

    private static final int NETWORK_BYTES = 8;
    private static final long NANOS_OF_SECOND = TimeUnit.SECONDS.toNanos(1);

    private record Named(String name, Group group) {}

    /** @param whose an address or a caller */
    private record Key(String group, boolean ofAddress, String whose) {}

    private final Map<String, Named> groups = new HashMap<>();
    private final Cache<Key, Bucket> buckets;
    private final TimeMeter clock;

    RateLimits(RateLimitProperties properties) {
        this(properties, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(RateLimitProperties properties, TimeMeter clock) {
        this.clock = clock;
        Duration longest = Duration.ofSeconds(1);
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
                    new Key(limited.name(), true, network(request.getRemoteAddr())),
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
        return true;
    }

    private void take(Key key, @Nullable Limit limit) {
        if (limit == null) {
            return;
        }
        ConsumptionProbe taken = buckets.get(key, made -> bucket(limit)).tryConsumeAndReturnRemaining(1);
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

    private static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException noLiteral) {
            return address;
        }
    }
}
