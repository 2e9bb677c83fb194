package com.sexyresume.app.web.openapi;

import com.sexyresume.app.web.problems.Problem;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.deciding.AccountErased;
import com.sexyresume.deciding.IdempotencyKeyReused;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.deciding.StaleVersion;
import com.sexyresume.deciding.VersionRequired;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/**
 * The problems below 500 by their codes, each with a schema of its own, and which of them an operation answers with:
 * those of any operation, by status, and the refusals that {@code refusals.properties} lists of an operation of the
 * command side. A refusal has the components of its record as members, and no others.
 */
final class ProblemSchemas {

    /** What the names of the refusals' records begin with. */
    static final String ROOT = "com.sexyresume.";

    private static final List<Class<? extends Rejection>> OF_ANY_COMMAND = List.of(
            NoSuchThing.class,
            AccountErased.class,
            StaleVersion.class,
            IdempotencyKeyReused.class,
            VersionRequired.class);

    private final Properties listed = new Properties();
    private final SortedMap<String, Schema<?>> byCode = new TreeMap<>();
    private final SortedMap<String, List<String>> ofAnyOperation = new TreeMap<>();
    private final Map<String, Integer> statuses = new TreeMap<>();

    ProblemSchemas() {
        for (ProblemType type : ProblemType.values()) {
            // A method that is not allowed is one of no operation.
            if (type.status() < 500 && type != ProblemType.METHOD_NOT_ALLOWED) {
                general(type.code(), type.status(), type.problem().detail());
            }
        }
        for (Class<? extends Rejection> type : OF_ANY_COMMAND) {
            Refused refused = Rejection.refused(type);
            general(Rejection.codeOf(type), refused.value().status(), refused.detail());
        }
        Schema<?> stale = Objects.requireNonNull(byCode.get("stale-version"));
        stale.addProperty("expectedVersion", new IntegerSchema().format("int64"));
        stale.addProperty("version", new IntegerSchema().format("int64"));
        stale.addProperty(
                "missed",
                new ArraySchema()
                        .items(new ObjectSchema().additionalProperties(true))
                        .description("What was recorded since, in order"));
        try (InputStream list = new ClassPathResource("refusals.properties").getInputStream()) {
            listed.load(list);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        listed.stringPropertyNames().forEach(operation -> names(operation).forEach(this::refusal));
    }

    private void general(String code, int status, String detail) {
        if (statuses.putIfAbsent(code, status) == null) {
            byCode.put(code, problem(code, detail).additionalProperties(true));
            ofAnyOperation
                    .computeIfAbsent(Integer.toString(status), _ -> new ArrayList<>())
                    .add(code);
        }
    }

    private Stream<String> names(String operation) {
        return Arrays.stream(listed.getProperty(operation, "").split(", *")).filter(name -> !name.isEmpty());
    }

    private String refusal(String name) {
        Class<? extends Rejection> type = type(name);
        Refused refused = Rejection.refused(type);
        String code = Rejection.codeOf(type);
        if (statuses.putIfAbsent(code, refused.value().status()) == null) {
            Schema<?> schema = problem(code, refused.detail());
            for (RecordComponent member : Rejection.membersOf(type)) {
                schema.addProperty(member.getName(), member(member));
                schema.addRequiredItem(member.getName());
            }
            byCode.put(code, schema);
        }
        return code;
    }

    private static Class<? extends Rejection> type(String name) {
        try {
            return Class.forName(ROOT + name).asSubclass(Rejection.class);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("refusals.properties names what there is not", missing);
        }
    }

    /** As {@link Problem#body()} writes it. */
    private static Schema<?> problem(String code, String detail) {
        Schema<?> schema = new ObjectSchema()
                .description(detail.isEmpty() ? null : detail)
                .addProperty("type", new StringSchema().format("uri-reference").example("/problems/" + code))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("code", new StringSchema()._enum(List.of(code)))
                .addProperty("instance", new StringSchema().format("uri-reference"))
                .addProperty("errors", errors());
        schema.setRequired(new ArrayList<>(List.of("type", "title", "status", "detail", "code")));
        return schema;
    }

    private static Schema<?> member(RecordComponent member) {
        return switch (member.getGenericType().getTypeName()) {
            case "int" -> new IntegerSchema();
            case "long" -> new IntegerSchema().format("int64");
            case "java.lang.String" -> new StringSchema();
            case "java.util.List<java.lang.String>" -> new ArraySchema().items(new StringSchema());
            case String type when member.getName().equals("errors") -> errors();
            case String type ->
                throw new IllegalStateException(
                        "Say how %s of %s is described".formatted(type, member.getDeclaringRecord()));
        };
    }

    private static Schema<?> errors() {
        return new ArraySchema().items(reference("RequestError"));
    }

    /** By their names in the document. */
    Map<String, Schema<?>> schemas() {
        return byCode.entrySet().stream()
                .collect(Collectors.toMap(problem -> name(problem.getKey()), Map.Entry::getValue));
    }

    private static String name(String code) {
        return Arrays.stream(code.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining("", "", "Problem"));
    }

    /** The codes that any operation may answer with the status. */
    List<String> ofAnyOperation(String status) {
        return ofAnyOperation.getOrDefault(status, List.of());
    }

    /** Whether it is an operation of the command side, of which all refusals are known. */
    boolean know(Operation operation) {
        return listed.containsKey(operation.getOperationId());
    }

    /** The codes of an operation's own refusals, by status. */
    SortedMap<String, List<String>> of(Operation operation) {
        return names(operation.getOperationId())
                .map(this::refusal)
                .sorted()
                .collect(Collectors.groupingBy(
                        code -> String.valueOf(statuses.get(code)), TreeMap::new, Collectors.toList()));
    }

    /** One of the codes' schemas; any problem when there is none. */
    static Schema<?> oneOf(List<String> codes) {
        if (codes.size() < 2) {
            return reference(codes.isEmpty() ? "Problem" : name(codes.getFirst()));
        }
        Schema<?> schema = new Schema<>();
        codes.forEach(code -> schema.addOneOfItem(reference(name(code))));
        return schema;
    }

    private static Schema<?> reference(String name) {
        return new Schema<>().$ref(RecordSchemas.REFERENCE + name);
    }
}
