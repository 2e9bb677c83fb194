package com.sexyresume.app.web.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JavaType;
import com.sexyresume.app.web.bodies.JsonBinding;
import com.sexyresume.app.web.bodies.NullMarkedRecords;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import tools.jackson.core.TreeNode;

/**
 * Describes records as {@link JsonBinding} reads and Jackson writes them: what must be there is required, what may be
 * null says so, a tree is any JSON value, and no two records share a name.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // Swagger's own signatures
final class RecordSchemas implements ModelConverter {

    static final String REFERENCE = "#/components/schemas/";
    private static final String NULL = "null";

    private final Map<String, Class<?>> owners = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        JavaType java = Json.mapper().constructType(type.getType());
        if (java != null && java.isTypeOrSubTypeOf(TreeNode.class)) {
            return new JsonSchema().description("Any JSON value");
        }
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        if (schema != null && java != null && java.getRawClass().isRecord()) {
            Schema<?> described = described(schema, context);
            String reference = schema.get$ref();
            if (reference != null && reference.startsWith(REFERENCE) && !java.hasGenericTypes()) {
                own(reference.substring(REFERENCE.length()), java.getRawClass());
            }
            describe(java.getRawClass(), described);
        }
        return schema;
    }

    private static Schema<?> described(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        return reference == null || !reference.startsWith(REFERENCE)
                ? schema
                : context.getDefinedModels().getOrDefault(reference.substring(REFERENCE.length()), schema);
    }

    /** One of two records of a name would be described as the other. */
    private void own(String name, Class<?> type) {
        Class<?> owner = owners.putIfAbsent(name, type);
        if (owner != null && owner != type) {
            throw new IllegalStateException("Two records are called " + name + " in the OpenAPI document: "
                    + owner.getName() + " and " + type.getName() + ". Rename one.");
        }
    }

    private static void describe(Class<?> type, Schema<?> schema) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        Set<String> required = NullMarkedRecords.required(type);
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            String name = written(accessor, component.getName());
            Schema<?> property = properties.get(name);
            if (property == null) {
                continue;
            }
            if (isJson(component)) {
                property = json(accessor, property);
            }
            anchor(property);
            named(accessor, property);
            coded(accessor, property);
            if (!required.contains(component.getName())) {
                properties.put(name, leavesOutNulls(type, accessor) ? property : nullable(property));
            } else {
                properties.put(name, property);
                if (schema.getRequired() == null || !schema.getRequired().contains(name)) {
                    schema.addRequiredItem(name);
                }
            }
        }
    }

    /** Bean validation matches all of a text, a schema any part of it; and {@code (?U)} is Java's alone. */
    private static void anchor(Schema<?> schema) {
        String pattern = schema.getPattern();
        if (pattern != null && !pattern.startsWith("^")) {
            schema.setPattern("^(?:" + pattern.replace("(?U)", "") + ")$");
        }
        if (schema.getItems() != null) {
            anchor(schema.getItems());
        }
    }

    /** An annotation that is itself described gives its description to what it is on. */
    private static void named(Method accessor, Schema<?> schema) {
        var said =
                AnnotatedElementUtils.findMergedAnnotation(accessor, io.swagger.v3.oas.annotations.media.Schema.class);
        if (said != null && !accessor.isAnnotationPresent(io.swagger.v3.oas.annotations.media.Schema.class)) {
            schema.setDescription(said.description());
            schema.setDefault(said.defaultValue());
            ((Schema<String>) schema).setEnum(new ArrayList<>(List.of(said.allowableValues())));
        }
    }

    /** A text that is one of an enum's codes: what its constants are as texts, and not their names. */
    private static void coded(Method accessor, Schema<?> schema) {
        var said = accessor.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        if (said != null
                && accessor.getReturnType() == String.class
                && said.implementation().isEnum()) {
            ((Schema<String>) schema)
                    .setEnum(Arrays.stream(said.implementation().getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.toCollection(ArrayList::new)));
        }
    }

    private static boolean isJson(RecordComponent component) {
        return TreeNode.class.isAssignableFrom(component.getType())
                || component.getAccessor().isAnnotationPresent(JsonRawValue.class);
    }

    /** What stands in a tree or in a text of JSON is known from the annotation alone. */
    private static Schema<?> json(Method accessor, Schema<?> property) {
        io.swagger.v3.oas.annotations.media.Schema said =
                accessor.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        if (said == null || said.implementation() != Void.class || !said.ref().isEmpty()) {
            return property;
        }
        Schema<?> schema = new JsonSchema().description(said.description());
        if (said.description().isEmpty()) {
            schema.setDescription(property.getDescription());
        }
        if (property.getExample() != null) {
            schema.setExample(property.getExample());
        }
        if (!said.type().isEmpty()) {
            schema.addType(said.type());
        }
        return schema;
    }

    private static boolean leavesOutNulls(Class<?> type, AnnotatedElement accessor) {
        JsonInclude own = accessor.getAnnotation(JsonInclude.class);
        JsonInclude include = own == null ? type.getAnnotation(JsonInclude.class) : own;
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }

    private static Schema<?> nullable(Schema<?> schema) {
        if (schema.get$ref() != null) {
            Schema<?> reference = new JsonSchema().$ref(schema.get$ref());
            Schema<?> nothing = new JsonSchema().types(Set.of(NULL));
            return new JsonSchema().description(schema.getDescription()).anyOf(List.of(reference, nothing));
        }
        if (schema.getTypes() != null && !schema.getTypes().isEmpty()) {
            schema.addType(NULL);
            allowNull(schema);
        }
        return schema;
    }

    /** Whether it was made nullable here; any JSON value may be null as well. */
    static boolean mayBeNull(Schema<?> schema) {
        if (schema.getAnyOf() != null) {
            return schema.getAnyOf().stream().anyMatch(RecordSchemas::mayBeNull);
        }
        return schema.getTypes() != null && schema.getTypes().contains(NULL);
    }

    private static <T> void allowNull(Schema<T> schema) {
        if (schema.getEnum() != null && !schema.getEnum().contains(null)) {
            List<T> values = new ArrayList<>(schema.getEnum());
            values.add(null);
            schema.setEnum(values);
        }
    }

    private static String written(AnnotatedElement accessor, String name) {
        JsonProperty property = accessor.getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? name : property.value();
    }
}
