package com.sexyresume.app.web.openapi;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** What GET answers to anyone, without a token: the descriptions of the API, and nothing about any user. */
public final class PublicPages {

    /** Path patterns as Spring reads them. */
    public static final List<String> PATTERNS = List.of(
            "/schemas/**",
            "/problems/*",
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/v3/api-docs/**",
            "/swagger-ui.html",
            "/swagger-ui/**");

    private static final List<PathPattern> PARSED =
            PATTERNS.stream().map(PathPatternParser.defaultInstance::parse).toList();

    private PublicPages() {}

    static boolean include(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return PARSED.stream().anyMatch(pattern -> pattern.matches(parsed));
    }
}
