package com.sexyresume.app.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often what is costly may be asked for, {@code sexyresume.web.rate-limits.*}; {@code web.yaml} has the groups.
 *
 * @param enabled whether anything is limited
 * @param remembered how many addresses and callers are remembered; beyond that, the one that was quiet for longest is
 *     forgotten
 * @param groups by their names
 */
@ConfigurationProperties("sexyresume.web.rate-limits")
public record RateLimitProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("100000") int remembered,
        @DefaultValue Map<String, Group> groups) {

    public RateLimitProperties {
        groups = Map.copyOf(groups);
        require(remembered >= 1, "remembered is at least 1");
    }

    /**
     * Operations that are counted together.
     *
     * @param operations each a method and the path as its handler has it, {@code POST /v1/resumes/{id}/exports}
     * @param byAddress of everybody who comes from one address, with or without a token
     * @param byCaller of one token's user, from wherever
     */
    public record Group(
            List<String> operations,
            @Nullable Limit byAddress,
            @Nullable Limit byCaller) {

        public Group {
            operations = List.copyOf(operations);
        }
    }

    /**
     * So many requests at once, and as many again evenly over the time.
     *
     * @param requests at least 1
     * @param per after which all of them may be made again
     */
    public record Limit(long requests, Duration per) {

        public Limit {
            require(requests >= 1, "requests is at least 1");
            require(per.isPositive(), "per is positive");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("sexyresume.web.rate-limits: " + what);
        }
    }
}
