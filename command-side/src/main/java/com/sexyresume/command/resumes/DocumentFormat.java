package com.sexyresume.command.resumes;

import com.sexyresume.events.resumes.ResumesEvent.Format;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a document is evidently written in, whatever it is said to be: what is not known is never half understood. */
sealed interface DocumentFormat {

    /** Nothing is made of a document that says nothing. */
    String EMPTY = "says nothing that a résumé could be made of";

    /** What a client is told that sent something else. */
    String READ = "is in no format that is read: JSON Resume (basics, work, education, skills, …), Reactive Resume"
            + " (basics and sections), RenderCV (cv), Europass (SkillsPassport), or this system's own data"
            + " (personalInfo, experience, …)";

    /**
     * JSON Resume.
     *
     * @param within where in the document it is, as a JSON Pointer; empty for the document itself
     */
    record JsonResume(JsonObject document, String within) implements DocumentFormat {}

    record OwnData(JsonValue document) implements DocumentFormat {}

    /**
     * A document of another service.
     *
     * @param document JSON Resume that says the same
     * @param service under which name the original is kept
     */
    record Converted(JsonObject document, String service, JsonObject original) implements DocumentFormat {}

    /**
     * Nothing that is read.
     *
     * @param why in words
     */
    record Unknown(String why) implements DocumentFormat {}

    static DocumentFormat of(JsonValue document, Format asked) {
        if (asked == Format.RESUME_DATA) {
            return new OwnData(document);
        }
        if (!(document instanceof JsonObject object)) {
            return new Unknown(READ);
        }
        return Recognition.of(object, "", 0);
    }

    /** How formats are told from each other. */
    final class Recognition {

        /** A document within a document within a document. */
        private static final int MAX_WRAPPERS = 2;

        private static final Set<String> WRAPPERS =
                Set.of("resume", "résumé", "cv", "data", "document", "json", "jsonResume", "profile", "content");

        private Recognition() {}

        private static DocumentFormat of(JsonObject object, String within, int wrappers) {
            if (has(object, "SkillsPassport")) {
                return new Converted(Europass.toJsonResume(object), "europass", object);
            }
            if (object.get("cv") instanceof JsonObject cv && (has(cv, "sections") || !isJsonResume(cv))) {
                return new Converted(RenderCv.toJsonResume(cv), "renderCv", object);
            }
            if (has(object, "basics") && has(object, "sections")) {
                return new Converted(ReactiveResume.toJsonResume(object), "reactiveResume", object);
            }
            boolean isOwn = has(object, "personalInfo") || object.get("experience") instanceof JsonArray;
            if (isOwn && !object.containsKey("basics") && !object.containsKey("work") && within.isEmpty()) {
                return isOwnData(object) ? new OwnData(object) : new Unknown(READ);
            }
            if (isJsonResume(object)) {
                return new JsonResume(object, within);
            }
            if (object.size() == 1 && wrappers < MAX_WRAPPERS) {
                Map.Entry<String, JsonValue> only = object.entrySet().iterator().next();
                if (WRAPPERS.contains(only.getKey()) && only.getValue() instanceof JsonObject inner) {
                    return of(inner, within + "/" + Pointers.escape(only.getKey()), wrappers + 1);
                }
            }
            return new Unknown(READ);
        }

        private static boolean has(JsonObject object, String member) {
            return object.get(member) instanceof JsonObject;
        }

        private static boolean isOwnData(JsonObject object) {
            return Set.of("personalInfo", "experience", "education", "skills", "projects", "extensions")
                    .containsAll(object.keySet());
        }

        /** By a member that no other format has; or by one that several have, if there is nothing else. */
        private static boolean isJsonResume(JsonObject object) {
            if (object.containsKey("basics") || object.containsKey("work") || isSchemaNamed(object)) {
                return true;
            }
            List<String> nested = object.entrySet().stream()
                    .filter(member -> isAny(member.getValue()))
                    .map(Map.Entry::getKey)
                    .filter(name -> !name.equals("meta"))
                    .toList();
            return !nested.isEmpty() && nested.stream().allMatch(JsonResumeReader::knows);
        }

        private static boolean isSchemaNamed(JsonObject object) {
            return object.get("$schema") instanceof JsonString schema
                    && (schema.getString().contains("jsonresume")
                            || schema.getString().contains("resume-schema"));
        }

        private static boolean isAny(@Nullable JsonValue value) {
            return value instanceof JsonObject || value instanceof JsonArray;
        }
    }
}
