package com.sexyresume.reading;

import org.jspecify.annotations.Nullable;

/**
 * Why a read is not answered with rows; it becomes a problem detail (RFC 9457) of type {@code /problems/<code>}. It has
 * no stack trace, being an answer.
 */
public abstract class QueryProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;
    private final @Nullable Integer retryAfterSeconds;

    /**
     * @param code kebab-case and stable; the page is {@code docs/problems/<code>.md}
     * @param status of HTTP
     * @param detail a sentence for the caller, without personal data
     * @param retryAfterSeconds when asking again may help, or null when it will not
     */
    protected QueryProblem(String code, int status, String detail, @Nullable Integer retryAfterSeconds) {
        super(detail, null, false, false);
        this.code = code;
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public final String code() {
        return code;
    }

    public final int status() {
        return status;
    }

    public final String detail() {
        String detail = getMessage();
        return detail == null ? "" : detail;
    }

    public final @Nullable Integer retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
