package com.sexyresume.app.web.problems;

import com.sexyresume.app.web.requests.AccessLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes every error answer of the application, whatever the caller accepts (RFC 9110, section 15: an error is better
 * told in another media type than not at all).
 */
public final class ProblemWriter {

    private static final Logger log = LoggerFactory.getLogger(ProblemWriter.class);

    private static final List<String> REPRESENTATION =
            List.of(HttpHeaders.ETAG, HttpHeaders.LAST_MODIFIED, HttpHeaders.LOCATION, HttpHeaders.CONTENT_DISPOSITION);

    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Does nothing when an answer is already on its way. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) {
        request.setAttribute(AccessLog.PROBLEM, problem.code());
        if (response.isCommitted()) {
            return;
        }
        byte[] body = body(problem);
        response.resetBuffer();
        // What a handler had said about the representation that could not be written.
        REPRESENTATION.forEach(name -> response.setHeader(name, null));
        response.setStatus(problem.status());
        problem.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
        } catch (IOException gone) {
            log.debug("The caller did not wait for the answer");
        }
    }

    private byte[] body(Problem problem) {
        try {
            return json.writeValueAsBytes(problem.body());
        } catch (JacksonException unwritable) {
            log.error("The members of the problem {} cannot be written", problem.code(), unwritable);
            return json.writeValueAsBytes(
                    Problem.of(problem.code(), problem.status(), problem.title(), problem.detail())
                            .body());
        }
    }
}
