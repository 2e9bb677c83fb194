package com.sexyresume.app.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document is all that a frontend developer needs. */
@EdgeTest
class ApiDescriptionTest {

    @LocalServerPort
    int port;

    private Client client;
    private JsonNode api;

    @BeforeEach
    void read() {
        client = new Client(port);
        Answer answer = client.get("/v3/api-docs").send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        api = answer.json();
    }

    private JsonNode operation(String path, String method) {
        JsonNode operation = api.path("paths").path(path).path(method);
        assertThat(operation.isObject()).as(path).isTrue();
        return operation;
    }

    private static List<String> names(JsonNode operation, String in) {
        List<String> names = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asString("").equals(in)) {
                names.add(parameter.path("name").asString(""));
            }
        });
        return names;
    }

    private static List<String> statuses(JsonNode operation) {
        return List.copyOf(operation.path("responses").propertyNames());
    }

    @Test
    void isOpenApiThreeOneInJsonAndYaml() {
        assertThat(api.path("openapi").asString("")).startsWith("3.1.");
        assertThat(client.get("/v3/api-docs.yaml").send().body()).startsWith("openapi: 3.1.");
    }

    @Test
    void saysHowToGetAToken() {
        assertThat(api.path("info").path("description").asString("")).contains("/dev/token", "Supabase");
        assertThat(api.path("security").toString()).isEqualTo("[{\"bearer\":[]}]");
        assertThat(api.path("components")
                        .path("securitySchemes")
                        .path("bearer")
                        .path("scheme")
                        .asString(""))
                .isEqualTo("bearer");
    }

    @Test
    void describesAWrite() {
        JsonNode spend = operation("/v1/probe/spends", "post");

        assertThat(names(spend, "header")).containsExactly("Idempotency-Key", "If-Match");
        assertThat(names(spend, "query")).isEmpty();
        assertThat(statuses(spend))
                .containsExactly(
                        "200", "400", "401", "403", "404", "406", "408", "409", "410", "412", "413", "414", "415",
                        "422", "428", "429", "431", "500", "503");
        assertThat(spend.path("requestBody").path("content").propertyNames()).containsExactly("application/json");
    }

    @Test
    void describesARead() {
        JsonNode thing = operation("/v1/probe/things/{id}", "get");

        assertThat(names(thing, "header")).contains("Min-Position").doesNotContain("Idempotency-Key", "If-Match");
        assertThat(names(thing, "path")).containsExactly("id");
        assertThat(statuses(thing))
                .containsExactly(
                        "200", "400", "401", "403", "404", "406", "408", "410", "414", "429", "431", "500", "503");
    }

    @Test
    void describesAPatchByItsMediaTypes() {
        assertThat(operation("/v1/probe/documents/{id}", "patch")
                        .path("requestBody")
                        .path("content")
                        .propertyNames())
                .containsExactlyInAnyOrder("application/json-patch+json", "application/merge-patch+json");
    }

    @Test
    void asksForNoTokenWhereNoneIsNeeded() {
        JsonNode schema = operation("/schemas/probe", "get");

        assertThat(schema.path("security").toString()).isEqualTo("[]");
        assertThat(statuses(schema)).doesNotContain("401", "403");
    }

    @Test
    void describesProblems() {
        JsonNode refused = api.path("components").path("responses").path("409");

        assertThat(refused.path("content")
                        .path("application/problem+json")
                        .path("schema")
                        .path("$ref")
                        .asString(""))
                .isEqualTo("#/components/schemas/Problem");
        assertThat(api.path("components")
                        .path("schemas")
                        .path("Problem")
                        .path("required")
                        .toString())
                .contains("type", "title", "status", "detail", "code");
        assertThat(api.path("components")
                        .path("responses")
                        .path("503")
                        .path("headers")
                        .has("Retry-After"))
                .isTrue();
    }

    @Test
    void requiresWhatTheBindingRequires() {
        JsonNode schemas = api.path("components").path("schemas");

        assertThat(schemas.path("Spend").path("required").toString()).isEqualTo("[\"amount\",\"source\"]");
        assertThat(schemas.path("Types").has("required")).isFalse();
        assertThat(schemas.path("Document").path("properties").path("data").has("type"))
                .as("any JSON value")
                .isFalse();
    }

    @Test
    void refersToNothingThatIsNotThere() {
        List<String> references = new ArrayList<>();
        collect(api, references);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(api.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.path("$ref").asString(""));
        }
        node.forEach(child -> collect(child, references));
    }

    @Test
    void isShownByPagesThatLoadNothingFromElsewhere() {
        Answer redirect = client.get("/swagger-ui.html").send();
        Answer page = client.get("/swagger-ui/index.html").send();
        Answer settings = client.get("/v3/api-docs/swagger-config").send();

        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("Location")).endsWith("/swagger-ui/index.html");
        assertThat(page.body()).contains("src=\"./swagger-ui-bundle.js\"").doesNotContain("http:", "https:", "<style");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'")
                .doesNotContain("unsafe-eval", "http");
        assertThat(client.get("/swagger-ui/swagger-ui-bundle.js").send().status())
                .isEqualTo(200);
        assertThat(settings.json().path("validatorUrl").asString("")).isEqualTo("none");
    }
}
