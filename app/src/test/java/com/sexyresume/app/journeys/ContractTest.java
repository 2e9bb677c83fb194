package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.app.journeys.Api.Answer;
import com.sexyresume.webtest.Contract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document is well-formed and whole, the answers of all tests are judged by it, and pages may use it. */
class ContractTest extends Journey {

    private static final Pattern OPERATION_ID = Pattern.compile("[a-z][A-Za-z]*\\.[a-z][A-Za-z]*");

    private final UUID ada = UUID.randomUUID();

    private JsonNode document;
    private Contract contract;

    @BeforeEach
    void read() {
        contract = Contract.at(base()).orElseThrow();
        document = contract.document();
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        List<String> ids = contract.operations().values().stream()
                .map(operation -> operation.path("operationId").asString(""))
                .toList();

        assertThat(ids).hasSizeGreaterThan(100).doesNotHaveDuplicates().allMatch(OPERATION_ID.asMatchPredicate());
        assertThat(ids).contains("resumes.create", "resumes.list", "resumes.get", "resumes.patch", "jobRoles.list");
    }

    @Test
    void everyOperationSaysWhatItIsAndWhatItAnswers() {
        SoftAssertions all = new SoftAssertions();
        contract.operations().forEach((name, operation) -> {
            all.assertThat(operation.path("summary").asString("")).as(name).isNotBlank();
            all.assertThat(operation.path("tags").size()).as("tags of %s", name).isOne();
            List<String> statuses = List.copyOf(operation.path("responses").propertyNames());
            all.assertThat(statuses)
                    .as(name)
                    .contains("400", "429", "500", "503")
                    .doesNotContain("default");
            List<String> successes =
                    statuses.stream().filter(status -> status.startsWith("2")).toList();
            all.assertThat(successes).as("successes of %s", name).isNotEmpty();
            successes.stream().filter(status -> !status.equals("204")).forEach(status -> {
                JsonNode content = operation.path("responses").path(status).path("content");
                all.assertThat(content.isEmpty())
                        .as("no content of %s, %s", name, status)
                        .isFalse();
                content.properties()
                        .forEach(media -> all.assertThat(
                                        media.getValue().path("schema").isEmpty())
                                .as("no schema of %s, %s, %s", name, status, media.getKey())
                                .isFalse());
            });
            variables(name.split(" ", 2)[1])
                    .forEach(variable ->
                            all.assertThat(parameters(operation)).as(name).contains("path " + variable));
            all.assertThat(parameters(operation)).as(name).doesNotHaveDuplicates();
        });
        all.assertAll();
    }

    private static List<String> variables(String path) {
        return Pattern.compile("\\{([^}]+)}")
                .matcher(path)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> parameters(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .map(parameter -> parameter.path("in").asString() + " "
                        + parameter.path("name").asString())
                .toList();
    }

    /** OpenAPI 3.1: paths that differ by the names of their variables alone are one path. */
    @Test
    void noTwoPathsAreTheSame() {
        assertThat(document.path("paths").propertyNames().stream().map(path -> path.replaceAll("\\{[^}]+}", "{}")))
                .doesNotHaveDuplicates();
    }

    @Test
    void schemasSayOnlyWhatASchemaCanSay() {
        List<String> wrong = new ArrayList<>();
        walk("", document, (place, node) -> {
            if (node.path("default").asString("").startsWith("##")) {
                wrong.add(place + ": a default of the generator's own");
            }
            if (node.path("pattern").isString()) {
                String pattern = node.path("pattern").asString();
                if (!pattern.startsWith("^") || pattern.contains("(?U)")) {
                    wrong.add(place + ": the pattern is not one of ECMA-262 for all of a text: " + pattern);
                }
            }
            if (node.path("type").asString("").equals("array") && !node.has("items")) {
                wrong.add(place + ": an array of nothing known");
            }
            if (node.path("type").asString("").equals("object")
                    && !node.has("properties")
                    && !node.has("additionalProperties")) {
                wrong.add(place + ": an object of nothing known");
            }
            if (node.has("$ref")
                    && document.at(node.path("$ref").asString().substring(1)).isMissingNode()) {
                wrong.add(place + ": refers to nothing: " + node.path("$ref"));
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void examplesOfBodiesAndParametersAreWhatTheirSchemasAskFor() {
        SoftAssertions all = new SoftAssertions();
        contract.operations().forEach((name, operation) -> {
            operation.path("parameters").forEach(parameter -> {
                if (parameter.has("example")) {
                    all.assertThat(contract.violations(parameter.path("schema"), parameter.path("example")))
                            .as("%s, %s", name, parameter.path("name"))
                            .isEmpty();
                }
            });
            operation.path("requestBody").path("content").properties().forEach(media -> {
                JsonNode schema = media.getValue().path("schema");
                JsonNode example = media.getValue().has("example")
                        ? media.getValue().path("example")
                        : document.at(schema.path("$ref").asString("#").substring(1))
                                .path("example");
                if (!example.isMissingNode()) {
                    all.assertThat(contract.violations(schema, example))
                            .as(name)
                            .isEmpty();
                }
            });
        });
        all.assertAll();
    }

    private interface Visitor {
        void visit(String place, JsonNode node);
    }

    private static void walk(String place, JsonNode node, Visitor visitor) {
        if (node.isObject()) {
            visitor.visit(place, node);
            node.properties().stream()
                    .filter(member -> !member.getKey().startsWith("example"))
                    .forEach(member ->
                            walk(place + "/" + member.getKey().replace("/", "~1"), member.getValue(), visitor));
        }
        if (node.isArray()) {
            node.valueStream().forEach(element -> walk(place + "/-", element, visitor));
        }
    }

    @Test
    void anAnswerThatIsNotAsDocumentedIsFound() {
        Answer created = registered(ada).post("/v1/resumes", "{}").expect(201);
        String success = "/paths/~1v1~1resumes/post/responses/201";

        contract.judge("POST", "/v1/resumes", created.response());
        assertThatThrownBy(() -> planted("/paths/~1v1~1resumes/post/responses", node -> node.remove("201"))
                        .judge("POST", "/v1/resumes", created.response()))
                .hasMessageContaining("the status is not declared");
        assertThatThrownBy(() -> planted(success + "/headers", node -> node.remove("Event-Position"))
                        .judge("POST", "/v1/resumes", created.response()))
                .hasMessageContaining("the header field event-position is not declared");
        assertThatThrownBy(() -> planted(
                                success + "/headers",
                                node -> node.putObject("X-Other").put("required", true))
                        .judge("POST", "/v1/resumes", created.response()))
                .hasMessageContaining("the header field X-Other is missing");
        assertThatThrownBy(() -> planted("/paths/~1v1~1resumes~1{id}", node -> node.remove("get"))
                        .judge("POST", "/v1/resumes", created.response()))
                .hasMessageContaining("nothing answers GET");
        assertThatThrownBy(() -> planted("/components/schemas/Written/properties", node -> node.remove("position"))
                        .judge("POST", "/v1/resumes", created.response()))
                .hasMessageContaining("position");
        assertThatThrownBy(() -> planted(
                                "/components/schemas/Written/properties/version", node -> node.put("type", "string"))
                        .judge("POST", "/v1/resumes", created.response()))
                .hasMessageContaining("/version");
        assertThatThrownBy(() -> planted(
                                success + "/content", node -> node.set("text/plain", node.remove("application/json")))
                        .judge("POST", "/v1/resumes", created.response()))
                .hasMessageContaining("the media type application/json is not declared");
    }

    @Test
    void aRefusalThatIsNotDocumentedOfTheOperationIsFound() {
        String path = "/v1/me/credits/spends";
        String insufficient = "/components/schemas/InsufficientCreditsProblem/properties";
        Answer refused = registered(ada)
                .post(path, "{\"amount\":7,\"source\":\"export\"}")
                .expectProblem(409, "insufficient-credits");

        contract.judge("POST", path, refused.response());
        assertThatThrownBy(() -> planted(
                                insufficient + "/code",
                                node -> node.putArray("enum").add("other"))
                        .judge("POST", path, refused.response()))
                .hasMessageContaining("/code");
        assertThatThrownBy(() ->
                        planted(insufficient, node -> node.remove("balance")).judge("POST", path, refused.response()))
                .hasMessageContaining("balance");
    }

    @Test
    void everyCommandsRefusalsAreNamed() {
        List<String> unnamed = new ArrayList<>();
        contract.operations().forEach((name, operation) -> {
            if (parameters(operation).contains("header Idempotency-Key")) {
                operation.path("responses").properties().stream()
                        .filter(response -> response.getKey().startsWith("4"))
                        .filter(response -> schema(response.getValue()).equals("#/components/schemas/Problem"))
                        .forEach(response -> unnamed.add(name + ", " + response.getKey()));
            }
        });
        assertThat(unnamed)
                .as("other than of operations that send no command of a context")
                .containsExactly(
                        "POST /v1/admin/personal-data/epochs/rewrap, 409",
                        "POST /v1/admin/policies/parked/{policy}/{position}/retry, 409",
                        "POST /v1/admin/users/{userId}/key-replacement, 409");
    }

    private String schema(JsonNode response) {
        JsonNode declared = response.has("$ref")
                ? document.at(response.path("$ref").asString().substring(1))
                : response;
        return declared.path("content")
                .path("application/problem+json")
                .path("schema")
                .path("$ref")
                .asString("");
    }

    private Contract planted(String place, Consumer<ObjectNode> fault) {
        JsonNode copy = document.deepCopy();
        fault.accept((ObjectNode) copy.at(place));
        return Contract.of(copy);
    }

    @Test
    void aPageMayReadEveryHeaderThatIsDocumented() {
        Answer answer = anonymous().with("Origin", ORIGIN).get("/v1/me").expect(401);
        Set<String> exposed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        exposed.addAll(
                Arrays.asList(answer.header("Access-Control-Expose-Headers").split(", *", -1)));
        Set<String> documented = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        walk("", document, (place, node) -> {
            if (place.matches(".*/responses/[0-9]+")) {
                documented.addAll(node.path("headers").propertyNames());
            }
        });

        // Of a request, or read by the browser itself.
        documented.removeAll(List.of("Accept", "Accept-Encoding"));
        assertThat(documented).contains("ETag", "Event-Position", "Location", "RateLimit", "Retry-After");
        assertThat(exposed).containsAll(documented);
        assertThat(answer.response().headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void aPageThatIsBeingClosedTellsWhatHappenedInPlainText() {
        Api beacon = anonymous().with("Origin", ORIGIN).with("Content-Type", "text/plain;charset=UTF-8");
        String told = "{\"events\":[{\"eventName\":\"upsell_shown\",\"sessionId\":\"b7e1d0c2a94f4d55\"}]}";

        assertThat(beacon.post("/v1/analytics/events", told)
                        .expect(200)
                        .json()
                        .path("stored")
                        .asInt())
                .isOne();
        beacon.post("/v1/analytics/events", "{\"events\":[],\"events\":[]}").expectProblem(400, "malformed-request");
        beacon.post("/v1/analytics/events", "not JSON").expectProblem(400, "malformed-request");
        beacon.with("Content-Type", "text/plain;charset=ISO-8859-1")
                .post("/v1/analytics/events", told)
                .expectProblem(415, "unsupported-media-type");
        registered(ada)
                .with("Content-Type", "text/plain")
                .post("/v1/resumes", "{}")
                .expectProblem(415, "unsupported-media-type");
    }
}
