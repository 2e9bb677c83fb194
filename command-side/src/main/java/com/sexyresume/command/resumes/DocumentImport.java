package com.sexyresume.command.resumes;

import com.sexyresume.events.resumes.ResumesEvent.Format;
import com.sexyresume.sending.UuidV5;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A document becomes a résumé's data without losing a value: what the data cannot say is kept beside it.
 *
 * <p>Of a document, {@link DocumentFormat} tells what it is written in, and {@link JsonResumeReader} reads what people
 * write otherwise than the format has it; {@code extensions.jsonResume.written} keeps how it was written. Of a document
 * of another service the whole is kept, under the service's name in {@code extensions}.
 *
 * <p>Of a JSON Resume document, {@code extensions.jsonResume} keeps {@code basics} (its members that remain), for each
 * of {@code work}, {@code education}, {@code skills} and {@code projects} the members that remain of an entry, by the
 * id that the entry got, and {@code document}, the top-level members that remain. A value moves to the data when the
 * data can say it exactly. Four are said more coarsely and remain as well: a date with a day (its month moves), a level
 * in other letters, the location (its city, region and country in one line) and the LinkedIn profile's address. The
 * export merges both and prefers the data wherever the two have come to differ.
 */
final class DocumentImport {

    /** Where the document is in the request. */
    private static final String ROOT = "/document";

    /** Sections of a document whose entries are entries of the data, and what those are called. */
    private static final Map<String, String> OURS =
            Map.of("work", "experience", "education", "education", "skills", "skills", "projects", "projects");

    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern LINK = Pattern.compile("(https?://)?[^\\s:/?#.]+\\.\\S+");
    private static final List<String> LEVELS = List.of("Beginner", "Intermediate", "Advanced", "Expert");
    private static final List<String> CATEGORIES = List.of("Technical", "Soft", "Language", "Other");
    private static final int MAX_TEXTS = 1_000;
    private static final int MAX_TEXT_LENGTH = 10_000;

    /**
     * What an import makes of a document.
     *
     * @param format what the document is written in
     * @param data of a résumé; valid where there are no violations
     * @param violations why nothing can be made of it, by pointers into the request
     * @param notes what of the document is kept and stands in no field
     */
    record Imported(Format format, JsonValue data, List<Violation> violations, List<Note> notes) {

        private static Imported refused(Format format, List<Violation> violations) {
            return new Imported(format, JsonValue.EMPTY_JSON_OBJECT, violations, List.of());
        }
    }

    /**
     * Something that a document says and no field of the résumé can: it is kept, and exported while the field is empty.
     *
     * @param pointer of the field, as a JSON Pointer into the résumé's data
     * @param detail why the field cannot say it, without the value
     */
    record Note(String pointer, String detail) {}

    private final UUID namespace;
    private final List<Note> notes = new ArrayList<>();
    private final JsonObjectBuilder data = JsonValues.JSON.createObjectBuilder();
    private final JsonObjectBuilder extension = JsonValues.JSON.createObjectBuilder();

    private DocumentImport(UUID namespace) {
        this.namespace = namespace;
    }

    /**
     * What becomes of the document.
     *
     * @param asked what it is said to be written in; another format that it is evidently written in counts
     * @param namespace in which the entries' ids are names: the same document gets the same ids in it
     */
    static Imported of(JsonValue document, Format asked, UUID namespace) {
        List<Violation> violations = DataLimits.violations(document, ROOT);
        if (!violations.isEmpty()) {
            return Imported.refused(asked, violations);
        }
        return switch (DocumentFormat.of(document, asked)) {
            case DocumentFormat.Unknown(var why) -> Imported.refused(asked, List.of(new Violation(ROOT, why)));
            case DocumentFormat.OwnData(var own) -> {
                JsonValue identified = ofResumeData(own, namespace);
                violations = ResumeSchema.draft(identified, ROOT);
                if (violations.isEmpty() && !saysSomething(identified)) {
                    violations = List.of(new Violation(ROOT, DocumentFormat.EMPTY));
                }
                yield new Imported(Format.RESUME_DATA, identified, violations, List.of());
            }
            case DocumentFormat.JsonResume(var found, var within) ->
                read(JsonResumeReader.read(found, ROOT + within), ROOT + within, namespace, null);
            case DocumentFormat.Converted(var found, var service, var original) ->
                read(JsonResumeReader.read(found, ROOT), ROOT, namespace, Map.entry(service, original));
        };
    }

    private static Imported read(
            JsonResumeReader.Read read,
            String pointer,
            UUID namespace,
            Map.@Nullable Entry<String, JsonObject> original) {
        List<Violation> violations = read.violations();
        if (violations.isEmpty()) {
            // Valid by its reading, but for how many entries a section has.
            violations = ResumeSchema.jsonResume(read.document(), pointer);
        }
        if (violations.isEmpty() && !JsonResumeReader.saysSomething(read.document())) {
            violations = List.of(new Violation(pointer, DocumentFormat.EMPTY));
        }
        if (!violations.isEmpty()) {
            return Imported.refused(Format.JSON_RESUME, original == null ? violations : inWords(violations, pointer));
        }
        DocumentImport made = new DocumentImport(namespace);
        JsonObject data = made.convert(read.document(), original == null ? read.written() : Map.of(), original);
        // Valid by its making, but for its size: what is kept beside it is nested deeper, and is more.
        return new Imported(Format.JSON_RESUME, data, ResumeSchema.draft(data, ""), List.copyOf(made.notes));
    }

    /** The places of a document that was converted: its own are not known any more. */
    private static List<Violation> inWords(List<Violation> violations, String pointer) {
        return violations.stream()
                .map(violation -> violation.pointer().equals(pointer)
                        ? violation
                        : new Violation(
                                pointer,
                                "what JSON Resume has at " + violation.pointer().substring(pointer.length()) + " "
                                        + violation.detail()))
                .toList();
    }

    /**
     * The data of a document that is known to be JSON Resume.
     *
     * @param document without anything that cannot be read
     */
    static JsonObject ofJsonResume(JsonObject document, UUID namespace) {
        JsonResumeReader.Read read = JsonResumeReader.read(document, ROOT);
        return new DocumentImport(namespace).convert(read.document(), read.written(), null);
    }

    private static boolean saysSomething(JsonValue data) {
        return data instanceof JsonObject object
                && object.entrySet().stream()
                        .filter(member -> !member.getKey().equals("extensions"))
                        .flatMap(member -> member.getValue() instanceof JsonArray entries
                                ? entries.stream()
                                : Stream.of(member.getValue()))
                        .filter(JsonObject.class::isInstance)
                        .flatMap(entry -> entry.asJsonObject().entrySet().stream())
                        .anyMatch(field -> !field.getKey().equals("id") && JsonResumeReader.isSaid(field.getValue()));
    }

    /** A résumé's data in which every entry has an id. */
    static JsonValue ofResumeData(JsonValue document, UUID namespace) {
        if (!(document instanceof JsonObject object)) {
            return document;
        }
        JsonObjectBuilder identified = JsonValues.JSON.createObjectBuilder(object);
        for (String section : ResumeSchema.SECTIONS) {
            if (object.get(section) instanceof JsonArray entries) {
                JsonArrayBuilder withIds = JsonValues.JSON.createArrayBuilder();
                for (int index = 0; index < entries.size(); index++) {
                    withIds.add(
                            entries.get(index) instanceof JsonObject entry && !entry.containsKey("id")
                                    ? JsonValues.JSON
                                            .createObjectBuilder()
                                            .add("id", id(namespace, section, index))
                                            .addAll(JsonValues.JSON.createObjectBuilder(entry))
                                            .build()
                                    : entries.get(index));
                }
                identified.add(section, withIds);
            }
        }
        return identified.build();
    }

    private JsonObject convert(
            JsonObject document, Map<String, JsonObject> written, Map.@Nullable Entry<String, JsonObject> original) {
        JsonObjectBuilder rest = JsonValues.JSON.createObjectBuilder(document);
        if (document.get("basics") instanceof JsonObject basics) {
            rest.remove("basics");
            personalInfo(basics);
        }
        section(document, rest, "work", "experience", entry -> {
            entry.text("name", "company", 200);
            entry.text("position", "position", 200);
            entry.dates();
            entry.text("summary", "description", 10_000);
            entry.texts("highlights", "achievements");
        });
        section(document, rest, "education", "education", entry -> {
            entry.text("institution", "institution", 200);
            entry.text("studyType", "degree", 200);
            entry.text("area", "field", 200);
            entry.dates();
            entry.text("score", "gpa", 50);
            entry.text("honors", "honors", 500);
        });
        section(document, rest, "skills", "skills", entry -> {
            entry.text("name", "name", 200);
            entry.level();
            entry.oneOf("category", CATEGORIES);
        });
        section(document, rest, "projects", "projects", entry -> {
            entry.text("name", "name", 200);
            entry.text("description", "description", 10_000);
            entry.texts("keywords", "technologies");
            entry.link("url", "url");
            entry.dates();
        });
        keep("document", rest.build());
        keep("written", byId(written));
        JsonObject jsonResume = extension.build();
        JsonObjectBuilder extensions = JsonValues.JSON.createObjectBuilder();
        if (!jsonResume.isEmpty()) {
            extensions.add("jsonResume", jsonResume);
        }
        if (original != null) {
            extensions.add(original.getKey(), original.getValue());
        }
        JsonObject kept = extensions.build();
        if (!kept.isEmpty()) {
            data.add("extensions", kept);
        }
        return data.build();
    }

    /** What was written otherwise, of entries by their ids. */
    private JsonObject byId(Map<String, JsonObject> written) {
        JsonObjectBuilder identified = JsonValues.JSON.createObjectBuilder();
        written.forEach((name, notes) -> {
            if (OURS.containsKey(name)) {
                JsonObjectBuilder entries = JsonValues.JSON.createObjectBuilder();
                notes.forEach((number, entry) ->
                        entries.add(id(namespace, OURS.getOrDefault(name, name), Integer.parseInt(number)), entry));
                identified.add(name, entries);
            } else {
                identified.add(name, notes);
            }
        });
        return identified.build();
    }

    private void personalInfo(JsonObject basics) {
        Mapping mapping = new Mapping(basics, "/personalInfo");
        mapping.text("name", "fullName", 200);
        mapping.email();
        mapping.text("phone", "phone", 50);
        mapping.location();
        mapping.linkedin();
        mapping.link("url", "website");
        mapping.text("summary", "summary", 10_000);
        data.add("personalInfo", mapping.mapped);
        keep("basics", mapping.rest());
    }

    private interface EntryMapping {
        void map(Mapping entry);
    }

    private void section(
            JsonObject document, JsonObjectBuilder rest, String theirs, String ours, EntryMapping mapping) {
        if (!(document.get(theirs) instanceof JsonArray entries)) {
            return;
        }
        rest.remove(theirs);
        JsonArrayBuilder section = JsonValues.JSON.createArrayBuilder();
        JsonObjectBuilder remainders = JsonValues.JSON.createObjectBuilder();
        for (int index = 0; index < entries.size(); index++) {
            String id = id(namespace, ours, index);
            Mapping entry = new Mapping(entries.getJsonObject(index), "/" + ours + "/" + index);
            entry.mapped.add("id", id);
            mapping.map(entry);
            section.add(entry.mapped);
            JsonObject remainder = entry.rest();
            if (!remainder.isEmpty()) {
                remainders.add(id, remainder);
            }
        }
        data.add(ours, section);
        keep(theirs, remainders.build());
    }

    private void keep(String name, JsonObject remainder) {
        if (!remainder.isEmpty()) {
            extension.add(name, remainder);
        }
    }

    private static String id(UUID namespace, String section, int index) {
        return UuidV5.of(namespace, section + "/" + index).toString();
    }

    /** One object of the document: what moves to the data, and what remains. */
    private final class Mapping {

        private final Map<String, JsonValue> remaining;
        private final JsonObjectBuilder mapped = JsonValues.JSON.createObjectBuilder();

        private final String pointer;

        private Mapping(JsonObject theirs, String pointer) {
            remaining = new LinkedHashMap<>(theirs);
            this.pointer = pointer;
        }

        private void note(String field, String detail) {
            if (notes.size() < DataLimits.MAX_VIOLATIONS) {
                notes.add(new Note(pointer + "/" + field, detail));
            }
        }

        private JsonObject rest() {
            JsonObjectBuilder rest = JsonValues.JSON.createObjectBuilder();
            remaining.forEach(rest::add);
            return rest.build();
        }

        private @Nullable String string(String name) {
            return remaining.get(name) instanceof JsonString string ? string.getString() : null;
        }

        private void move(String theirs, String ours, String value) {
            mapped.add(ours, value);
            remaining.remove(theirs);
        }

        private void text(String theirs, String ours, int maxLength) {
            String value = string(theirs);
            if (value != null && isWithin(value, maxLength)) {
                move(theirs, ours, value);
            } else if (value != null) {
                note(ours, "has more than " + maxLength + " characters");
            }
        }

        private void texts(String theirs, String ours) {
            if (remaining.get(theirs) instanceof JsonArray values && values.size() <= MAX_TEXTS) {
                if (values.getValuesAs(JsonString.class).stream()
                        .allMatch(value -> isWithin(value.getString(), MAX_TEXT_LENGTH))) {
                    mapped.add(ours, values);
                    remaining.remove(theirs);
                } else {
                    note(ours, "has a text of more than " + MAX_TEXT_LENGTH + " characters");
                }
            }
        }

        private void email() {
            String value = string("email");
            if (value != null && isWithin(value, 254) && EMAIL.matcher(value).matches()) {
                move("email", "email", value);
            } else if (value != null && !value.isEmpty()) {
                note("email", "is no address");
            }
        }

        private void link(String theirs, String ours) {
            String value = string(theirs);
            if (value != null && isLink(value)) {
                move(theirs, ours, value);
            } else if (value != null && !value.isEmpty()) {
                note(ours, "is no web address");
            }
        }

        private void oneOf(String name, List<String> values) {
            String value = string(name);
            if (value != null && values.contains(value)) {
                move(name, name, value);
            }
        }

        private void level() {
            String theirs = string("level");
            for (String level : LEVELS) {
                if (level.equals(theirs)) {
                    move("level", "level", level);
                } else if (level.equalsIgnoreCase(theirs)) {
                    mapped.add("level", level);
                }
            }
        }

        /** An entry without an end goes on, unless it says otherwise itself. */
        private void dates() {
            boolean started = isGiven("startDate");
            boolean ended = isGiven("endDate");
            date("startDate");
            date("endDate");
            JsonValue current = remaining.get("current");
            if (JsonValue.TRUE.equals(current) || JsonValue.FALSE.equals(current)) {
                mapped.add("current", current);
            } else if (started || ended) {
                mapped.add("current", !ended);
            }
        }

        private boolean isGiven(String date) {
            String value = string(date);
            return value != null && !value.isEmpty();
        }

        private void date(String name) {
            String value = string(name);
            if (value == null || value.length() < 7) {
                return;
            }
            String month = value.substring(0, 7);
            if (!MONTH.matcher(month).matches()) {
                return;
            }
            mapped.add(name, month);
            if (value.length() == 7) {
                remaining.remove(name);
            }
        }

        private void location() {
            if (remaining.get("location") instanceof JsonObject location) {
                String line = line(location, "city", "region", "countryCode");
                if (line.isEmpty()) {
                    line = line(location, "address");
                }
                if (!line.isEmpty() && isWithin(line, 200)) {
                    mapped.add("location", line);
                }
            }
        }

        private static String line(JsonObject location, String... names) {
            StringBuilder line = new StringBuilder();
            for (String name : names) {
                String part = location.getString(name, "");
                if (!part.isEmpty()) {
                    line.append(line.isEmpty() ? "" : ", ").append(part);
                }
            }
            return line.toString();
        }

        private void linkedin() {
            if (remaining.get("profiles") instanceof JsonArray profiles) {
                profiles.getValuesAs(JsonObject.class).stream()
                        .filter(profile -> profile.getString("network", "").equalsIgnoreCase("linkedin"))
                        .findFirst()
                        .map(profile -> profile.getString("url", ""))
                        .filter(Mapping::isLink)
                        .ifPresent(url -> mapped.add("linkedin", url));
            }
        }

        private static boolean isLink(String value) {
            return isWithin(value, 2_000) && LINK.matcher(value).matches();
        }

        private static boolean isWithin(String value, int maxLength) {
            return value.codePointCount(0, value.length()) <= maxLength;
        }
    }
}
