package com.sexyresume.webtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP to the edge: {@code client.post("/v1/…").token(…).json("{}").send()}. */
public final class Client {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String server;

    public Client(int port) {
        this.server = "http://127.0.0.1:" + port;
    }

    public Exchange get(String path) {
        return new Exchange("GET", path);
    }

    public Exchange post(String path) {
        return new Exchange("POST", path);
    }

    public Exchange send(String method, String path) {
        return new Exchange(method, path);
    }

    /** A request in the making. */
    public final class Exchange {

        private final HttpRequest.Builder request;
        private final String method;
        private byte @Nullable [] body;

        private Exchange(String method, String path) {
            this.method = method;
            this.request = HttpRequest.newBuilder(URI.create(server + path));
        }

        public Exchange header(String name, String value) {
            request.header(name, value);
            return this;
        }

        public Exchange token(String token) {
            return header("Authorization", "Bearer " + token);
        }

        public Exchange json(String json) {
            return body("application/json", json.getBytes(StandardCharsets.UTF_8));
        }

        public Exchange body(String type, byte[] bytes) {
            body = bytes;
            return header("Content-Type", type);
        }

        public Answer send() {
            request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
            try {
                return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError(interrupted);
            }
        }
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public List<String> headers(String name) {
            return response.headers().allValues(name);
        }

        public JsonNode json() {
            return JSON.readTree(body());
        }

        /** Asserts that this is a problem detail that is whole and tells nothing of the inside. */
        public Answer isProblem(int status, String code) {
            assertThat(body())
                    .as("body of %d", status())
                    .doesNotContain("Exception", "com.sexyresume", "org.", "java.");
            assertThat(status()).as(body()).isEqualTo(status);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            JsonNode problem = json();
            assertThat(problem.path("code").asString("")).isEqualTo(code);
            assertThat(problem.path("type").asString("")).isEqualTo("/problems/" + code);
            assertThat(problem.path("status").asInt(0)).isEqualTo(status);
            assertThat(problem.path("title").asString("")).isNotBlank();
            assertThat(problem.path("detail").asString("")).isNotBlank();
            return this;
        }

        /** Asserts that the first error is at this place in the body. */
        public Answer at(String pointer) {
            assertThat(json().path("errors").path(0).path("pointer").asString("none"))
                    .as(body())
                    .isEqualTo(pointer);
            return this;
        }

        /** Asserts that the first error is about this parameter. */
        public Answer names(String in, String parameter) {
            JsonNode error = json().path("errors").path(0);
            assertThat(error.path("parameter").asString("none")).as(body()).isEqualTo(parameter);
            assertThat(error.path("in").asString("none")).as(body()).isEqualTo(in);
            return this;
        }

        public Answer saying(String words) {
            assertThat(body()).contains(words);
            return this;
        }
    }
}
