package com.sexyresume.app.web.requests;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.HandlerMapping;

/**
 * One line for each answered request, as {@code name=value} pairs: who asked from where, for which operation, about
 * what. No body, query or token is in it, but of a query the ids of whom or what it asks about, and nothing that the
 * caller sent can begin a new line or forge a pair. The header {@code x-application-name} (F22) tells which client it
 * was. {@code docs/personal-data.md} lists all of it.
 */
public final class AccessLog {

    /** The attribute of the request under which the guard leaves who calls. */
    public static final String CALLER = AccessLog.class.getName() + ".caller";

    /** The attribute of the request under which the writer leaves the code of the problem it answered with. */
    public static final String PROBLEM = AccessLog.class.getName() + ".problem";

    /** The attribute of the request under which its {@link RequestId} is. */
    public static final String REQUEST_ID = AccessLog.class.getName() + ".requestId";

    static final String APPLICATION_NAME = "x-application-name";

    private static final Logger log = LoggerFactory.getLogger("com.sexyresume.access");
    private static final int MAX_LENGTH = 200;

    /** Parameters that name a stream or a user; an auditor asks by them. */
    private static final List<String> TARGETS = List.of("stream", "user", "userId");

    /** What says nothing but which one: an id, or that of a stream, {@code type:id}. */
    private static final Pattern ID =
            Pattern.compile("(?:[a-z-]{1,40}:)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final boolean addresses;

    /** @param addresses whether the address of whoever asked is logged; it is personal data */
    public AccessLog(boolean addresses) {
        this.addresses = addresses;
    }

    public void answered(HttpServletRequest request, HttpServletResponse response, long startNanos) {
        if (!log.isInfoEnabled()) {
            return;
        }
        StringBuilder line = new StringBuilder(160);
        pair(line, "method", request.getMethod());
        pair(line, "path", request.getRequestURI());
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        pair(line, "route", route);
        pair(line, "about", route == null ? null : about(request));
        pair(line, "status", Integer.toString(response.getStatus()));
        pair(line, "ms", Long.toString(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos)));
        pair(line, "problem", request.getAttribute(PROBLEM));
        pair(line, "user", request.getAttribute(CALLER));
        pair(line, "address", addresses ? request.getRemoteAddr() : null);
        pair(line, "application", request.getHeader(APPLICATION_NAME));
        pair(line, "request", request.getAttribute(REQUEST_ID));
        log.info("{}", line);
    }

    /** The ids that the query asks about. */
    private static @Nullable String about(HttpServletRequest request) {
        if (request.getQueryString() == null) {
            return null;
        }
        try {
            List<String> ids = TARGETS.stream()
                    .map(request::getParameter)
                    .filter(value -> value != null && ID.matcher(value).matches())
                    .toList();
            return ids.isEmpty() ? null : String.join(",", ids);
        } catch (InvalidParameterException unreadable) {
            return null;
        }
    }

    private static void pair(StringBuilder line, String name, @Nullable Object value) {
        if (value != null) {
            if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(name).append('=').append(escape(value.toString()));
        }
    }

    /** A plain word as it is; anything else in quotes, with every character that is not printable ASCII escaped. */
    public static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 2);
        boolean plain = !value.isEmpty();
        for (int i = 0; i < value.length() && i < MAX_LENGTH; i++) {
            char character = value.charAt(i);
            if (character == '"' || character == '\\') {
                escaped.append('\\').append(character);
                plain = false;
            } else if (character < ' ' || character > '~') {
                escaped.append("\\u%04x".formatted((int) character));
                plain = false;
            } else {
                plain &= character != ' ' && character != '=';
                escaped.append(character);
            }
        }
        if (value.length() > MAX_LENGTH) {
            escaped.append("...");
        }
        return plain ? escaped.toString() : "\"" + escaped + "\"";
    }
}
