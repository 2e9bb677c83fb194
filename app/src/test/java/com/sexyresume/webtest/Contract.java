package com.sexyresume.webtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document of a running application, against which its answers are judged: status, header fields, media
 * type and body. What the document does not name is as wrong as what it names and is not so.
 */
public final class Contract {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REFERENCES = "#/components/schemas/";
    private static final String ADDRESS = "https://contract.example/schemas";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** Of HTTP, its caches, its proxies and the browser's guards: no operation has them of its own. */
    private static final Set<String> OF_HTTP = Set.of(
            ":status",
            "cache-control",
            "connection",
            "content-length",
            "content-security-policy",
            "content-type",
            "date",
            "keep-alive",
            "referrer-policy",
            "transfer-encoding",
            "vary",
            "x-accel-buffering",
            "x-content-type-options",
            "x-frame-options",
            "x-xss-protection");

    private static volatile @Nullable Contract current;
    /** Applications that answered without the whole document; each is asked once. */
    private static final Set<String> WITHOUT = ConcurrentHashMap.newKeySet();

    private final JsonNode document;
    private final List<Route> routes = new ArrayList<>();
    private final Map<JsonNode, String> names = new HashMap<>();
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();
    private final SchemaRegistry registry;

    /** Where an operation is found. */
    private record Route(Pattern path, int variables, String template, JsonNode operations) {}

    private Contract(JsonNode document) {
        this.document = document;
        document.path("paths").properties().forEach(path -> {
            String[] segments = path.getKey().split("/", -1);
            StringBuilder pattern = new StringBuilder();
            int variables = 0;
            for (int at = 1; at < segments.length; at++) {
                boolean variable = segments[at].startsWith("{");
                variables += variable ? 1 : 0;
                pattern.append('/').append(variable ? "[^/]+" : Pattern.quote(segments[at]));
            }
            routes.add(new Route(Pattern.compile(pattern.toString()), variables, path.getKey(), path.getValue()));
        });
        routes.sort(Comparator.comparingInt(Route::variables));
        String schemas = definitions().toString();
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                settings -> settings.schemas(Map.of(ADDRESS, schemas))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .locale(Locale.ROOT)
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    public static Contract of(JsonNode document) {
        return new Contract(document);
    }

    /**
     * The contract of all applications that these tests start: it is one program. The first that describes both sides
     * is asked for it.
     *
     * @return nothing while there is none that could be asked
     */
    public static Optional<Contract> at(String base) {
        Contract known = current;
        return known == null && !WITHOUT.contains(base) ? Optional.ofNullable(read(base)) : Optional.ofNullable(known);
    }

    private static synchronized @Nullable Contract read(String base) {
        if (current != null) {
            return current;
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(base + "/v3/api-docs"))
                            .timeout(Duration.ofMinutes(1))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                WITHOUT.add(base);
                return null;
            }
            JsonNode document = JSON.readTree(answer.body());
            boolean hasBothSides = document.path("paths").path("/v1/users").has("post")
                    && document.path("paths").path("/v1/me").has("get");
            if (hasBothSides) {
                current = new Contract(document);
            } else {
                WITHOUT.add(base);
            }
            return current;
        } catch (IOException away) {
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    public JsonNode document() {
        return document;
    }

    /** All schemas as one resource, each closed: a property that none of them names is one too many. */
    private ObjectNode definitions() {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode definitions = root.putObject("$defs");
        document.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> definitions.set(schema.getKey(), closed(schema.getValue())));
        List<JsonNode> used = new ArrayList<>();
        collectSchemas(document.path("paths"), used);
        collectSchemas(document.path("components").path("responses"), used);
        for (JsonNode schema : used) {
            String name = "used-" + names.size();
            if (names.putIfAbsent(schema, name) == null) {
                definitions.set(name, closed(schema));
            }
        }
        return root;
    }

    private static void collectSchemas(JsonNode node, List<JsonNode> found) {
        if (node.isObject() && node.path("schema").isObject()) {
            found.add(node.path("schema"));
        }
        node.forEach(child -> collectSchemas(child, found));
    }

    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ArrayNode array) {
            ArrayNode all = JSON.createArrayNode();
            array.forEach(element -> all.add(closed(element)));
            return all;
        }
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode copy = JSON.createObjectNode();
        object.properties().forEach(member -> {
            switch (member.getKey()) {
                case "example" -> {}
                case "default", "enum" -> copy.set(member.getKey(), member.getValue());
                case "$ref" -> copy.put("$ref", member.getValue().asString().replace(REFERENCES, ADDRESS + "#/$defs/"));
                default -> copy.set(member.getKey(), closed(member.getValue()));
            }
        });
        JsonNode type = object.path("properties").path("type");
        // Else it is a property that is called "properties".
        boolean isSchema = object.path("properties").isObject() && !type.isString() && !type.isArray();
        if (isSchema && !object.has("additionalProperties")) {
            copy.put("additionalProperties", false);
        }
        return copy;
    }

    /** What is wrong with a value by a schema that stands in the document. */
    public List<String> violations(JsonNode schema, JsonNode value) {
        String name = names.get(schema);
        if (name == null) {
            throw new IllegalArgumentException("The document has no such schema: " + schema);
        }
        return compiled
                .computeIfAbsent(name, key -> registry.getSchema(SchemaLocation.of(ADDRESS + "#/$defs/" + key)))
                .validate(value)
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** Fails where an answer is not what the document says. */
    public void judge(String method, String target, HttpResponse<String> answer) {
        String path = target.split("\\?", 2)[0];
        JsonNode operation = operation(method, path);
        if (operation.isMissingNode()) {
            return;
        }
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(answer.statusCode())));
        List<String> wrong = new ArrayList<>();
        if (response.isMissingNode()) {
            wrong.add("the status is not declared");
        } else {
            judgeFields(response.path("headers"), answer.headers(), wrong);
            judgeBody(response.path("content"), answer, wrong);
            answer.headers()
                    .firstValue("Location")
                    .filter(location ->
                            operation("GET", URI.create(location).getPath()).isMissingNode())
                    .ifPresent(location -> wrong.add("nothing answers GET " + location));
        }
        assertThat(wrong)
                .as(
                        "%s %s, answered %d %s with %s: against the OpenAPI document",
                        method, target, answer.statusCode(), answer.headers().map(), answer.body())
                .isEmpty();
    }

    /** The operation that answers the path, or nothing. */
    private JsonNode operation(String method, String path) {
        return routes.stream()
                .filter(route -> route.path().matcher(path).matches())
                .map(route -> route.operations().path(method.toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(JSON.missingNode());
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    private void judgeFields(JsonNode declared, HttpHeaders fields, List<String> wrong) {
        List<String> known = new ArrayList<>();
        declared.properties().forEach(field -> {
            known.add(field.getKey().toLowerCase(Locale.ROOT));
            Optional<String> value = fields.firstValue(field.getKey());
            if (value.isEmpty() && field.getValue().path("required").asBoolean(false)) {
                wrong.add("the header field " + field.getKey() + " is missing");
            }
        });
        fields.map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !OF_HTTP.contains(name) && !name.startsWith("access-control-") && !known.contains(name))
                .forEach(name -> wrong.add("the header field " + name + " is not declared"));
    }

    private void judgeBody(JsonNode content, HttpResponse<String> answer, List<String> wrong) {
        if (content.isEmpty()) {
            if (!answer.body().isEmpty()) {
                wrong.add("there is a body, and none is declared");
            }
            return;
        }
        String type = answer.headers()
                .firstValue("Content-Type")
                .orElse("")
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!content.has(type)) {
            wrong.add("the media type " + type + " is not declared");
            return;
        }
        JsonNode schema = content.path(type).path("schema");
        if (type.equals("application/x-ndjson")) {
            answer.body().lines().forEach(line -> wrong.addAll(violations(schema, JSON.readTree(line))));
        } else if (type.equals("application/json") || type.endsWith("+json")) {
            wrong.addAll(violations(schema, JSON.readTree(answer.body())));
        }
    }

    /** Every operation, as {@code POST /v1/resumes}. */
    public Map<String, JsonNode> operations() {
        Map<String, JsonNode> all = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> all.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue())));
        return all;
    }
}
