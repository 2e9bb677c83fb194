package com.sexyresume.app.web.problems;

import com.github.f4b6a3.uuid.UuidCreator;
import com.sexyresume.app.web.requests.RequestId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers what never reaches the application, such as a request line that is not HTTP: a problem detail instead of
 * Tomcat's page in HTML. It is made by Tomcat, by name.
 */
public final class ConnectorErrors extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = ProblemType.ofStatus(response.getStatus());
        // Every word of these problems is ours: nothing needs to be escaped.
        String body = "{\"type\":\"/problems/%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
                .formatted(problem.code(), problem.title(), problem.status(), problem.detail(), problem.code());
        try {
            response.setContentType("application/problem+json");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            if (response.getHeader(RequestId.HEADER) == null) {
                response.setHeader(
                        RequestId.HEADER, UuidCreator.getTimeOrderedEpoch().toString());
            }
            response.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("The caller did not wait for the answer");
        }
    }
}
