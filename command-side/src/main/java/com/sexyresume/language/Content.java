package com.sexyresume.language;

import com.sexyresume.rendering.JsonResumeExport;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a résumé says about work, read in one way for every engine: wherever an import kept it, in the data or beside
 * them. Texts are stripped and empty where nothing is said; what is no text is left out.
 *
 * @param name of the owner
 * @param label what the owner calls what they do
 * @param jobs the latest first: what goes on, then by end and by start; those without any date last, in their order
 * @param skills in their order
 * @param certificates by name
 */
public record Content(
        String name,
        String label,
        String summary,
        List<Job> jobs,
        List<Study> studies,
        List<Skill> skills,
        List<Project> projects,
        List<String> certificates) {

    /** A job, or work as a volunteer. */
    public record Job(String position, String company, String summary, List<String> highlights) {}

    /** A course of study. */
    public record Study(String degree, String field, List<String> courses) {}

    /**
     * A skill, or several under one name.
     *
     * @param keywords what is named in particular
     */
    public record Skill(String name, List<String> keywords) {}

    /** A project. */
    public record Project(String name, String description, List<String> highlights, List<String> keywords) {}

    /** Names that tell of a list and not of a skill. */
    private static final Set<String> LISTS = Set.of(
            "skills",
            "technical skills",
            "key skills",
            "core skills",
            "soft skills",
            "hard skills",
            "other",
            "others",
            "tools",
            "technologies",
            "languages",
            "programming languages",
            "frameworks",
            "libraries",
            "misc",
            "miscellaneous",
            "general",
            "kenntnisse",
            "fähigkeiten",
            "compétences",
            "habilidades",
            "competências",
            "competenze",
            "vaardigheden",
            "umiejętności",
            "навыки",
            "技能",
            "スキル");

    /** Later than any date. */
    private static final String GOES_ON = "9999-12-31";

    /** Reads a résumé. */
    public static Content of(JsonObject data) {
        JsonObject document = JsonResumeExport.standard(data);
        JsonObject person = document.get("basics") instanceof JsonObject basics ? basics : JsonValue.EMPTY_JSON_OBJECT;
        return new Content(
                text(person, "name"),
                text(person, "label"),
                text(person, "summary"),
                latestFirst(entries(document, "work")).stream()
                        .map(job -> new Job(
                                text(job, "position"),
                                text(job, "name"),
                                text(job, "summary"),
                                texts(job, "highlights")))
                        .toList(),
                entries(document, "education").stream()
                        .map(study -> new Study(text(study, "studyType"), text(study, "area"), texts(study, "courses")))
                        .toList(),
                entries(document, "skills").stream()
                        .map(skill -> new Skill(text(skill, "name"), texts(skill, "keywords")))
                        .toList(),
                entries(document, "projects").stream()
                        .map(project -> new Project(
                                text(project, "name"),
                                text(project, "description"),
                                texts(project, "highlights"),
                                texts(project, "keywords")))
                        .toList(),
                entries(document, "certificates").stream()
                        .map(certificate -> text(certificate, "name"))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    /** Each skill by itself, once: what is named in particular, and names that are no names of lists. */
    public List<String> skillNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Skill skill : skills) {
            names.addAll(skill.keywords());
            boolean isList =
                    !skill.keywords().isEmpty() && LISTS.contains(skill.name().toLowerCase(Locale.ROOT));
            if (!skill.name().isEmpty() && !isList) {
                names.add(skill.name());
            }
        }
        return List.copyOf(names);
    }

    /** Everything that tells in which language the résumé is written. */
    public String prose() {
        return Stream.of(
                        Stream.of(label, summary),
                        jobs.stream().flatMap(job -> Stream.of(job.position(), job.summary())),
                        jobs.stream().flatMap(job -> job.highlights().stream()),
                        projects.stream().map(Project::description),
                        projects.stream().flatMap(project -> project.highlights().stream()),
                        studies.stream().flatMap(study -> Stream.of(study.degree(), study.field())),
                        skillNames().stream())
                .flatMap(texts -> texts)
                .filter(text -> !text.isEmpty())
                .reduce(new StringBuilder(), (all, text) -> all.append(text).append('\n'), StringBuilder::append)
                .toString();
    }

    /** Entries of JSON Resume with dates, in the order of {@link #jobs}. */
    public static List<JsonObject> latestFirst(List<JsonObject> entries) {
        List<JsonObject> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(Content::end)
                .thenComparing(entry -> padded(text(entry, "startDate")))
                .reversed());
        return sorted;
    }

    private static String end(JsonObject entry) {
        String end = text(entry, "endDate");
        JsonValue current = entry.get("current");
        if (JsonValue.TRUE.equals(current)) {
            return GOES_ON;
        }
        if (!end.isEmpty()) {
            return padded(end);
        }
        String start = text(entry, "startDate");
        return start.isEmpty() || JsonValue.FALSE.equals(current) ? padded(start) : GOES_ON;
    }

    /** A year ends with its last day, and a month as well: dates compare as their texts do. */
    private static String padded(String date) {
        return date.isEmpty() ? date : date + GOES_ON.substring(Math.min(date.length(), GOES_ON.length()));
    }

    private static List<JsonObject> entries(JsonObject document, String section) {
        return document.get(section) instanceof JsonArray entries
                ? entries.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonValue::asJsonObject)
                        .toList()
                : List.of();
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.getString().strip() : "";
    }

    private static List<String> texts(JsonObject object, String member) {
        return object.get(member) instanceof JsonArray texts
                ? texts.stream()
                        .filter(JsonString.class::isInstance)
                        .map(text -> ((JsonString) text).getString().strip())
                        .filter(text -> !text.isEmpty())
                        .toList()
                : List.of();
    }
}
