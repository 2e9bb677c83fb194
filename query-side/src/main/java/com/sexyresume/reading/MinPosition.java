package com.sexyresume.reading;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Honours the request header {@value #HEADER} on handlers that say what they {@linkplain ReadsFrom read from}, and
 * answers in {@value #REACHED} the position that the rows surely show.
 */
public final class MinPosition implements HandlerInterceptor {

    static final String HEADER = "Min-Position";
    static final String REACHED = "Event-Position";

    private final Freshness freshness;

    public MinPosition(Freshness freshness) {
        this.freshness = freshness;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        List<String> headers = Collections.list(request.getHeaders(HEADER));
        if (headers.isEmpty() || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        ReadsFrom readsFrom = readsFrom(method);
        if (readsFrom == null) {
            return true;
        }
        long wanted = parse(headers);
        long reached = Long.MAX_VALUE;
        for (String projection : readsFrom.value()) {
            reached = Math.min(reached, freshness.await(projection, wanted, things(request)));
        }
        response.setHeader(REACHED, Long.toString(reached));
        return true;
    }

    /** Refuses a handler that reads from a projection which does not exist. */
    public static void check(HandlerMethod method, Freshness freshness) {
        ReadsFrom readsFrom = readsFrom(method);
        if (readsFrom != null) {
            for (String projection : readsFrom.value()) {
                if (!freshness.knows(projection)) {
                    throw new IllegalStateException(method + " reads from " + projection + ", which is no projection");
                }
            }
        }
    }

    private static @Nullable ReadsFrom readsFrom(HandlerMethod method) {
        ReadsFrom ofMethod = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), ReadsFrom.class);
        return ofMethod != null
                ? ofMethod
                : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), ReadsFrom.class);
    }

    /** What the path names. */
    private static List<String> things(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? variables.values().stream().map(String::valueOf).toList()
                : List.of();
    }

    private static long parse(List<String> headers) {
        String header = headers.getFirst();
        // Up to 18 digits: every position fits, and nothing overflows.
        if (headers.size() > 1 || !header.matches("[0-9]{1,18}")) {
            throw InvalidParameter.ofHeader(HEADER, HEADER + " is a position: a whole number, 0 or more.");
        }
        return Long.parseLong(header);
    }
}
