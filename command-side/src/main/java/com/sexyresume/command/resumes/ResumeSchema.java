package com.sexyresume.command.resumes;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a résumé's data is, by the published JSON Schemas and by what a schema cannot say (C15): every version satisfies
 * the draft, where fields may be missing; the complete level is what an export and "content completed" ask for (D59).
 * Schemas are compiled once and nothing is fetched.
 */
final class ResumeSchema {

    /** The sections whose entries have ids. */
    static final List<String> SECTIONS = List.of("experience", "education", "skills", "projects");

    /** By the name under which each is published below {@code /schemas/}. */
    static final Map<String, String> TEXTS = new TreeMap<>(Map.of(
            "resume-data.json", text("resume-data.json"),
            "resume-data-complete.json", text("resume-data-complete.json"),
            "json-resume.json", text("json-resume.json")));

    /** What the schemas' definitions that have a pattern ask for. */
    private static final Map<String, String> PATTERNS = Map.of(
            "month", "is no month: write YYYY-MM, such as 2020-05, or leave it empty",
            "date", "is no date: write YYYY, YYYY-MM or YYYY-MM-DD, or leave it empty",
            "email", "is no e-mail address",
            "link", "is no web address",
            "id", "is no id: write 1 to 64 letters, digits and . _ : -");

    private static final String BASE = "https://sexyresume.com/schemas/";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemas(
                            address -> address.startsWith(BASE) ? TEXTS.get(address.substring(BASE.length())) : null)
                    .schemaRegistryConfig(
                            SchemaRegistryConfig.builder().locale(Locale.ROOT).build()));

    private static final Schema DRAFT = schema("resume-data.json");
    private static final Schema COMPLETE = schema("resume-data-complete.json");
    private static final Schema JSON_RESUME = schema("json-resume.json");

    private ResumeSchema() {}

    /** What keeps the value from being a version of a résumé. */
    static List<Violation> draft(JsonValue data, String pointer) {
        List<Violation> violations = new ArrayList<>(DataLimits.violations(data, pointer));
        if (violations.isEmpty()) {
            violations.addAll(judge(DRAFT, data, pointer));
        }
        if (violations.isEmpty() && data instanceof JsonObject object) {
            repeatedIds(object, pointer, violations);
        }
        return violations;
    }

    /** What a draft still lacks. */
    static List<Violation> complete(JsonObject draft) {
        List<Violation> violations = new ArrayList<>(judge(COMPLETE, draft, ""));
        for (String section : SECTIONS) {
            JsonArray entries = entries(draft, section);
            for (int index = 0; index < entries.size(); index++) {
                JsonObject entry = entries.getJsonObject(index);
                String end = entry.getString("endDate", "");
                // Months compare as their texts do.
                if (!end.isEmpty() && end.compareTo(entry.getString("startDate", "")) < 0) {
                    violations.add(new Violation("/" + section + "/" + index + "/endDate", "is before the startDate"));
                }
            }
        }
        return violations;
    }

    /** What keeps the value from being a JSON Resume document that can be imported. */
    static List<Violation> jsonResume(JsonValue document, String pointer) {
        List<Violation> violations = DataLimits.violations(document, pointer);
        return violations.isEmpty() ? judge(JSON_RESUME, document, pointer) : violations;
    }

    private static JsonArray entries(JsonObject data, String section) {
        JsonArray entries = data.getJsonArray(section);
        return entries == null ? JsonValue.EMPTY_JSON_ARRAY : entries;
    }

    private static void repeatedIds(JsonObject data, String pointer, List<Violation> violations) {
        for (String section : SECTIONS) {
            Set<String> ids = new HashSet<>();
            JsonArray entries = entries(data, section);
            for (int index = 0; index < entries.size(); index++) {
                if (entries.getJsonObject(index).get("id") instanceof JsonString id && !ids.add(id.getString())) {
                    violations.add(new Violation(
                            pointer + "/" + section + "/" + index + "/id",
                            "is the id of another entry of the section"));
                }
            }
        }
    }

    private static List<Violation> judge(Schema schema, JsonValue value, String pointer) {
        return schema.validate(JsonValues.node(value)).stream()
                .limit(DataLimits.MAX_VIOLATIONS)
                .map(error -> violation(error, pointer))
                .toList();
    }

    private static Violation violation(Error error, String pointer) {
        String place = pointer + error.getInstanceLocation();
        @Nullable String property = error.getProperty();
        // What is missing or unknown is told by its own pointer.
        return property == null
                ? new Violation(place, words(error))
                : new Violation(
                        place + "/" + Pointers.escape(property),
                        error.getKeyword().equals("required") ? "is missing" : "is not known");
    }

    /** A pattern is told by what it is for. */
    private static String words(Error error) {
        if (!"pattern".equals(error.getKeyword())) {
            return error.getMessage();
        }
        String schema = String.valueOf(error.getSchemaLocation());
        return PATTERNS.entrySet().stream()
                .filter(pattern -> schema.contains("/" + pattern.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("is not written as the schema says");
    }

    private static Schema schema(String name) {
        return REGISTRY.getSchema(SchemaLocation.of(BASE + name));
    }

    private static String text(String name) {
        try (InputStream file = Objects.requireNonNull(
                ResumeSchema.class.getResourceAsStream("/schemas/" + name), name + " is not on the class path")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
