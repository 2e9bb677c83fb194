package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.webtest.Contract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API as one caller sees it: {@code ada.post("/v1/users", …).expect(201)}. Every answer is judged by the
 * {@link Contract}.
 */
final class Api {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String base;
    private final Map<String, String> headers;
    private final boolean judged;

    private Api(String base, Map<String, String> headers, boolean judged) {
        this.base = base;
        this.headers = headers;
        this.judged = judged;
    }

    static Api anonymous(String base) {
        return new Api(base, Map.of(), true);
    }

    static Api user(String base, UUID user) {
        return anonymous(base).with("Authorization", "Bearer " + Tokens.of(user, "authenticated"));
    }

    static Api service(String base) {
        return anonymous(base).with("Authorization", "Bearer " + Tokens.of(new UUID(0, 1), "service_role"));
    }

    Api with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Api(base, more, judged);
    }

    /** Its answers are not judged by the contract: of an application that has not all of it. */
    Api ofAPart() {
        return new Api(base, headers, false);
    }

    /** Reads after what was written. */
    Api after(Answer written) {
        return with("Min-Position", written.header("Event-Position"));
    }

    Api ifMatch(Answer seen) {
        return with("If-Match", seen.header("ETag"));
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer post(String path) {
        return send("POST", path, null);
    }

    Answer put(String path, String json) {
        return send("PUT", path, json);
    }

    Answer patch(String path, String json) {
        return send("PATCH", path, json);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (judged) {
                Contract.at(base).ifPresent(contract -> contract.judge(method, path, answer));
            }
            return new Answer(answer);
        } catch (IOException failure) {
            throw new NotAnswered(method + " " + path, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** The connection broke: whether the request had an effect is not known. */
    static final class NotAnswered extends AssertionError {

        private static final long serialVersionUID = 1L;

        NotAnswered(String request, IOException cause) {
            super(request + " was not answered", cause);
        }
    }

    /** What came back. */
    record Answer(HttpResponse<String> response) {

        Answer expect(int status) {
            assertThat(response.statusCode())
                    .as("%s: %s", response.request().uri(), response.body())
                    .isEqualTo(status);
            return this;
        }

        /** A refusal with a stable code, as RFC 9457 has it. */
        Answer expectProblem(int status, String code) {
            expect(status);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(json().path("code").asString()).isEqualTo(code);
            assertThat(json().path("type").asString()).isEqualTo("/problems/" + code);
            return this;
        }

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers()
                    .firstValue(name)
                    .orElseThrow(() -> new AssertionError("There is no header " + name + " in " + response.headers()));
        }

        String body() {
            return response.body();
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        long position() {
            return Long.parseLong(header("Event-Position"));
        }
    }
}
