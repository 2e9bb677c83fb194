package com.sexyresume.app.web;

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
     */
    public record Body(
            @DefaultValue("1500000") int maxBytes,
            @DefaultValue("32") int maxDepth,
            @DefaultValue("256") int maxNameLength,
            @DefaultValue("262144") int maxStringLength,
            @DefaultValue("100") int maxNumberLength,
            @DefaultValue("308") int maxExponent,
            @DefaultValue("100000") int maxValues) {}
}
