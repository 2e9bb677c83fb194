package com.sexyresume.app.web;

import com.sexyresume.app.web.bodies.BodyMemory;
import com.sexyresume.app.web.bodies.KeptBodyRequest;
import com.sexyresume.app.web.problems.Problem;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.app.web.problems.ProblemWriter;
import com.sexyresume.app.web.problems.Problems;
import com.sexyresume.app.web.requests.AccessLog;
import com.sexyresume.app.web.requests.RequestId;
import com.sexyresume.app.web.requests.WebProperties;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: it measures the request line and the headers, keeps the body readable for whoever comes later,
 * answers what is thrown outside of any handler, gives every answer its {@link RequestId}, and logs the answer.
 */
final class EdgeFilter extends OncePerRequestFilter {

    private final WebProperties limits;
    private final BodyMemory memory;
    private final Problems problems;
    private final ProblemWriter writer;
    private final AccessLog accessLog;

    EdgeFilter(WebProperties limits, Problems problems, ProblemWriter writer, AccessLog accessLog) {
        this.limits = limits;
        this.memory = new BodyMemory(limits.body(), Runtime.getRuntime().maxMemory());
        this.problems = problems;
        this.writer = writer;
        this.accessLog = accessLog;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long startNanos = System.nanoTime();
        String id = RequestId.of(request);
        request.setAttribute(AccessLog.REQUEST_ID, id);
        response.setHeader(RequestId.HEADER, id);
        MDC.put(RequestId.KEY, id);
        BodyMemory.Part part = memory.new Part();
        try {
            judgeSize(request);
            chain.doFilter(new KeptBodyRequest(request, limits.body().maxBytes(), part), response);
        } catch (Exception thrown) {
            Problem problem = problems.of(thrown);
            if (response.isCommitted()) {
                // Half an answer must not look like a whole one: the container cuts the connection.
                throw thrown;
            }
            writer.write(request, response, problem);
        } finally {
            part.release();
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new LoggedAtTheEnd(request, response, startNanos));
            } else {
                accessLog.answered(request, response, startNanos);
            }
            MDC.remove(RequestId.KEY);
        }
    }

    private void judgeSize(HttpServletRequest request) {
        int uri = request.getRequestURI().length();
        String query = request.getQueryString();
        if (uri + (query == null ? 0 : query.length()) > limits.maxUriLength()) {
            throw ProblemType.URI_TOO_LONG.exception();
        }
        int headers = 0;
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            for (Enumeration<String> values = request.getHeaders(name); values.hasMoreElements(); ) {
                headers += name.length() + values.nextElement().length();
            }
        }
        if (headers > limits.maxHeadersLength()) {
            throw ProblemType.HEADERS_TOO_LARGE.exception();
        }
    }

    /** A streamed answer is logged when its last byte is written. */
    private final class LoggedAtTheEnd implements AsyncListener {

        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final long startNanos;

        LoggedAtTheEnd(HttpServletRequest request, HttpServletResponse response, long startNanos) {
            this.request = request;
            this.response = response;
            this.startNanos = startNanos;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            accessLog.answered(request, response, startNanos);
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
