package com.sexyresume.app.documents;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Swagger UI sends of an operation when nothing is typed: the examples and defaults of the parameters, and the
 * example of the body or one that is made of its schema.
 */
record UntouchedRequest(
        String path,
        Map<String, String> headers,
        String mediaType,
        @Nullable String body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static UntouchedRequest of(JsonNode document, String name, JsonNode operation) {
        String path = name.split(" ", 2)[1];
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode value = value(parameter);
            if (value.isMissingNode()) {
                continue;
            }
            String encoded = URLEncoder.encode(value.asString(), StandardCharsets.UTF_8);
            String parameterName = parameter.path("name").asString();
            switch (parameter.path("in").asString()) {
                case "path" -> path = path.replace("{" + parameterName + "}", encoded);
                case "query" -> query.add(parameterName + "=" + encoded);
                default -> headers.put(parameterName, value.asString());
            }
        }
        if (!query.isEmpty()) {
            path = path + "?" + String.join("&", query);
        }
        for (Map.Entry<String, JsonNode> media :
                operation.path("requestBody").path("content").properties()) {
            JsonNode example = media.getValue().path("example");
            JsonNode body =
                    example.isMissingNode() ? sample(document, media.getValue().path("schema")) : example;
            return new UntouchedRequest(path, headers, media.getKey(), body.toString());
        }
        return new UntouchedRequest(path, headers, "", null);
    }

    private static JsonNode value(JsonNode parameter) {
        if (parameter.has("example")) {
            return parameter.path("example");
        }
        JsonNode schema = parameter.path("schema");
        if (schema.has("example")) {
            return schema.path("example");
        }
        if (schema.has("default")) {
            return schema.path("default");
        }
        return parameter.path("required").asBoolean(false) ? schema.path("enum").path(0) : JSON.missingNode();
    }

    private static JsonNode sample(JsonNode document, JsonNode schema) {
        if (schema.has("$ref")) {
            return sample(document, document.at(schema.path("$ref").asString().substring(1)));
        }
        for (String given : List.of("example", "default")) {
            if (schema.has(given)) {
                return schema.path(given);
            }
        }
        for (String choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice)) {
                return sample(document, schema.path(choice).path(0));
            }
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        JsonNode type = schema.path("type").isArray() ? schema.path("type").path(0) : schema.path("type");
        return switch (type.asString("")) {
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                schema.path("properties")
                        .properties()
                        .forEach(property -> object.set(property.getKey(), sample(document, property.getValue())));
                yield object;
            }
            case "array" -> {
                ArrayNode array = JSON.createArrayNode();
                array.add(sample(document, schema.path("items")));
                yield array;
            }
            case "integer", "number" ->
                JSON.getNodeFactory()
                        .numberNode(Math.max(0, schema.path("minimum").asInt(0)));
            case "boolean" -> JSON.getNodeFactory().booleanNode(true);
            default ->
                JSON.getNodeFactory()
                        .stringNode(
                                switch (schema.path("format").asString("")) {
                                    case "uuid" -> "3fa85f64-5717-4562-b3fc-2c963f66afa6";
                                    case "email" -> "user@example.com";
                                    case "date" -> LocalDate.now(ZoneOffset.UTC).toString();
                                    case "date-time" -> Instant.now().toString();
                                    default -> "string";
                                });
        };
    }
}
