package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.ForeignDocument.at;
import static com.sexyresume.command.resumes.ForeignDocument.html;
import static com.sexyresume.command.resumes.ForeignDocument.objects;
import static com.sexyresume.command.resumes.ForeignDocument.put;
import static com.sexyresume.command.resumes.ForeignDocument.text;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What Reactive Resume exports (its versions 3 to 5), as JSON Resume. Sections of the user's own are left out. */
final class ReactiveResume {

    private ReactiveResume() {}

    static JsonObject toJsonResume(JsonObject document) {
        JsonValue sections = at(document, "sections");
        JsonObjectBuilder resume = JsonValues.JSON.createObjectBuilder();
        resume.add("basics", basics(document, sections));
        section(resume, sections, "work", List.of("experience", "work"), (theirs, entry) -> {
            first(entry, "name", theirs, "company", "name");
            first(entry, "position", theirs, "position", "title");
            first(entry, "location", theirs, "location");
            period(entry, theirs);
            prose(entry, theirs, true);
        });
        section(resume, sections, "volunteer", List.of("volunteer"), (theirs, entry) -> {
            first(entry, "organization", theirs, "organization", "name");
            first(entry, "position", theirs, "position");
            period(entry, theirs);
            prose(entry, theirs, true);
        });
        section(resume, sections, "education", List.of("education"), (theirs, entry) -> {
            first(entry, "institution", theirs, "institution", "school", "name");
            first(entry, "studyType", theirs, "studyType", "degree");
            first(entry, "area", theirs, "area");
            first(entry, "score", theirs, "score", "grade");
            period(entry, theirs);
            prose(entry, theirs, false);
            put(entry, "courses", at(theirs, "courses"));
        });
        section(resume, sections, "awards", List.of("awards"), (theirs, entry) -> {
            first(entry, "title", theirs, "title", "name");
            first(entry, "awarder", theirs, "awarder");
            day(entry, "date", theirs);
            prose(entry, theirs, false);
        });
        section(resume, sections, "certificates", List.of("certifications"), (theirs, entry) -> {
            first(entry, "name", theirs, "name", "title");
            first(entry, "issuer", theirs, "issuer");
            day(entry, "date", theirs);
        });
        section(resume, sections, "publications", List.of("publications"), (theirs, entry) -> {
            first(entry, "name", theirs, "name", "title");
            first(entry, "publisher", theirs, "publisher");
            day(entry, "releaseDate", theirs);
            prose(entry, theirs, false);
        });
        section(resume, sections, "skills", List.of("skills"), (theirs, entry) -> {
            first(entry, "name", theirs, "name");
            first(entry, "level", theirs, "description", "proficiency", "level");
            put(entry, "keywords", at(theirs, "keywords"));
        });
        section(resume, sections, "languages", List.of("languages"), (theirs, entry) -> {
            first(entry, "language", theirs, "name", "language");
            first(entry, "fluency", theirs, "description", "fluency", "level");
        });
        section(resume, sections, "interests", List.of("interests"), (theirs, entry) -> {
            first(entry, "name", theirs, "name");
            put(entry, "keywords", at(theirs, "keywords"));
        });
        section(resume, sections, "references", List.of("references"), (theirs, entry) -> {
            first(entry, "name", theirs, "name");
            put(entry, "reference", html(proseOf(theirs)).prose());
        });
        section(resume, sections, "projects", List.of("projects"), (theirs, entry) -> {
            first(entry, "name", theirs, "name");
            period(entry, theirs);
            ForeignDocument.Html prose = html(proseOf(theirs));
            put(entry, "description", prose.prose().isEmpty() ? text(theirs, "description") : prose.prose());
            put(entry, "highlights", prose.items());
            put(entry, "keywords", at(theirs, "keywords"));
        });
        return resume.build();
    }

    private static JsonObjectBuilder basics(JsonObject document, JsonValue sections) {
        JsonValue basics = at(document, "basics");
        JsonObjectBuilder person = JsonValues.JSON.createObjectBuilder();
        first(person, "name", basics, "name");
        first(person, "label", basics, "headline", "label");
        first(person, "email", basics, "email");
        first(person, "phone", basics, "phone");
        put(person, "url", address(basics));
        put(person, "image", text(basics, "picture", "url"));
        JsonValue location = at(basics, "location");
        if (location instanceof JsonObject) {
            JsonObjectBuilder parts = JsonValues.JSON.createObjectBuilder();
            for (String part : List.of("address", "postalCode", "city", "region")) {
                put(parts, part, text(location, part));
            }
            put(parts, "countryCode", text(location, "country"));
            person.add("location", parts);
        } else {
            put(person, "location", text(location));
        }
        List<String> summaries = new ArrayList<>();
        for (JsonValue summary : List.of(
                at(sections, "summary", "content"), at(document, "summary", "content"), at(basics, "summary"))) {
            ForeignDocument.Html prose = html(text(summary));
            summaries.add(prose.prose());
            summaries.addAll(prose.items());
        }
        summaries.removeIf(String::isEmpty);
        put(person, "summary", String.join("\n", summaries));
        JsonArrayBuilder profiles = JsonValues.JSON.createArrayBuilder();
        for (JsonValue place : List.of(at(sections, "profiles", "items"), at(basics, "profiles"))) {
            for (JsonObject theirs : objects(place)) {
                JsonObjectBuilder profile = JsonValues.JSON.createObjectBuilder();
                first(profile, "network", theirs, "network");
                first(profile, "username", theirs, "username");
                put(profile, "url", address(theirs));
                profiles.add(profile);
            }
        }
        var all = profiles.build();
        return all.isEmpty() ? person : person.add("profiles", all);
    }

    private static void section(
            JsonObjectBuilder resume,
            JsonValue sections,
            String name,
            List<String> theirs,
            BiConsumer<JsonObject, JsonObjectBuilder> mapping) {
        JsonArrayBuilder entries = JsonValues.JSON.createArrayBuilder();
        boolean isThere = false;
        for (String section : theirs) {
            for (JsonObject item : objects(sections, section, "items")) {
                JsonObjectBuilder entry = JsonValues.JSON.createObjectBuilder();
                mapping.accept(item, entry);
                String address = address(item);
                if (!name.equals("skills") && !name.equals("languages") && !name.equals("references")) {
                    put(entry, "url", address);
                }
                entries.add(entry);
                isThere = true;
            }
        }
        if (isThere) {
            resume.add(name, entries);
        }
    }

    /** The first of their members that says something. */
    private static void first(JsonObjectBuilder entry, String name, JsonValue theirs, String... members) {
        for (String member : members) {
            String text = text(theirs, member);
            if (!text.isEmpty()) {
                entry.add(name, text);
                return;
            }
        }
    }

    private static String address(JsonValue theirs) {
        for (String member : List.of("url", "website")) {
            JsonValue address = at(theirs, member);
            String text = address instanceof JsonString
                    ? text(address)
                    : text(address, "href").isEmpty() ? text(address, "url") : text(address, "href");
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static String proseOf(JsonValue theirs) {
        String summary = text(theirs, "summary");
        return summary.isEmpty() ? text(theirs, "description") : summary;
    }

    private static void prose(JsonObjectBuilder entry, JsonValue theirs, boolean hasHighlights) {
        ForeignDocument.Html prose = html(proseOf(theirs));
        if (hasHighlights) {
            put(entry, "summary", prose.prose());
            put(entry, "highlights", prose.items());
        } else {
            List<String> lines = new ArrayList<>(List.of(prose.prose()));
            lines.addAll(prose.items());
            lines.removeIf(String::isEmpty);
            put(entry, "summary", String.join("\n", lines));
        }
    }

    /** A free text: {@link JsonResumeReader} reads what it can of it, and keeps it otherwise. */
    private static void period(JsonObjectBuilder entry, JsonValue theirs) {
        put(entry, "date", at(theirs, "date"));
        if (text(theirs, "date").isEmpty()) {
            put(entry, "period", at(theirs, "period"));
        }
    }

    /** What is no date by itself is left out here: it stays in what is kept of the document. */
    private static void day(JsonObjectBuilder entry, String name, JsonValue theirs) {
        if (WrittenDate.of(at(theirs, "date")) instanceof WrittenDate.Point(var iso)) {
            entry.add(name, iso);
        }
    }
}
