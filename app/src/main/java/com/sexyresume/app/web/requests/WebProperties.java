package com.sexyresume.app.web.requests;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of a request, and who may call from a browser.
 *
 * @param maxUriLength characters of path and query; more is 414
 * @param maxHeadersLength characters of all header fields; more is 431. The container's own buffer
 *     ({@code server.max-http-request-header-size}) is larger, so that this limit answers first
 * @param corsAllowedOrigins origins whose pages may call the API, such as {@code https://app.example}, or patterns such
 *     as {@code http://localhost:[*]}; none unless named, but those of the same machine in {@code dev}
 */
@ConfigurationProperties("sexyresume.web")
public record WebProperties(
        @DefaultValue Body body,
        @DefaultValue Connections connections,
        @DefaultValue AccessLine accessLog,
        @DefaultValue("4096") int maxUriLength,
        @DefaultValue("16384") int maxHeadersLength,
        @DefaultValue List<String> corsAllowedOrigins) {

    /**
     * The limits of a body in JSON.
     *
     * @param maxBytes of any body; more is 413
     * @param maxDepth of nested objects and arrays
     * @param maxNameLength characters of a member's name
     * @param maxStringLength characters of a string
     * @param maxNumberLength characters of a number
     * @param maxExponent the largest magnitude of an exponent: the range of a double (RFC 8259, section 6)
     * @param maxValues members and elements of the whole document
     * @param largeBytes from which on a body counts as large: smaller ones are held without asking
     * @param heldShare which share of the heap large bodies may take while they arrive; more is 503
     * @param workedOnShare which share of the heap the large bodies may take that are worked on at the same time, which
     *     takes many times as much; others wait
     * @param longestWait how long a large body waits for its turn to be worked on before it is 503
     */
    public record Body(
            @DefaultValue("1500000") int maxBytes,
            @DefaultValue("32") int maxDepth,
            @DefaultValue("256") int maxNameLength,
            @DefaultValue("262144") int maxStringLength,
            @DefaultValue("100") int maxNumberLength,
            @DefaultValue("308") int maxExponent,
            @DefaultValue("100000") int maxValues,
            @DefaultValue("65536") int largeBytes,
            @DefaultValue("0.0625") double heldShare,
            @DefaultValue("0.0078125") double workedOnShare,
            @DefaultValue("10s") Duration longestWait) {

        public Body {
            require(largeBytes >= 1, "body.large-bytes is at least 1");
            require(heldShare > 0 && heldShare <= 0.5, "body.held-share is above 0 and at most 0.5");
            require(workedOnShare > 0 && workedOnShare <= 0.5, "body.worked-on-share is above 0 and at most 0.5");
            require(!longestWait.isNegative(), "body.longest-wait is not negative");
        }
    }

    /**
     * What a client may take of the connections, and for how long ({@code docs/proxy.md}).
     *
     * @param perAddress connections of one client address at a time; more are closed as they come. An IPv6 address
     *     stands for its network of 64 bits
     * @param patience how long a client is waited for in all, within one request or one answer, besides what its bytes
     *     are worth
     * @param minBytesPerSecond what each byte that comes or goes is worth: a client that keeps this pace is waited for
     *     for as long as it takes
     */
    public record Connections(
            @DefaultValue("128") int perAddress,
            @DefaultValue("10s") Duration patience,
            @DefaultValue("8192") int minBytesPerSecond) {

        public Connections {
            require(perAddress >= 1, "connections.per-address is at least 1");
            require(patience.isPositive(), "connections.patience is positive");
            require(minBytesPerSecond >= 1, "connections.min-bytes-per-second is at least 1");
        }

        /** The time that so many bytes may take. */
        public Duration worth(long bytes) {
            return Duration.ofMillis(bytes * 1_000 / minBytesPerSecond);
        }
    }

    /**
     * What a line of the access log holds ({@code docs/personal-data.md}).
     *
     * @param addresses whether the address of whoever asked is in it
     */
    public record AccessLine(@DefaultValue("true") boolean addresses) {}

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("sexyresume.web." + what);
        }
    }
}
