package com.sexyresume.language;

import com.sexyresume.deciding.Refused;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks over HTTP within bounds that the JDK's client alone does not keep: the time-out covers the whole answer, not
 * only its head, and an answer that grows too long is cut off. It does not follow redirects, which could lead away with
 * the key.
 */
public final class BoundedHttp implements HttpClient {

    private final java.net.http.HttpClient client;
    private final Duration timeout;
    private final int maxAnswerBytes;

    private BoundedHttp(Duration timeout, int maxAnswerBytes) {
        this.timeout = timeout;
        this.maxAnswerBytes = maxAnswerBytes;
        client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * Makes clients within these bounds, for whatever model.
     *
     * @param timeout of a whole answer
     */
    public static HttpClientBuilder builder(Duration timeout, int maxAnswerBytes) {
        return new Builder(timeout, maxAnswerBytes);
    }

    /** Bounds of the builder's own: the library's are set to these. */
    private record Builder(Duration timeout, int maxAnswerBytes) implements HttpClientBuilder {

        @Override
        public Duration connectTimeout() {
            return timeout;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration ignored) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return timeout;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration ignored) {
            return this;
        }

        @Override
        public HttpClient build() {
            return new BoundedHttp(timeout, maxAnswerBytes);
        }
    }

    /** The endpoint answered that it does not want to; what it says is left unread. */
    public static final class Refused extends HttpException {

        private static final long serialVersionUID = 1L;

        private final @Nullable String retryAfter;

        Refused(int status, @Nullable String retryAfter) {
            super(status, "");
            this.retryAfter = retryAfter;
        }

        /** {@code Retry-After} as it was sent; null without it. */
        @Nullable
        String retryAfter() {
            return retryAfter;
        }
    }

    /** There was no whole answer. */
    public static final class Unanswered extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** What there was instead. */
        public enum Why {
            /** Within the time-out. */
            TOO_SLOW,
            /** Within the bound of its length. */
            TOO_LONG,
            /** The connection was refused, or broke. */
            UNREACHABLE,
            /** This process ends. */
            INTERRUPTED
        }

        private final Why why;

        Unanswered(Why why) {
            super(why.name(), null, false, false);
            this.why = why;
        }

        /** What there was instead. */
        public Why why() {
            return why;
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        java.net.http.HttpRequest.Builder built = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .method(
                        request.method().name(),
                        request.body() == null
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> built.header(name, value)));
        HttpResponse<byte[]> answer = answer(built.build());
        if (answer.statusCode() / 100 != 2) {
            throw new Refused(
                    answer.statusCode(),
                    answer.headers().firstValue("Retry-After").orElse(null));
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(answer.statusCode())
                .headers(answer.headers().map())
                .body(answer.body())
                .build();
    }

    private HttpResponse<byte[]> answer(java.net.http.HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, info -> new Bounded(maxAnswerBytes));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            throw new Unanswered(Unanswered.Why.TOO_SLOW);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new Unanswered(Unanswered.Why.INTERRUPTED);
        } catch (ExecutionException failed) {
            throw new Unanswered(why(failed));
        } finally {
            // Of an answer that is there nothing is left to cancel.
            answer.cancel(true);
        }
    }

    private static Unanswered.Why why(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLong) {
                return Unanswered.Why.TOO_LONG;
            }
            if (cause instanceof java.net.http.HttpTimeoutException) {
                return Unanswered.Why.TOO_SLOW;
            }
        }
        return Unanswered.Why.UNREACHABLE;
    }

    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Takes bytes until there are too many. */
    private static final class Bounded implements BodySubscriber<byte[]> {

        private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
        private final int most;
        private long taken;
        private Flow.@Nullable Subscription subscription;
        private boolean isOver;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return bytes.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            bytes.onSubscribe(begun);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            if (isOver) {
                return;
            }
            taken += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
            if (taken > most) {
                isOver = true;
                Optional.ofNullable(subscription).ifPresent(Flow.Subscription::cancel);
                bytes.onError(new TooLong());
            } else {
                bytes.onNext(buffers);
            }
        }

        @Override
        public void onError(Throwable failed) {
            bytes.onError(failed);
        }

        @Override
        public void onComplete() {
            if (!isOver) {
                bytes.onComplete();
            }
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("Answers are taken as a whole");
    }
}
