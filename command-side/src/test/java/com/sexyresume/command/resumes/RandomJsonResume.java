package com.sexyresume.command.resumes;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Valid JSON Resume documents, as wild as the format allows: any member may be missing, any object may have additional
 * ones, also under the names that this system uses itself.
 */
final class RandomJsonResume {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> ADDITIONAL = List.of(
            "x-rating",
            "id",
            "current",
            "honors",
            "category",
            "extensions",
            "jsonResume",
            "document",
            "",
            "a/b",
            "m~n",
            "métier",
            "company",
            "startDates",
            "data");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "Ada",
            "Ada Lovelace",
            "Ünïcödé",
            "日本語",
            "\ud83d\udc69\u200d\ud83d\udcbb",
            "line\nbreak\ttab",
            "\"quoted\\",
            "<b>&amp;</b>",
            "\u0001\u001f",
            "\u2028",
            "x".repeat(60),
            "y".repeat(250),
            "\ud83d\ude00".repeat(200),
            "z".repeat(12_000));
    private static final List<String> EMAILS = List.of("ada@example.org", "a@b", "", "no address", "a@b@c", "ä@ö.ü");
    private static final List<String> LINKS = List.of(
            "https://ada.example/x?y=z#w",
            "http://linkedin.com/in/ada",
            "linkedin.com/in/ada",
            "",
            "javascript:alert(1)",
            "mailto:a@b.c",
            "ftp://x.y",
            "münchen.de/ß",
            "https://x.example/" + "a".repeat(2_100));
    private static final List<String> DATES = List.of(
            "2020", "1999", "2020-05", "1999-12", "2020-05-17", "1999-12-31", "2020-19", "2020-19-01", "2020-00", "");
    private static final List<String> LEVELS = List.of(
            "Beginner",
            "Intermediate",
            "Advanced",
            "Expert",
            "EXPERT",
            "expert",
            "\u0131ntermediate",
            "\u0130ntermediate",
            "Master",
            "",
            "7/10");
    private static final List<String> NETWORKS =
            List.of("LinkedIn", "linkedin", "LINKEDIN", "L\u0131nkedIn", "GitHub", "");
    private static final List<String> CATEGORIES = List.of("Technical", "Soft", "Language", "Other", "technical", "");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1.0",
            "100",
            "1e2",
            "0.1",
            "3.14159265358979323846264338327950288",
            "1e-300",
            "9007199254740993");

    private static final List<String> KNOWN = List.of(
            "work",
            "volunteer",
            "education",
            "awards",
            "certificates",
            "publications",
            "skills",
            "languages",
            "interests",
            "references",
            "projects");

    private final Random random;

    private RandomJsonResume(Random random) {
        this.random = random;
    }

    static ObjectNode of(Random random) {
        return new RandomJsonResume(random).document();
    }

    /** With names of schema 0.0, nulls, dates in words, and texts where lists belong. */
    static ObjectNode asPeopleWriteIt(Random random) {
        RandomJsonResume written = new RandomJsonResume(random);
        ObjectNode document = written.document();
        document.properties().forEach(section -> {
            if (section.getValue() instanceof ArrayNode entries && KNOWN.contains(section.getKey())) {
                entries.values().forEach(entry -> written.rewrite((ObjectNode) entry));
            }
        });
        if (document.get("basics") instanceof ObjectNode basics) {
            written.rename(basics, "url", "website");
            written.rename(basics, "image", "picture");
            written.sometimes(() -> basics.putNull("email"));
            written.sometimes(() -> basics.put("location", "Berlin"));
        }
        for (String section : KNOWN) {
            if (random.nextInt(20) == 0) {
                document.putNull(section);
            } else if (random.nextInt(20) == 0) {
                document.putArray(section).add("one").add("two");
            } else if (random.nextInt(20) == 0) {
                document.put(section, "one, two");
            }
        }
        return document;
    }

    private void rewrite(ObjectNode entry) {
        rename(entry, "url", "website");
        rename(entry, "name", "company");
        rename(entry, "score", "gpa");
        for (String name : List.of("startDate", "endDate", "summary", "highlights", "keywords", "name")) {
            if (random.nextInt(10) == 0) {
                entry.putNull(name);
            }
        }
        for (String name : List.of("startDate", "endDate")) {
            if (random.nextInt(3) == 0) {
                entry.put(name, any(List.of("May 2020", "05/2020", "2020-05-01T00:00:00Z", "1. März 2019")));
            }
        }
        sometimes(() -> entry.put("endDate", any(List.of("Present", "now", "heute", " "))));
        if (entry.has("highlights")) {
            sometimes(() -> entry.put("highlights", "- one\n- two"));
        }
        if (entry.has("keywords")) {
            sometimes(() -> entry.put("keywords", "one, two"));
        }
    }

    private void rename(ObjectNode object, String from, String to) {
        if (object.has(from) && !object.has(to) && random.nextBoolean()) {
            object.set(to, object.remove(from));
        }
    }

    private ObjectNode document() {
        ObjectNode document = JSON.objectNode();
        texts(document, "$schema");
        member(document, "basics", this::basics);
        array(document, "work", entry -> {
            texts(entry, "name", "location", "description", "position", "summary");
            one(entry, "url", LINKS);
            dates(entry, "startDate", "endDate");
            lists(entry, "highlights");
            sometimes(() -> entry.put("current", random.nextBoolean()));
        });
        array(document, "volunteer", entry -> {
            texts(entry, "organization", "position", "summary");
            dates(entry, "startDate", "endDate");
            lists(entry, "highlights");
        });
        array(document, "education", entry -> {
            texts(entry, "institution", "area", "studyType", "score");
            one(entry, "url", LINKS);
            dates(entry, "startDate", "endDate");
            lists(entry, "courses");
            sometimes(() -> entry.put("honors", any(TEXTS)));
            sometimes(() -> entry.put("current", random.nextBoolean()));
        });
        array(document, "awards", entry -> {
            texts(entry, "title", "awarder", "summary");
            dates(entry, "date");
        });
        array(document, "certificates", entry -> {
            texts(entry, "name", "issuer");
            dates(entry, "date");
        });
        array(document, "publications", entry -> {
            texts(entry, "name", "publisher", "summary");
            dates(entry, "releaseDate");
        });
        array(document, "skills", entry -> {
            texts(entry, "name");
            one(entry, "level", LEVELS);
            one(entry, "category", CATEGORIES);
            lists(entry, "keywords");
        });
        array(document, "languages", entry -> texts(entry, "language", "fluency"));
        array(document, "interests", entry -> {
            texts(entry, "name");
            lists(entry, "keywords");
        });
        array(document, "references", entry -> texts(entry, "name", "reference"));
        array(document, "projects", entry -> {
            texts(entry, "name", "description", "entity", "type");
            one(entry, "url", LINKS);
            dates(entry, "startDate", "endDate");
            lists(entry, "highlights", "keywords", "roles");
            sometimes(() -> entry.put("current", random.nextBoolean()));
        });
        member(document, "meta", meta -> texts(meta, "canonical", "version", "lastModified"));
        additional(document);
        return document;
    }

    private void basics(ObjectNode basics) {
        texts(basics, "name", "label", "image", "phone", "summary");
        one(basics, "email", EMAILS);
        one(basics, "url", LINKS);
        member(
                basics,
                "location",
                location -> texts(location, "address", "postalCode", "city", "countryCode", "region"));
        array(basics, "profiles", profile -> {
            one(profile, "network", NETWORKS);
            texts(profile, "username");
            one(profile, "url", LINKS);
        });
    }

    private void sometimes(Runnable action) {
        if (random.nextInt(3) == 0) {
            action.run();
        }
    }

    private void texts(ObjectNode object, String... names) {
        for (String name : names) {
            one(object, name, TEXTS);
        }
    }

    private void dates(ObjectNode object, String... names) {
        for (String name : names) {
            one(object, name, DATES);
        }
    }

    private void one(ObjectNode object, String name, List<String> texts) {
        if (random.nextInt(4) > 0) {
            object.put(name, any(texts));
        }
    }

    private void lists(ObjectNode object, String... names) {
        for (String name : names) {
            if (random.nextBoolean()) {
                ArrayNode list = object.putArray(name);
                for (int items = random.nextInt(random.nextInt(20) == 0 ? 60 : 4); items > 0; items--) {
                    list.add(any(TEXTS));
                }
            }
        }
    }

    private void member(ObjectNode object, String name, Consumer<ObjectNode> fill) {
        if (random.nextInt(4) > 0) {
            ObjectNode member = object.putObject(name);
            fill.accept(member);
            additional(member);
        }
    }

    private void array(ObjectNode object, String name, Consumer<ObjectNode> fill) {
        if (random.nextInt(4) > 0) {
            ArrayNode array = object.putArray(name);
            for (int entries = random.nextInt(4); entries > 0; entries--) {
                ObjectNode entry = array.addObject();
                fill.accept(entry);
                additional(entry);
            }
        }
    }

    private void additional(ObjectNode object) {
        for (int members = random.nextInt(3); members > 0; members--) {
            String name = any(ADDITIONAL);
            if (!object.has(name)) {
                object.set(name, value(3));
            }
        }
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(new BigDecimal(any(NUMBERS)));
            case 3, 4 -> JSON.stringNode(any(TEXTS));
            case 5 -> {
                ArrayNode array = JSON.arrayNode();
                for (int items = random.nextInt(3); items > 0; items--) {
                    array.add(value(depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = JSON.objectNode();
                for (int members = random.nextInt(3); members > 0; members--) {
                    object.set(any(ADDITIONAL), value(depth - 1));
                }
                yield object;
            }
        };
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
