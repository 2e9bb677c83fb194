package com.sexyresume.app.web.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says of each schema what holds where it is used: a request with a property that it does not name is refused, and an
 * answer has all that may be null, as null.
 */
@SuppressWarnings("rawtypes") // Swagger's own signatures
final class SchemaUses {

    private final Map<String, Schema> schemas;
    private final Set<String> requested = new HashSet<>();
    private final Set<String> answered = new HashSet<>();

    private SchemaUses(Components components) {
        this.schemas = components.getSchemas();
    }

    static void describe(OpenAPI api) {
        SchemaUses uses = new SchemaUses(api.getComponents());
        api.getPaths().values().stream()
                .flatMap(item -> item.readOperations().stream())
                .forEach(uses::follow);
        uses.requested.forEach(name -> close(uses.schemas.get(name)));
        uses.answered.stream()
                .filter(name -> !uses.requested.contains(name))
                .forEach(name -> requireNullable(uses.schemas.get(name)));
    }

    private void follow(Operation operation) {
        if (operation.getRequestBody() != null) {
            follow(operation.getRequestBody().getContent(), requested);
        }
        operation.getResponses().values().forEach(response -> follow(response.getContent(), answered));
    }

    private void follow(@Nullable Content content, Set<String> reached) {
        if (content != null) {
            content.values().forEach(media -> follow(media.getSchema(), reached));
        }
    }

    private void follow(@Nullable Schema<?> schema, Set<String> reached) {
        if (schema == null) {
            return;
        }
        open(schema);
        String reference = schema.get$ref();
        if (reference != null && reference.startsWith(RecordSchemas.REFERENCE)) {
            String name = reference.substring(RecordSchemas.REFERENCE.length());
            if (reached.add(name)) {
                follow(schemas.get(name), reached);
            }
        }
        follow(schema.getItems(), reached);
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            follow(values, reached);
        }
        Stream.of(schema.getAnyOf(), schema.getOneOf(), schema.getAllOf())
                .flatMap(alternatives -> alternatives == null ? Stream.empty() : alternatives.stream())
                .forEach(alternative -> follow(alternative, reached));
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> follow(property, reached));
        }
    }

    /** An object whose properties are not described has any. */
    private static void open(Schema<?> schema) {
        boolean isObject = schema.getTypes() != null && schema.getTypes().contains("object");
        if (isObject && schema.getProperties() == null && schema.getAdditionalProperties() == null) {
            schema.setAdditionalProperties(true);
        }
    }

    private static void close(@Nullable Schema<?> schema) {
        if (schema != null && schema.getProperties() != null && schema.getAdditionalProperties() == null) {
            schema.setAdditionalProperties(false);
        }
    }

    private static void requireNullable(@Nullable Schema<?> schema) {
        if (schema == null || schema.getProperties() == null) {
            return;
        }
        schema.getProperties().forEach((name, property) -> {
            if (RecordSchemas.mayBeNull(property)
                    && (schema.getRequired() == null || !schema.getRequired().contains(name))) {
                schema.addRequiredItem(name);
            }
        });
    }
}
