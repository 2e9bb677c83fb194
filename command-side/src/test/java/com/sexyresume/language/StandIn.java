package com.sexyresume.language;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A chat endpoint on this machine, which answers what it is told to, one answer after the other. */
public final class StandIn implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** One answer. */
    public interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();

    public StandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", exchange -> {
            keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            Reply reply = replies.poll();
            (reply == null ? status(500) : reply).to(exchange);
        });
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    public StandIn answering(Reply... more) {
        replies.addAll(Arrays.asList(more));
        return this;
    }

    /** What it was asked, so far. */
    public List<JsonNode> asked() {
        return asked;
    }

    public List<String> keys() {
        return keys;
    }

    /** The message of the model, with 1,000 tokens read and 200 written. */
    public static Reply message(String content) {
        return message(content, "stop");
    }

    public static Reply message(String content, String finishReason) {
        return json(
                200,
                Map.of(
                        "id",
                        "chat-1",
                        "object",
                        "chat.completion",
                        "created",
                        1,
                        "model",
                        "stand-in-2026",
                        "choices",
                        List.of(Map.of(
                                "index",
                                0,
                                "message",
                                Map.of("role", "assistant", "content", content),
                                "finish_reason",
                                finishReason)),
                        "usage",
                        Map.of("prompt_tokens", 1000, "completion_tokens", 200, "total_tokens", 1200)));
    }

    public static Reply json(int status, Object body) {
        return text(status, JSON.writeValueAsString(body));
    }

    public static Reply text(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        };
    }

    public static Reply status(int status) {
        return text(status, "{\"error\":{\"message\":\"Ada Lovelace may not\"}}");
    }

    public static Reply status(int status, String retryAfter) {
        return exchange -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            status(status).to(exchange);
        };
    }

    /** Begins an answer and never ends it. */
    public Reply hanging() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                closing.await();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        };
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
