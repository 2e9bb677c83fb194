package com.sexyresume.rendering;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A résumé's data as a JSON Resume document: what was imported from such a document comes out as an equal value, and
 * whatever was edited since comes out as edited. {@code docs/json-resume.md} has the table and the rule; members that
 * the import kept are in {@code extensions.jsonResume}.
 */
public final class JsonResumeExport {

    /** How a kept member shows in the data when nobody has edited it there; fixed for ever. */
    private enum Reading {
        /** Kept members of this kind are those that the data could not say. */
        NONE {
            @Override
            @Nullable
            JsonValue of(JsonValue kept) {
                return null;
            }
        },
        /**
         * JSON Resume says by a missing end that something goes on; {@code current} is said again where it was said.
         */
        CURRENT {
            @Override
            JsonValue of(JsonValue kept) {
                return kept;
            }

            @Override
            boolean isUntouched(JsonValue kept, @Nullable JsonValue now) {
                return !isBoolean(kept) || super.isUntouched(kept, now);
            }

            @Override
            @Nullable
            JsonValue edited(@Nullable JsonValue kept, @Nullable JsonValue now) {
                return kept == null ? null : now;
            }
        },
        MONTH {
            @Override
            @Nullable
            JsonValue of(JsonValue kept) {
                String date = text(kept);
                return date.length() >= MONTH_LENGTH
                                && MONTH_PATTERN
                                        .matcher(date.substring(0, MONTH_LENGTH))
                                        .matches()
                        ? JSON.createValue(date.substring(0, MONTH_LENGTH))
                        : null;
            }
        },
        LEVEL {
            @Override
            @Nullable
            JsonValue of(JsonValue kept) {
                return LEVELS.stream()
                        .filter(text(kept)::equalsIgnoreCase)
                        .findFirst()
                        .map(JSON::createValue)
                        .orElse(null);
            }
        },
        LOCATION {
            @Override
            @Nullable
            JsonValue of(JsonValue kept) {
                JsonObject location = object(kept);
                String line = line(location, "city", "region", "countryCode");
                if (line.isEmpty()) {
                    line = line(location, "address");
                }
                return !line.isEmpty() && line.codePointCount(0, line.length()) <= MAX_LOCATION_LENGTH
                        ? JSON.createValue(line)
                        : null;
            }

            @Override
            @Nullable
            JsonValue edited(@Nullable JsonValue kept, @Nullable JsonValue now) {
                return now == null || text(now).isEmpty()
                        ? null
                        : JSON.createObjectBuilder().add("city", now).build();
            }
        },
        LINKEDIN {
            @Override
            @Nullable
            JsonValue of(JsonValue kept) {
                return array(kept).stream()
                        .filter(Reading::isLinkedIn)
                        .findFirst()
                        .map(profile -> object(profile).get("url"))
                        .filter(url -> text(url).codePointCount(0, text(url).length()) <= MAX_LINK_LENGTH
                                && LINK_PATTERN.matcher(text(url)).matches())
                        .orElse(null);
            }

            @Override
            @Nullable
            JsonValue edited(@Nullable JsonValue kept, @Nullable JsonValue now) {
                JsonArrayBuilder profiles = JSON.createArrayBuilder();
                JsonValue wanted = now == null || text(now).isEmpty() ? null : now;
                if (kept == null && wanted == null) {
                    return null;
                }
                boolean found = false;
                for (JsonValue profile : array(kept)) {
                    if (found || !isLinkedIn(profile)) {
                        profiles.add(profile);
                    } else {
                        found = true;
                        if (wanted != null) {
                            profiles.add(JSON.createObjectBuilder(object(profile))
                                    .add("url", wanted)
                                    .remove("username"));
                        }
                    }
                }
                if (!found && wanted != null) {
                    profiles.add(JSON.createObjectBuilder()
                            .add("network", "LinkedIn")
                            .add("url", wanted));
                }
                return profiles.build();
            }
        };

        /** What the import made of the member; null when nothing. */
        abstract @Nullable JsonValue of(JsonValue kept);

        /** Whether the field says what the import made of the member. */
        boolean isUntouched(JsonValue kept, @Nullable JsonValue now) {
            return Objects.equals(of(kept), now);
        }

        /**
         * The member that says what the field says now.
         *
         * @param kept the member before, if there was one
         */
        @Nullable
        JsonValue edited(@Nullable JsonValue kept, @Nullable JsonValue now) {
            return now;
        }

        private static boolean isLinkedIn(JsonValue profile) {
            return text(object(profile).get("network")).equalsIgnoreCase("LinkedIn");
        }

        private static String line(JsonObject location, String... names) {
            StringBuilder line = new StringBuilder();
            for (String name : names) {
                String part = text(location.get(name));
                if (!part.isEmpty()) {
                    line.append(line.isEmpty() ? "" : ", ").append(part);
                }
            }
            return line.toString();
        }
    }

    /**
     * @param member of JSON Resume
     * @param field of the data
     */
    private record Pair(String member, String field, Reading reading) {

        static Pair of(String member, String field) {
            return new Pair(member, field, Reading.NONE);
        }
    }

    /**
     * @param name in JSON Resume
     * @param field in the data
     */
    private record Section(String name, String field, List<Pair> pairs) {}

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final int MONTH_LENGTH = 7;
    private static final Pattern MONTH_PATTERN = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");
    private static final Pattern LINK_PATTERN = Pattern.compile("(https?://)?[^\\s:/?#.]+\\.\\S+");
    private static final List<String> LEVELS = List.of("Beginner", "Intermediate", "Advanced", "Expert");
    private static final int MAX_LOCATION_LENGTH = 200;
    private static final int MAX_LINK_LENGTH = 2_000;

    private static final JsonObject NOTHING = JsonValue.EMPTY_JSON_OBJECT;

    private static final Pair START = new Pair("startDate", "startDate", Reading.MONTH);
    private static final Pair END = new Pair("endDate", "endDate", Reading.MONTH);
    private static final Pair CURRENT = new Pair("current", "current", Reading.CURRENT);

    private static final List<Pair> BASICS = List.of(
            Pair.of("name", "fullName"),
            Pair.of("email", "email"),
            Pair.of("phone", "phone"),
            Pair.of("url", "website"),
            Pair.of("summary", "summary"),
            new Pair("location", "location", Reading.LOCATION),
            new Pair("profiles", "linkedin", Reading.LINKEDIN));

    private static final List<Section> SECTIONS = List.of(
            new Section(
                    "work",
                    "experience",
                    List.of(
                            Pair.of("name", "company"),
                            Pair.of("position", "position"),
                            START,
                            END,
                            CURRENT,
                            Pair.of("summary", "description"),
                            Pair.of("highlights", "achievements"))),
            new Section(
                    "education",
                    "education",
                    List.of(
                            Pair.of("institution", "institution"),
                            Pair.of("studyType", "degree"),
                            Pair.of("area", "field"),
                            START,
                            END,
                            CURRENT,
                            Pair.of("score", "gpa"),
                            Pair.of("honors", "honors"))),
            new Section(
                    "skills",
                    "skills",
                    List.of(
                            Pair.of("name", "name"),
                            new Pair("level", "level", Reading.LEVEL),
                            Pair.of("category", "category"))),
            new Section(
                    "projects",
                    "projects",
                    List.of(
                            Pair.of("name", "name"),
                            Pair.of("description", "description"),
                            Pair.of("keywords", "technologies"),
                            Pair.of("url", "url"),
                            START,
                            END,
                            CURRENT)));

    private JsonResumeExport() {}

    /**
     * The document as it came, where it was not edited since: with the names, dates and lists as they were written.
     *
     * @param data null when it is erased
     */
    public static JsonObject of(@Nullable JsonObject data) {
        JsonObject written = object(kept(data).get("written"));
        JsonObject standard = standard(data);
        Map<String, JsonValue> document = new LinkedHashMap<>(standard);
        if (document.get("basics") instanceof JsonObject basics) {
            document.put("basics", asWritten(basics, object(written.get("basics"))));
        }
        for (Section section : SECTIONS) {
            if (object(data).get(section.field()) instanceof JsonArray entries
                    && document.get(section.name()) instanceof JsonArray read) {
                JsonObject writtenEntries = object(written.get(section.name()));
                JsonArrayBuilder exported = JSON.createArrayBuilder();
                for (int index = 0; index < read.size(); index++) {
                    JsonValue otherwise =
                            writtenEntries.get(text(object(entries.get(index)).get("id")));
                    exported.add(
                            otherwise instanceof JsonArray pair
                                    ? wasRead(pair, read.get(index)) ? pair.getFirst() : read.get(index)
                                    : asWritten(object(read.get(index)), object(otherwise)));
                }
                document.put(section.name(), exported.build());
            }
        }
        return asWritten(built(document), object(written.get("document")), standard);
    }

    /**
     * The document as JSON Resume 1.x has it: what is shown of a résumé, and what engines read.
     *
     * @param data null when it is erased
     */
    public static JsonObject standard(@Nullable JsonObject data) {
        JsonObject resume = object(data);
        JsonObject kept = kept(data);
        Map<String, JsonValue> document = new LinkedHashMap<>();
        if (resume.get("personalInfo") instanceof JsonObject personalInfo) {
            document.put("basics", merged(personalInfo, object(kept.get("basics")), BASICS));
        }
        for (Section section : SECTIONS) {
            if (resume.get(section.field()) instanceof JsonArray entries) {
                JsonObject keptEntries = object(kept.get(section.name()));
                JsonArrayBuilder exported = JSON.createArrayBuilder();
                for (JsonValue entry : entries) {
                    JsonObject fields = object(entry);
                    exported.add(merged(fields, object(keptEntries.get(text(fields.get("id")))), section.pairs()));
                }
                document.put(section.name(), exported.build());
            }
        }
        object(kept.get("document")).forEach(document::putIfAbsent);
        return built(document);
    }

    private static JsonObject kept(@Nullable JsonObject data) {
        return object(object(object(data).get("extensions")).get("jsonResume"));
    }

    private static JsonObject asWritten(JsonObject standard, JsonObject written) {
        return asWritten(standard, written, standard);
    }

    /**
     * With what was written, wherever the members that it was read as are what they were.
     *
     * @param written a name to a list of two: what was written under it, and the members that it was read as
     * @param standard what the members are compared with
     */
    private static JsonObject asWritten(JsonObject members, JsonObject written, JsonObject standard) {
        if (written.isEmpty()) {
            return members;
        }
        Map<String, JsonValue> restored = new LinkedHashMap<>(members);
        written.forEach((name, pair) -> {
            JsonObject read = pair instanceof JsonArray both && both.size() == 2 ? object(both.get(1)) : NOTHING;
            if (!read.isEmpty()
                    && read.entrySet().stream()
                            .allMatch(member -> member.getValue().equals(standard.get(member.getKey())))) {
                restored.keySet().removeAll(read.keySet());
                restored.put(name, ((JsonArray) pair).getFirst());
            }
        });
        // What was read as nothing comes last: its name may be another one's that it was read as.
        written.forEach((name, pair) -> {
            if (pair instanceof JsonArray both && both.size() == 2 && NOTHING.equals(both.get(1))) {
                restored.putIfAbsent(name, both.getFirst());
            }
        });
        return built(restored);
    }

    /** Whether an entry that was no object is what it was read as. */
    private static boolean wasRead(JsonArray pair, JsonValue standard) {
        return pair.size() == 2 && pair.get(1).equals(standard);
    }

    private static JsonObject merged(JsonObject fields, JsonObject kept, List<Pair> pairs) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            JsonValue now = fields.get(pair.field());
            JsonValue before = kept.get(pair.member());
            if (pair.equals(END) && isOngoing(fields, kept)) {
                // An end that the data could not say is over as well, but for one that says nothing.
                now = null;
                before = before != null && text(before).isEmpty() ? before : null;
            }
            JsonValue member = before != null && pair.reading().isUntouched(before, now)
                    ? before
                    : pair.reading().edited(before, now);
            if (member != null) {
                members.put(pair.member(), member);
            }
        }
        if (JsonValue.FALSE.equals(fields.get("current"))
                && text(members.get("endDate")).isEmpty()) {
            // Without it, a missing end would say that it goes on.
            members.put("current", JsonValue.FALSE);
        } else if (JsonValue.TRUE.equals(fields.get("current")) && !members.containsKey("startDate")) {
            // Without a beginning, a missing end says nothing.
            members.putIfAbsent("current", JsonValue.TRUE);
        }
        kept.forEach((name, member) -> {
            if (pairs.stream().noneMatch(pair -> pair.member().equals(name))) {
                members.put(name, member);
            }
        });
        return built(members);
    }

    /** What goes on has no end, unless the document itself said both. */
    private static boolean isOngoing(JsonObject fields, JsonObject kept) {
        return JsonValue.TRUE.equals(fields.get("current")) && !JsonValue.TRUE.equals(kept.get("current"));
    }

    private static JsonObject built(Map<String, JsonValue> members) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        members.forEach(object::add);
        return object.build();
    }

    private static JsonObject object(@Nullable JsonValue value) {
        return value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static boolean isBoolean(JsonValue value) {
        return JsonValue.TRUE.equals(value) || JsonValue.FALSE.equals(value);
    }

    private static JsonArray array(@Nullable JsonValue value) {
        return value instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
    }

    private static String text(@Nullable JsonValue value) {
        return value instanceof JsonString string ? string.getString() : "";
    }
}
