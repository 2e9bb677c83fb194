package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.ForeignDocument.at;
import static com.sexyresume.command.resumes.ForeignDocument.objects;
import static com.sexyresume.command.resumes.ForeignDocument.put;
import static com.sexyresume.command.resumes.ForeignDocument.text;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A document of RenderCV, as JSON Resume. Its sections have the names that the user gives them: what an entry is, its
 * members tell; where they do not, the section's name does.
 */
final class RenderCv {

    private final Map<String, JsonArrayBuilder> sections = new LinkedHashMap<>();
    private final List<String> summary = new ArrayList<>();

    private RenderCv() {}

    /**
     * Converts a document.
     *
     * @param cv the member {@code cv} of the document
     */
    static JsonObject toJsonResume(JsonObject cv) {
        return new RenderCv().convert(cv);
    }

    private JsonObject convert(JsonObject cv) {
        if (at(cv, "sections") instanceof JsonObject theirs) {
            theirs.forEach((name, entries) -> {
                if (entries instanceof JsonArray array) {
                    array.forEach(entry -> entry(name.toLowerCase(Locale.ROOT), entry));
                }
            });
        }
        JsonObjectBuilder person = JsonValues.JSON.createObjectBuilder();
        for (String name : List.of("name", "email", "phone", "location")) {
            put(person, name, text(cv, name));
        }
        put(person, "label", text(cv, text(cv, "headline").isEmpty() ? "label" : "headline"));
        put(person, "url", text(cv, "website"));
        put(person, "summary", String.join("\n", summary));
        JsonArrayBuilder profiles = JsonValues.JSON.createArrayBuilder();
        for (JsonObject theirs : objects(cv, "social_networks")) {
            JsonObjectBuilder profile = JsonValues.JSON.createObjectBuilder();
            put(profile, "network", text(theirs, "network"));
            put(profile, "username", text(theirs, "username"));
            put(profile, "url", address(text(theirs, "network"), text(theirs, "username")));
            profiles.add(profile);
        }
        var all = profiles.build();
        if (!all.isEmpty()) {
            person.add("profiles", all);
        }
        JsonObjectBuilder resume = JsonValues.JSON.createObjectBuilder().add("basics", person);
        sections.forEach(resume::add);
        return resume.build();
    }

    private static String address(String network, String username) {
        return switch (network.toLowerCase(Locale.ROOT)) {
            case "linkedin" -> "https://www.linkedin.com/in/" + username;
            case "github" -> "https://github.com/" + username;
            case "gitlab" -> "https://gitlab.com/" + username;
            default -> "";
        };
    }

    private void entry(String section, JsonValue entry) {
        if (entry instanceof JsonObject theirs) {
            if (theirs.containsKey("company")) {
                JsonObjectBuilder job = dated(theirs).add("name", text(theirs, "company"));
                put(job, "position", text(theirs, "position"));
                put(job, "location", text(theirs, "location"));
                add(section.contains("volunteer") ? "volunteer" : "work", job);
            } else if (theirs.containsKey("institution")) {
                JsonObjectBuilder study = dated(theirs).add("institution", text(theirs, "institution"));
                put(study, "area", text(theirs, "area"));
                put(study, "studyType", text(theirs, "degree"));
                add("education", study);
            } else if (theirs.containsKey("authors")) {
                JsonObjectBuilder publication =
                        JsonValues.JSON.createObjectBuilder().add("name", text(theirs, "title"));
                put(publication, "publisher", text(theirs, "journal"));
                put(publication, "url", text(theirs, text(theirs, "url").isEmpty() ? "doi" : "url"));
                day(publication, "releaseDate", theirs);
                add("publications", publication);
            } else if (theirs.containsKey("label")) {
                labelled(section, text(theirs, "label"), text(theirs, "details"));
            } else if (theirs.containsKey("name")) {
                named(section, theirs);
            } else {
                for (String line : List.of("bullet", "number", "reversed_number")) {
                    line(section, text(theirs, line));
                }
            }
        } else if (entry instanceof JsonString) {
            line(section, text(entry));
        }
    }

    private void named(String section, JsonObject theirs) {
        String name = text(theirs, "name");
        if (section.contains("award") || section.contains("honor") || section.contains("honour")) {
            JsonObjectBuilder award = JsonValues.JSON.createObjectBuilder().add("title", name);
            put(award, "summary", text(theirs, "summary"));
            day(award, "date", theirs);
            add("awards", award);
        } else if (section.contains("certif")) {
            JsonObjectBuilder certificate =
                    JsonValues.JSON.createObjectBuilder().add("name", name);
            day(certificate, "date", theirs);
            add("certificates", certificate);
        } else if (section.contains("volunteer")) {
            add("volunteer", dated(theirs).add("organization", name));
        } else {
            JsonObjectBuilder project = dated(theirs).add("name", name);
            put(project, "description", text(theirs, "summary"));
            add("projects", project);
        }
    }

    private void labelled(String section, String label, String details) {
        boolean isLanguage = section.contains("language") && !section.contains("programming");
        if (isLanguage) {
            add(
                    "languages",
                    JsonValues.JSON.createObjectBuilder().add("language", label).add("fluency", details));
        } else if (section.contains("interest") || section.contains("hobb")) {
            add(
                    "interests",
                    JsonValues.JSON.createObjectBuilder().add("name", label).add("keywords", details));
        } else {
            add(
                    "skills",
                    JsonValues.JSON.createObjectBuilder().add("name", label).add("keywords", details));
        }
    }

    private void line(String section, String text) {
        if (text.isEmpty()) {
            return;
        }
        JsonObjectBuilder entry = JsonValues.JSON.createObjectBuilder();
        if (section.contains("skill") || section.contains("technolog")) {
            add("skills", entry.add("name", text));
        } else if (section.contains("interest") || section.contains("hobb")) {
            add("interests", entry.add("name", text));
        } else if (section.contains("language")) {
            add("languages", entry.add("language", text));
        } else if (section.contains("award") || section.contains("honor") || section.contains("honour")) {
            add("awards", entry.add("title", text));
        } else if (section.contains("certif")) {
            add("certificates", entry.add("name", text));
        } else if (section.contains("reference")) {
            add("references", entry.add("reference", text));
        } else {
            summary.add(text);
        }
    }

    private static JsonObjectBuilder dated(JsonObject theirs) {
        JsonObjectBuilder entry = JsonValues.JSON.createObjectBuilder();
        put(entry, "startDate", at(theirs, "start_date"));
        put(entry, "endDate", at(theirs, "end_date"));
        put(entry, "date", at(theirs, "date"));
        put(entry, "summary", text(theirs, "summary"));
        put(entry, "url", text(theirs, "url"));
        put(entry, "highlights", at(theirs, "highlights"));
        return entry;
    }

    private static void day(JsonObjectBuilder entry, String name, JsonObject theirs) {
        for (String member : List.of("date", "end_date", "start_date")) {
            if (WrittenDate.of(at(theirs, member)) instanceof WrittenDate.Point(var iso)) {
                entry.add(name, iso);
                return;
            }
        }
    }

    private void add(String section, JsonObjectBuilder entry) {
        sections.computeIfAbsent(section, name -> JsonValues.JSON.createArrayBuilder())
                .add(entry);
    }
}
