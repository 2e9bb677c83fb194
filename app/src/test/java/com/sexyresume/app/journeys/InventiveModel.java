package com.sexyresume.app.journeys;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** A chat endpoint on this machine that writes letters and makes something up about a name that it reads. */
final class InventiveModel implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;

    /** @param name what the name looks like */
    InventiveModel(Pattern name) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/v1/chat/completions", exchange -> {
            Matcher found = name.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String letter = JSON.writeValueAsString(
                    Map.of("letter", "I invented " + (found.find() ? found.group() : "") + "Machine."));
            byte[] answer = JSON.writeValueAsBytes(Map.of(
                    "model",
                    "inventive",
                    "choices",
                    List.of(Map.of("message", Map.of("role", "assistant", "content", letter), "finish_reason", "stop")),
                    "usage",
                    Map.of("prompt_tokens", 7, "completion_tokens", 5, "total_tokens", 12)));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
