package com.sexyresume.app.web.problems;

import org.jspecify.annotations.Nullable;

/**
 * The problems that the edge itself answers with, each explained in {@code docs/problems/<code>.md}. The problems of
 * rules come from their {@link com.sexyresume.deciding.Rejection}s, those of other modules through a
 * {@link ProblemMapping}.
 */
public enum ProblemType {
    MALFORMED_REQUEST("malformed-request", 400, "Malformed request", "The request is not well-formed."),
    INVALID_REQUEST("invalid-request", 400, "Invalid request", "The body is well-formed, but not what is expected."),
    INVALID_PARAMETER(
            "invalid-parameter", 400, "Invalid parameter", "A path, query or header parameter is not as expected."),
    UNAUTHENTICATED("unauthenticated", 401, "Unauthenticated", "A valid bearer token is needed."),
    FORBIDDEN("forbidden", 403, "Forbidden", "This token does not allow that."),
    NOT_FOUND("not-found", 404, "Not found", "There is nothing here."),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method not allowed", "The header Allow names the methods."),
    NOT_ACCEPTABLE("not-acceptable", 406, "Not acceptable", "There is no answer in a media type that Accept names."),
    REQUEST_TIMEOUT("request-timeout", 408, "Request timeout", "The request did not arrive in time."),
    PAYLOAD_TOO_LARGE("payload-too-large", 413, "Payload too large", "The body is larger than is accepted."),
    URI_TOO_LONG("uri-too-long", 414, "URI too long", "The path and query are longer than is accepted."),
    UNSUPPORTED_MEDIA_TYPE(
            "unsupported-media-type", 415, "Unsupported media type", "The body's media type is not accepted here."),
    TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests", "Try again later.", 1),
    HEADERS_TOO_LARGE("headers-too-large", 431, "Headers too large", "The header fields are larger than is accepted."),
    INTERNAL_ERROR("internal-error", 500, "Internal error", "Something went wrong here; it has been recorded."),
    NOT_IMPLEMENTED("not-implemented", 501, "Not implemented", "No resource here knows this method or protocol."),
    TRY_AGAIN("try-again", 503, "Try again", "The request was not carried out; it may be sent again.", 1),
    DATABASE_UNAVAILABLE("database-unavailable", 503, "Database unavailable", "The database does not answer.", 2);

    private final String code;
    private final int status;
    private final String title;
    private final String detail;
    private final @Nullable Integer retryAfterSeconds;

    ProblemType(String code, int status, String title, String detail) {
        this(code, status, title, detail, null);
    }

    ProblemType(String code, int status, String title, String detail, @Nullable Integer retryAfterSeconds) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    /** The problem with the type's own words. */
    public Problem problem() {
        return problem(detail);
    }

    /**
     * The problem with words about this occurrence.
     *
     * @param detail a sentence for the caller, without personal data and without what the caller sent
     */
    public Problem problem(String detail) {
        Problem problem = Problem.of(code, status, title, detail);
        return retryAfterSeconds == null ? problem : problem.retryAfter(retryAfterSeconds);
    }

    public ProblemException exception() {
        return new ProblemException(problem());
    }

    public ProblemException exception(String detail) {
        return new ProblemException(problem(detail));
    }

    /** The problem for a status that someone else chose, such as the servlet container. */
    static Problem ofStatus(int status) {
        for (ProblemType type : values()) {
            if (type.status == status) {
                return type.problem();
            }
        }
        return switch (status / 100) {
            case 4 -> MALFORMED_REQUEST.problem().withStatus(status);
            case 5 -> status == 503 ? TRY_AGAIN.problem() : INTERNAL_ERROR.problem();
            default -> NOT_FOUND.problem();
        };
    }
}
