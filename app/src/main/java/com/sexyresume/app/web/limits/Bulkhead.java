package com.sexyresume.app.web.limits;

import com.sexyresume.app.web.problems.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Carries out requests that take much CPU on a few threads of the platform's, a bounded number at a time and a bounded
 * number waiting. The threads of requests are virtual, and as many of them run as there are processors, until they
 * wait: without this, as many of such requests would stop everybody. Interceptors have passed before, and so has the
 * wait for {@code Min-Position}.
 */
public final class Bulkhead extends RequestMappingHandlerAdapter implements DisposableBean {

    private final BulkheadProperties limits;
    private final ThreadPoolExecutor threads;

    public Bulkhead(BulkheadProperties limits) {
        this.limits = limits;
        int number = limits.threadsOrProcessors();
        threads = new ThreadPoolExecutor(
                number,
                number,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(limits.queue()),
                Thread.ofPlatform().daemon().name("bulkhead-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    protected @Nullable ModelAndView handleInternal(
            HttpServletRequest request, HttpServletResponse response, HandlerMethod handlerMethod) throws Exception {
        if (!isHeavy(request)) {
            return super.handleInternal(request, response, handlerMethod);
        }
        SecurityContext caller = SecurityContextHolder.getContext();
        RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
        LocaleContext locale = LocaleContextHolder.getLocaleContext();
        Callable<@Nullable ModelAndView> handling = () -> {
            SecurityContextHolder.setContext(caller);
            RequestContextHolder.setRequestAttributes(attributes);
            LocaleContextHolder.setLocaleContext(locale);
            try {
                return super.handleInternal(request, response, handlerMethod);
            } finally {
                SecurityContextHolder.clearContext();
                RequestContextHolder.resetRequestAttributes();
                LocaleContextHolder.resetLocaleContext();
            }
        };
        Future<@Nullable ModelAndView> handled;
        try {
            handled = threads.submit(handling);
        } catch (RejectedExecutionException full) {
            throw ProblemType.TRY_AGAIN.exception(
                    "More that takes long is asked for at this moment than may wait; nothing was carried out.");
        }
        return answer(handled);
    }

    private static @Nullable ModelAndView answer(Future<@Nullable ModelAndView> handled) throws Exception {
        try {
            return handled.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case Exception thrown -> throw thrown;
                case Error error -> throw error;
                case null, default -> throw failed;
            }
        } catch (InterruptedException stopping) {
            handled.cancel(true);
            throw stopping;
        }
    }

    private boolean isHeavy(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length > limits.bodyBytes() || (length < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null)) {
            return true;
        }
        String operation =
                request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return limits.operations().contains(operation)
                || (request.getQueryString() != null && limits.operations().contains(operation + "?"));
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
