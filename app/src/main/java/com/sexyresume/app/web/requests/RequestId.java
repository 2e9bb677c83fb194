package com.sexyresume.app.web.requests;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * By what an answer is found in the log: every answer has one, in {@value #HEADER}, and so has every line that is
 * logged while the request is worked on. It is the caller's own, or a proxy's, if that is a UUID or 32 hexadecimal
 * digits, which say nothing about anybody: logs outlive an erasure. Else it is drawn (UUIDv7).
 */
public final class RequestId {

    public static final String HEADER = "X-Request-Id";

    /** Its name in the log's diagnostic context. */
    public static final String KEY = "requestId";

    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private RequestId() {}

    public static String of(HttpServletRequest request) {
        String sent = request.getHeader(HEADER);
        return sent != null && FORM.matcher(sent).matches()
                ? sent
                : UuidCreator.getTimeOrderedEpoch().toString();
    }

    /** That of the request that this thread is at work on, if it is a UUID. */
    public static @Nullable UUID current() {
        String id = MDC.get(KEY);
        return id != null && CanonicalUuid.isOne(id) ? UUID.fromString(id) : null;
    }
}
