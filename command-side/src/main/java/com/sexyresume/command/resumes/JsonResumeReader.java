package com.sexyresume.command.resumes;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON Resume as people write it: under the names of its schema 0.0, with {@code null} for what is absent, dates
 * in words, texts where lists belong. What comes out is JSON Resume 1.x; what was written otherwise is noted beside it,
 * so that it can be given back as it came ({@code docs/json-resume.md}, "As it was written").
 *
 * <p>Members that the format does not know are left as they are, whatever they are.
 */
final class JsonResumeReader {

    /** The sections whose entries become entries of the data: what is noted of them is noted by entry. */
    static final List<String> DATA_SECTIONS = List.of("work", "education", "skills", "projects");

    private static final List<String> PERIOD = List.of("date", "dates", "period");

    /**
     * What a list's entries are.
     *
     * @param texts members that are texts
     * @param lists members that are lists of texts
     * @param dates members that are dates; {@code startDate} comes with {@code endDate}
     * @param names other names of members, and theirs here
     * @param main the member that a text stands for where an entry belongs
     * @param value the member that a value stands for where the entries are named members of one object; null when the
     *     format has none
     */
    private record Section(
            List<String> texts,
            List<String> lists,
            List<String> dates,
            Map<String, String> names,
            String main,
            @Nullable String value) {

        Section {
            // Of two names for one member the first in the alphabet counts, whenever it is read.
            names = new TreeMap<>(names);
        }

        boolean says(JsonObject entry) {
            return entry.entrySet().stream().anyMatch(member -> knows(member.getKey()) && isSaid(member.getValue()));
        }

        boolean knows(String member) {
            return texts.contains(member)
                    || lists.contains(member)
                    || dates.contains(member)
                    || names.containsKey(member);
        }
    }

    private static final List<String> START_AND_END = List.of("startDate", "endDate");
    private static final Section BASICS = new Section(
            List.of("name", "label", "image", "email", "phone", "url", "summary"),
            List.of(),
            List.of(),
            Map.of("picture", "image", "website", "url", "headline", "label"),
            "name",
            null);
    private static final Section LOCATION = new Section(
            List.of("address", "postalCode", "city", "countryCode", "region"),
            List.of(),
            List.of(),
            Map.of(),
            "city",
            null);
    private static final Section PROFILES = new Section(
            List.of("network", "username", "url"), List.of(), List.of(), Map.of("name", "network"), "url", "url");

    private static final Map<String, Section> SECTIONS = sections();

    /** Other names of sections, and theirs here. */
    private static final Map<String, String> SECTION_NAMES =
            Map.of("certifications", "certificates", "volunteering", "volunteer", "hobbies", "interests");

    private static Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        sections.put(
                "work",
                new Section(
                        List.of("name", "location", "description", "position", "url", "summary"),
                        List.of("highlights"),
                        START_AND_END,
                        Map.of("company", "name", "employer", "name", "website", "url", "title", "position"),
                        "position",
                        null));
        sections.put(
                "volunteer",
                new Section(
                        List.of("organization", "position", "url", "summary"),
                        List.of("highlights"),
                        START_AND_END,
                        Map.of("website", "url", "company", "organization", "name", "organization"),
                        "organization",
                        null));
        sections.put(
                "education",
                new Section(
                        List.of("institution", "url", "area", "studyType", "score"),
                        List.of("courses"),
                        START_AND_END,
                        Map.of(
                                "gpa",
                                "score",
                                "website",
                                "url",
                                "school",
                                "institution",
                                "degree",
                                "studyType",
                                "field",
                                "area"),
                        "institution",
                        null));
        sections.put(
                "awards",
                new Section(
                        List.of("title", "awarder", "summary"),
                        List.of(),
                        List.of("date"),
                        Map.of("name", "title"),
                        "title",
                        null));
        sections.put(
                "certificates",
                new Section(
                        List.of("name", "url", "issuer"),
                        List.of(),
                        List.of("date"),
                        Map.of("title", "name", "website", "url"),
                        "name",
                        null));
        sections.put(
                "publications",
                new Section(
                        List.of("name", "publisher", "url", "summary"),
                        List.of(),
                        List.of("releaseDate"),
                        Map.of("website", "url", "title", "name", "date", "releaseDate"),
                        "name",
                        null));
        sections.put(
                "skills",
                new Section(
                        List.of("name", "level"),
                        List.of("keywords"),
                        List.of(),
                        Map.of("skill", "name"),
                        "name",
                        "keywords"));
        sections.put(
                "languages",
                new Section(
                        List.of("language", "fluency"),
                        List.of(),
                        List.of(),
                        Map.of("name", "language", "level", "fluency"),
                        "language",
                        "fluency"));
        sections.put(
                "interests",
                new Section(List.of("name"), List.of("keywords"), List.of(), Map.of(), "name", "keywords"));
        sections.put(
                "references",
                new Section(List.of("name", "reference"), List.of(), List.of(), Map.of(), "reference", "reference"));
        sections.put(
                "projects",
                new Section(
                        List.of("name", "description", "url", "entity", "type"),
                        List.of("highlights", "keywords", "roles"),
                        START_AND_END,
                        Map.of("website", "url", "title", "name", "summary", "description", "technologies", "keywords"),
                        "name",
                        null));
        return sections;
    }

    /** Lists of words, which are also written in one line; other lists are written in several. */
    private static final Set<String> WORDS = Set.of("keywords", "courses", "roles");

    /** Texts that are also written as several paragraphs. */
    private static final Set<String> PROSE = Set.of("summary", "description", "reference");

    /**
     * What was read.
     *
     * @param document JSON Resume 1.x where there are no violations
     * @param written what was written otherwise: by {@code document}, {@code basics} and the data's sections; a member
     *     to a list of two, what was written for it and the members that it was read as; of a section by the entry's
     *     number, and such a list where the whole entry was written otherwise
     * @param violations what can be read in no way, by pointers into the document as it was written
     */
    record Read(JsonObject document, Map<String, JsonObject> written, List<Violation> violations) {}

    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, JsonObject> written = new LinkedHashMap<>();

    private JsonResumeReader() {}

    /**
     * Reads a document.
     *
     * @param pointer of the document, with which the violations' begin
     */
    static Read read(JsonObject document, String pointer) {
        JsonResumeReader reader = new JsonResumeReader();
        JsonObject standard = reader.document(document, pointer);
        return new Read(standard, reader.written, List.copyOf(reader.violations));
    }

    /** Whether a member of that name is JSON Resume's at the top of a document, now or formerly. */
    static boolean knows(String member) {
        return SECTIONS.containsKey(member)
                || SECTION_NAMES.containsKey(member)
                || Set.of("basics", "meta", "$schema").contains(member);
    }

    /** Whether the document says anything in a member that the format knows. */
    static boolean saysSomething(JsonObject standard) {
        return (standard.get("basics") instanceof JsonObject person
                        && (BASICS.says(person)
                                || isSaid(person.getOrDefault("location", JsonValue.NULL))
                                || isSaid(person.getOrDefault("profiles", JsonValue.NULL))))
                || SECTIONS.entrySet().stream()
                        .anyMatch(section -> standard.get(section.getKey()) instanceof JsonArray entries
                                && entries.stream()
                                        .anyMatch(entry -> entry instanceof JsonObject object
                                                && section.getValue().says(object)));
    }

    /** Whether there is a text or a number within the value. */
    static boolean isSaid(JsonValue value) {
        return switch (value) {
            case JsonObject object -> object.values().stream().anyMatch(JsonResumeReader::isSaid);
            case JsonArray array -> array.stream().anyMatch(JsonResumeReader::isSaid);
            case JsonString text -> !text.getString().isBlank();
            default -> value.getValueType() == ValueType.NUMBER;
        };
    }

    private JsonObject document(JsonObject document, String pointer) {
        Place place = new Place(document);
        SECTION_NAMES.forEach(place::rename);
        JsonValue basics = place.members.get("basics");
        if (basics instanceof JsonArray one && one.size() == 1 && one.getFirst() instanceof JsonObject person) {
            place.replace("basics", basics(person, pointer + "/basics/0"));
        } else if (basics instanceof JsonObject person) {
            place.members.put("basics", basics(person, pointer + "/basics"));
        } else if (basics != null) {
            place.absentOr("basics", () -> violate(pointer + "/basics", "is no object"));
        }
        SECTIONS.forEach((name, section) -> section(place, name, section, pointer + "/" + place.writtenName(name)));
        place.texts(List.of("$schema"), pointer);
        if (place.members.get("meta") instanceof JsonObject meta) {
            Place about = new Place(meta);
            about.texts(List.of("canonical", "version", "lastModified"), pointer + "/meta");
            place.replace("meta", about.standard());
        } else if (place.members.containsKey("meta")) {
            place.absentOr("meta", () -> violate(pointer + "/meta", "is no object"));
        }
        note("document", place.written());
        return place.standard();
    }

    private JsonObject basics(JsonObject person, String pointer) {
        Place place = new Place(person);
        place.read(BASICS, pointer);
        JsonValue location = place.members.get("location");
        if (location instanceof JsonObject parts) {
            Place inner = new Place(parts);
            inner.read(LOCATION, pointer + "/location");
            place.replace("location", inner.standard());
        } else if (location instanceof JsonString line) {
            place.replace("location", entry(LOCATION, line));
        } else if (location != null) {
            place.absentOr("location", () -> violate(pointer + "/location", "is neither an object nor a text"));
        }
        JsonValue profiles = place.members.get("profiles");
        if (profiles != null && profiles.getValueType() == ValueType.NULL) {
            place.replace("profiles", null);
        } else if (profiles != null) {
            place.replace(
                    "profiles", list(profiles, PROFILES, pointer + "/profiles").standard());
        }
        note("basics", place.written());
        return place.standard();
    }

    private void section(Place document, String name, Section section, String pointer) {
        JsonValue value = document.members.get(name);
        if (value == null) {
            return;
        }
        if (value.getValueType() == ValueType.NULL) {
            document.replace(name, null);
            return;
        }
        Entries entries = list(value, section, pointer);
        if (DATA_SECTIONS.contains(name) && value instanceof JsonArray) {
            document.members.put(name, entries.standard());
            note(name, entries.written());
        } else {
            document.replace(name, entries.standard());
        }
    }

    private void note(String name, JsonObject otherwise) {
        if (!otherwise.isEmpty()) {
            written.put(name, otherwise);
        }
    }

    private record Entries(JsonArray standard, JsonObject written) {}

    /** Entries as a list, as one entry, as members of an object, or as texts. */
    private Entries list(JsonValue value, Section section, String pointer) {
        JsonArrayBuilder entries = JsonValues.JSON.createArrayBuilder();
        JsonObjectBuilder otherwise = JsonValues.JSON.createObjectBuilder();
        switch (value) {
            case JsonArray array -> {
                int number = 0;
                for (int index = 0; index < array.size(); index++) {
                    String place = pointer + "/" + index;
                    switch (array.get(index)) {
                        case JsonObject object -> {
                            Place entry = new Place(object);
                            entry.read(section, place);
                            entries.add(entry.standard());
                            JsonObject noted = entry.written();
                            if (!noted.isEmpty()) {
                                otherwise.add(Integer.toString(number), noted);
                            }
                            number++;
                        }
                        case JsonString text -> {
                            JsonObject entry = entry(section, text);
                            entries.add(entry);
                            otherwise.add(
                                    Integer.toString(number),
                                    JsonValues.JSON
                                            .createArrayBuilder()
                                            .add(text)
                                            .add(entry));
                            number++;
                        }
                        default -> {
                            if (array.get(index).getValueType() != ValueType.NULL) {
                                violate(place, "is neither an object nor a text");
                            }
                        }
                    }
                }
            }
            case JsonString text -> {
                for (String word : section.main().equals("reference")
                        ? List.of(text.getString())
                        : words(text.getString(), section.dates().isEmpty())) {
                    entries.add(entry(section, JsonValues.JSON.createValue(word)));
                }
            }
            case JsonObject object -> {
                if (object.keySet().stream().anyMatch(section::knows)) {
                    Place entry = new Place(object);
                    entry.read(section, pointer);
                    entries.add(entry.standard());
                } else {
                    object.forEach((name, member) -> named(name, member, section, pointer, entries));
                }
            }
            default -> violate(pointer, "is no list");
        }
        return new Entries(entries.build(), otherwise.build());
    }

    /** An entry that is a member of an object: {@code "German": "native"}, {@code "Tools": ["git"]}. */
    private void named(String name, JsonValue member, Section section, String pointer, JsonArrayBuilder entries) {
        String place = pointer + "/" + Pointers.escape(name);
        switch (member) {
            case JsonObject object -> {
                Place entry = new Place(object);
                entry.read(section, place);
                JsonObject standard = entry.standard();
                boolean isNumbered = name.chars().allMatch(Character::isDigit);
                entries.add(
                        isNumbered || standard.containsKey(nameOf(section))
                                ? standard
                                : JsonValues.JSON
                                        .createObjectBuilder(standard)
                                        .add(nameOf(section), name)
                                        .build());
            }
            case JsonArray _, JsonString _, JsonNumber _ -> {
                String value = section.value();
                if (value == null) {
                    violate(place, "is no object, as the other entries of the section are");
                    return;
                }
                Place entry = new Place(JsonValues.JSON
                        .createObjectBuilder()
                        .add(nameOf(section), name)
                        .add(value, member)
                        .build());
                entry.read(section, pointer);
                entries.add(entry.standard());
            }
            default -> {
                if (member.getValueType() != ValueType.NULL) {
                    violate(place, "is neither an object nor a text");
                }
            }
        }
    }

    private static String nameOf(Section section) {
        return section.texts().getFirst();
    }

    /** What a text stands for where an entry belongs. */
    private static JsonObject entry(Section section, JsonString text) {
        String member = section.equals(PROFILES) && !text.getString().contains(".") ? "username" : section.main();
        return JsonValues.JSON.createObjectBuilder().add(member, text).build();
    }

    /** A text's lines without what marks them as items, or what commas and the like separate in it. */
    private static List<String> words(String text, boolean areShort) {
        List<String> words = new ArrayList<>();
        int start = 0;
        int brackets = 0;
        for (int at = 0; at <= text.length(); at++) {
            char character = at == text.length() ? '\n' : text.charAt(at);
            brackets += character == '(' ? 1 : character == ')' && brackets > 0 ? -1 : 0;
            boolean isEnd = character == '\n'
                    || (areShort && brackets == 0 && (character == ',' || character == ';' || character == '|'))
                    || character == '•';
            if (isEnd) {
                String word = withoutBullet(text.substring(start, at).strip());
                if (!word.isEmpty()) {
                    words.add(word);
                }
                start = at + 1;
                brackets = character == '\n' ? 0 : brackets;
            }
        }
        return words;
    }

    private static String withoutBullet(String line) {
        boolean isMarked =
                line.length() > 1 && "-*–—·▪◦".indexOf(line.charAt(0)) >= 0 && Character.isWhitespace(line.charAt(1));
        return isMarked ? line.substring(2).strip() : line;
    }

    private void violate(String pointer, String detail) {
        if (violations.size() < DataLimits.MAX_VIOLATIONS) {
            violations.add(new Violation(pointer, detail));
        }
    }

    /** One object of the document: its members as the format has them, and those that were written otherwise. */
    private final class Place {

        private final JsonObject theirs;
        private final Map<String, JsonValue> members;
        private final Map<String, JsonArray> otherwise = new LinkedHashMap<>();
        private final Map<String, String> renamed = new LinkedHashMap<>();

        private Place(JsonObject theirs) {
            this.theirs = theirs;
            members = new LinkedHashMap<>(theirs);
        }

        private JsonObject standard() {
            JsonObjectBuilder standard = JsonValues.JSON.createObjectBuilder();
            members.forEach(standard::add);
            return standard.build();
        }

        private JsonObject written() {
            JsonObjectBuilder notes = JsonValues.JSON.createObjectBuilder();
            otherwise.forEach(notes::add);
            return notes.build();
        }

        private String writtenName(String name) {
            return renamed.getOrDefault(name, name);
        }

        private void read(Section section, String pointer) {
            section.names().forEach(this::rename);
            texts(section.texts(), pointer);
            for (String name : section.lists()) {
                lines(name, pointer + "/" + writtenName(name));
            }
            if (section.dates().equals(START_AND_END)) {
                period(pointer);
            } else {
                section.dates().forEach(name -> date(name, pointer + "/" + writtenName(name)));
            }
        }

        /** What stands under another name, if its own name is free. */
        private void rename(String from, String to) {
            JsonValue value = theirs.get(from);
            JsonValue there = members.get(to);
            if (value != null
                    && value.getValueType() != ValueType.NULL
                    && members.containsKey(from)
                    && (there == null || there.getValueType() == ValueType.NULL)
                    && isReadable(value, to)) {
                if (there != null) {
                    replace(to, null);
                }
                members.remove(from);
                members.put(to, value);
                renamed.put(to, from);
                otherwise.put(from, pair(value, Map.of(to, value)));
            }
        }

        /** A foreign member is taken for one of the format only where it looks like it. */
        private static boolean isReadable(JsonValue value, String to) {
            return SECTIONS.containsKey(to)
                    ? value instanceof JsonArray || value instanceof JsonObject || value instanceof JsonString
                    : value instanceof JsonString
                            || value instanceof JsonNumber
                            || (WORDS.contains(to)
                                    && value instanceof JsonArray words
                                    && words.stream().allMatch(JsonString.class::isInstance));
        }

        /**
         * A member is read as another value, or as nothing; what was written is noted.
         *
         * @param standard null when nothing is there
         */
        private void replace(String name, @Nullable JsonValue standard) {
            String from = writtenName(name);
            JsonValue value = theirs.getOrDefault(from, JsonValue.NULL);
            if (standard == null) {
                members.remove(name);
                otherwise.put(from, pair(value, Map.of()));
            } else {
                members.put(name, standard);
                if (!standard.equals(value) || !from.equals(name)) {
                    otherwise.put(from, pair(value, Map.of(name, standard)));
                }
            }
        }

        private void absentOr(String name, Runnable violation) {
            JsonValue value = members.get(name);
            if (value != null && value.getValueType() == ValueType.NULL) {
                replace(name, null);
            } else {
                violation.run();
            }
        }

        private void texts(List<String> names, String pointer) {
            for (String name : names) {
                JsonValue value = members.get(name);
                if (value == null || value instanceof JsonString) {
                    continue;
                }
                String text = text(name, value);
                if (text == null) {
                    absentOr(
                            name,
                            () -> violate(
                                    pointer + "/" + writtenName(name), "is " + kind(value) + ", where a text belongs"));
                } else {
                    replace(name, JsonValues.JSON.createValue(text));
                }
            }
        }

        /** A number, several paragraphs, or an address with a label as a text; null where none is in it. */
        private @Nullable String text(String name, JsonValue value) {
            return switch (value) {
                case JsonNumber number ->
                    JsonValues.isBounded(number.bigDecimalValue())
                            ? number.bigDecimalValue().toPlainString()
                            : null;
                case JsonArray parts
                when !parts.isEmpty() && parts.stream().allMatch(JsonString.class::isInstance) ->
                    String.join(
                            PROSE.contains(name) ? "\n" : ", ",
                            parts.getValuesAs(JsonString.class).stream()
                                    .map(JsonString::getString)
                                    .toList());
                case JsonObject parts
                when name.equals("url") || name.equals("image") -> {
                    for (String address : List.of("url", "href")) {
                        if (parts.get(address) instanceof JsonString text) {
                            yield text.getString();
                        }
                    }
                    yield null;
                }
                case JsonObject parts
                when name.equals("location") -> {
                    List<String> line = new ArrayList<>();
                    for (String part : List.of("city", "region", "countryCode", "country")) {
                        if (parts.get(part) instanceof JsonString text
                                && !text.getString().isBlank()) {
                            line.add(text.getString());
                        }
                    }
                    yield line.isEmpty() ? null : String.join(", ", line);
                }
                default -> null;
            };
        }

        /** A list of texts, or one text that is one. */
        private void lines(String name, String pointer) {
            JsonValue value = members.get(name);
            if (value == null) {
                return;
            }
            switch (value) {
                case JsonArray items -> {
                    if (items.stream().allMatch(JsonString.class::isInstance)) {
                        return;
                    }
                    JsonArrayBuilder texts = JsonValues.JSON.createArrayBuilder();
                    for (int index = 0; index < items.size(); index++) {
                        item(items.get(index), pointer + "/" + index, texts);
                    }
                    replace(name, texts.build());
                }
                case JsonString text -> {
                    JsonArrayBuilder texts = JsonValues.JSON.createArrayBuilder();
                    words(text.getString(), WORDS.contains(name)).forEach(texts::add);
                    replace(name, texts.build());
                }
                default -> absentOr(name, () -> violate(pointer, "is " + kind(value) + ", where a list belongs"));
            }
        }

        private void item(JsonValue item, String pointer, JsonArrayBuilder texts) {
            switch (item) {
                case JsonString text -> texts.add(text);
                case JsonNumber number -> texts.add(number.toString());
                case JsonObject object -> {
                    for (String name : List.of("name", "title", "text", "value", "description", "summary")) {
                        if (object.get(name) instanceof JsonString text) {
                            texts.add(text);
                            return;
                        }
                    }
                    violate(pointer, "is an object, where a text belongs");
                }
                default -> {
                    if (item.getValueType() != ValueType.NULL) {
                        violate(pointer, "is " + kind(item) + ", where a text belongs");
                    }
                }
            }
        }

        /** A point in time by itself. */
        private void date(String name, String pointer) {
            JsonValue value = members.get(name);
            if (value == null || isStandard(value)) {
                return;
            }
            switch (dated(value)) {
                case WrittenDate.Point(var iso) -> replace(name, JsonValues.JSON.createValue(iso));
                case WrittenDate.Absent _ -> replace(name, null);
                case WrittenDate.Unclear(var why) -> violate(pointer, why);
                case WrittenDate.Ongoing _, WrittenDate.Range _ ->
                    violate(pointer, "is a span of time, where one date belongs");
            }
        }

        /** Start and end, in whichever of both they are written, or beside both. */
        private void period(String pointer) {
            JsonValue start = members.get("startDate");
            JsonValue end = members.get("endDate");
            if (start == null && end == null) {
                PERIOD.forEach(this::span);
                return;
            }
            boolean isOver = end != null && !isStandard(end);
            if (start != null && !isStandard(start)) {
                switch (dated(start)) {
                    case WrittenDate.Point(var iso) -> replace("startDate", JsonValues.JSON.createValue(iso));
                    case WrittenDate.Absent _ -> replace("startDate", null);
                    case WrittenDate.Range(var first, var last) -> {
                        boolean isEndFree = end == null
                                || isBlank(end)
                                || (last == null && dated(end) instanceof WrittenDate.Ongoing);
                        if (isEndFree) {
                            if (end != null) {
                                replace("endDate", null);
                                isOver = false;
                            }
                            asPeriod("startDate", start, first, last);
                        } else {
                            violate(pointer + "/startDate", "is a span of time, and an endDate is given as well");
                        }
                    }
                    case WrittenDate.Ongoing _ -> violate(pointer + "/startDate", "is no beginning");
                    case WrittenDate.Unclear(var why) -> violate(pointer + "/startDate", why);
                }
            }
            if (end == null || !isOver) {
                return;
            }
            switch (dated(end)) {
                case WrittenDate.Point(var iso) -> replace("endDate", JsonValues.JSON.createValue(iso));
                case WrittenDate.Absent _ -> replace("endDate", null);
                case WrittenDate.Ongoing _ -> {
                    replace("endDate", null);
                    JsonValue current = theirs.get("current");
                    if (current == null) {
                        members.put("current", JsonValue.TRUE);
                        otherwise.put("endDate", pair(end, Map.of("current", JsonValue.TRUE)));
                    }
                }
                case WrittenDate.Range(var first, var last) -> {
                    if (start == null || isBlank(start)) {
                        if (start != null) {
                            replace("startDate", null);
                        }
                        asPeriod("endDate", end, first, last);
                    } else {
                        violate(pointer + "/endDate", "is a span of time, and a startDate is given as well");
                    }
                }
                case WrittenDate.Unclear(var why) -> violate(pointer + "/endDate", why);
            }
        }

        /** A member that the format does not know: what cannot be read in it stays there. */
        private void span(String name) {
            JsonValue value = members.get(name);
            if (value instanceof JsonObject both && (both.containsKey("start") || both.containsKey("end"))) {
                JsonValue first = both.getOrDefault("start", JsonValue.NULL);
                JsonValue last = both.getOrDefault("end", JsonValue.NULL);
                WrittenDate end = dated(last);
                if (dated(first) instanceof WrittenDate.Point(var start)) {
                    if (end instanceof WrittenDate.Point(var iso)) {
                        asPeriod(name, value, start, iso);
                    } else if (end instanceof WrittenDate.Ongoing || end instanceof WrittenDate.Absent) {
                        asPeriod(name, value, start, null);
                    }
                }
            } else if (value instanceof JsonString && !members.containsKey("startDate")) {
                switch (dated(value)) {
                    case WrittenDate.Range(var first, var last) -> asPeriod(name, value, first, last);
                    case WrittenDate.Point(var iso) -> {
                        members.remove(name);
                        members.put("endDate", JsonValues.JSON.createValue(iso));
                        otherwise.put(name, pair(value, Map.of("endDate", JsonValues.JSON.createValue(iso))));
                    }
                    case WrittenDate.Absent _, WrittenDate.Ongoing _, WrittenDate.Unclear _ -> {}
                }
            }
        }

        private void asPeriod(String name, JsonValue value, String first, @Nullable String last) {
            Map<String, JsonValue> as = new LinkedHashMap<>();
            as.put("startDate", JsonValues.JSON.createValue(first));
            if (last != null) {
                as.put("endDate", JsonValues.JSON.createValue(last));
            } else if (!theirs.containsKey("current")) {
                as.put("current", JsonValue.TRUE);
            }
            members.remove(name);
            members.putAll(as);
            otherwise.put(name, pair(value, as));
        }

        private static JsonArray pair(JsonValue value, Map<String, JsonValue> as) {
            JsonObjectBuilder members = JsonValues.JSON.createObjectBuilder();
            as.forEach(members::add);
            return JsonValues.JSON.createArrayBuilder().add(value).add(members).build();
        }
    }

    /** Reading stops to cost anything once there is more to tell than is told. */
    private WrittenDate dated(JsonValue value) {
        return violations.size() < DataLimits.MAX_VIOLATIONS ? WrittenDate.of(value) : new WrittenDate.Absent();
    }

    private static boolean isBlank(JsonValue value) {
        return value.getValueType() == ValueType.NULL
                || (value instanceof JsonString text && text.getString().isBlank());
    }

    /** Whether the schema takes the date as it is: {@code YYYY}, {@code YYYY-MM}, {@code YYYY-MM-DD}, or empty. */
    private static boolean isStandard(JsonValue value) {
        if (!(value instanceof JsonString string)) {
            return false;
        }
        String text = string.getString();
        String shape = "dddd-dd-dd";
        if (text.isEmpty()) {
            return true;
        }
        if (text.length() != 4 && text.length() != 7 && text.length() != 10) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            boolean isDigit = character >= '0' && character <= '9';
            if (shape.charAt(at) == 'd' ? !isDigit : character != '-') {
                return false;
            }
        }
        return (text.charAt(0) == '1' || text.charAt(0) == '2')
                && (text.length() < 7 || text.charAt(5) <= '1')
                && (text.length() < 10 || text.charAt(8) <= '3');
    }

    private static String kind(JsonValue value) {
        return switch (value.getValueType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case TRUE, FALSE -> "true or false";
            case NULL -> "null";
        };
    }
}
