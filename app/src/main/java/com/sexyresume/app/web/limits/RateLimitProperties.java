package com.sexyresume.app.web.limits;

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
 * @param writes of one caller, whatever they write
 */
@ConfigurationProperties("sexyresume.web.rate-limits")
public record RateLimitProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("100000") int remembered,
        @DefaultValue Map<String, Group> groups,
        @DefaultValue Writes writes) {

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

    /**
     * What one caller who is no service may write, beside the limits of groups.
     *
     * @param requests at once, and as many again evenly over the time
     * @param per after which all of them may be made again
     * @param bytes of bodies, likewise; one whose length is not said beforehand counts as long as it may be
     * @param bytesPer after which all of them may be sent again
     */
    public record Writes(
            @DefaultValue("1200") long requests,
            @DefaultValue("1m") Duration per,
            @DefaultValue("100000000") long bytes,
            @DefaultValue("1d") Duration bytesPer) {

        public Writes {
            require(requests >= 1, "writes.requests is at least 1");
            require(per.isPositive(), "writes.per is positive");
            require(bytes >= 1, "writes.bytes is at least 1");
            require(bytesPer.isPositive(), "writes.bytes-per is positive");
        }

        Limit ofRequests() {
            return new Limit(requests, per);
        }

        Limit ofBytes() {
            return new Limit(bytes, bytesPer);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("sexyresume.web.rate-limits: " + what);
        }
    }
}
