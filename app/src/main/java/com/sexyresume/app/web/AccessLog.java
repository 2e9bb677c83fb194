package com.sexyresume.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each answered request, as {@code name=value} pairs. No body, query, token or address of the caller is in
 * it, and nothing that the caller sent can begin a new line or forge a pair. The header {@code x-application-name}
 * (F22) tells which client it was.
 */
final class AccessLog {

    /** The attribute of the request under which the guard leaves who calls. */
    static final String CALLER = AccessLog.class.getName() + ".caller";

    /** The attribute of the request under which the writer leaves the code of the problem it answered with. */
    static final String PROBLEM = AccessLog.class.getName() + ".problem";

    /** The attribute of the request under which its {@link RequestId} is. */
    static final String REQUEST_ID = AccessLog.class.getName() + ".requestId";

    static final String APPLICATION_NAME = "x-application-name";

    private static final Logger log = LoggerFactory.getLogger("com.sexyresume.access");
    private static final int MAX_LENGTH = 200;

    void answered(HttpServletRequest request, HttpServletResponse response, long startNanos) {
        if (!log.isInfoEnabled()) {
            return;
        }
        StringBuilder line = new StringBuilder(160);
        pair(line, "method", request.getMethod());
        pair(line, "path", request.getRequestURI());
        pair(line, "status", Integer.toString(response.getStatus()));
        pair(line, "ms", Long.toString(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos)));
        pair(line, "problem", request.getAttribute(PROBLEM));
        pair(line, "user", request.getAttribute(CALLER));
        pair(line, "application", request.getHeader(APPLICATION_NAME));
        pair(line, "request", request.getAttribute(REQUEST_ID));
        log.info("{}", line);
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
    static String escape(String value) {
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
