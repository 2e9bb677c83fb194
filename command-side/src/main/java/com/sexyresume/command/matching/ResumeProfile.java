package com.sexyresume.command.matching;

import com.sexyresume.command.matching.words.CommonWords;
import com.sexyresume.command.matching.words.ForeignWords;
import com.sexyresume.command.matching.words.Words;
import com.sexyresume.language.Content;
import com.sexyresume.language.Language;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What a résumé says about work, and nothing that names its owner.
 *
 * @param position the last one; empty when none is named
 * @param text what is embedded, at most {@value #MOST_CHARACTERS} characters: positions, summary and skills before the
 *     rest; empty when the résumé says nothing (D58)
 * @param sections all words of each section, in their compared form
 * @param named of each section the skills whose names are words of a language as well, where they are meant as skills
 * @param understanding how much of the language that it is written in is understood
 */
record ResumeProfile(
        String position,
        String text,
        Map<String, String> sections,
        Map<String, Set<String>> named,
        Understanding understanding) {

    /** How much of a résumé is understood, by the language that it is written in. */
    enum Understanding {
        /** English, or not to be told from it. */
        WHOLE,
        /** Words that are known in its language. */
        WORDS,
        /** Nothing for sure. */
        NOTHING
    }

    /** About as many as a small model reads. */
    static final int MOST_CHARACTERS = 2_000;

    /** The last word of one text and the first of the next are no phrase. */
    private static final String APART = " | ";

    /**
     * Reads a résumé.
     *
     * @param data as the schema has it (C15)
     */
    static ResumeProfile of(JsonObject data) {
        Content content = Content.of(data);
        List<String> skills = content.skillNames();
        Set<String> positions = new LinkedHashSet<>();
        content.jobs().stream()
                .map(Content.Job::position)
                .filter(position -> !position.isEmpty())
                .forEach(positions::add);
        StringJoiner text = new StringJoiner(". ");
        boolean isForeign = Language.isForeign(Language.of(content.prose()));
        List<String> known = isForeign ? ForeignWords.in(content.prose()) : List.of();
        // A model that knows English alone makes nothing of the rest.
        known.forEach(text::add);
        if (known.isEmpty()) {
            positions.forEach(text::add);
            add(text, content.label());
            add(text, content.summary());
        }
        if (!skills.isEmpty()) {
            text.add("Skills: " + String.join(", ", skills));
        }
        if (known.isEmpty()) {
            content.studies().forEach(study -> add(text, study.degree()));
            content.studies().forEach(study -> add(text, study.field()));
            content.projects().forEach(project -> add(text, project.name()));
            content.jobs().forEach(job -> add(text, job.summary()));
            content.jobs().forEach(job -> job.highlights().forEach(text::add));
            content.projects().forEach(project -> add(text, project.description()));
        }

        Sections sections = new Sections();
        sections.list("skills", skills);
        sections.list("skills", known);
        content.skills().forEach(skill -> sections.list("skills", List.of(skill.name())));
        content.jobs().forEach(job -> {
            sections.prose("experience", job.position());
            sections.prose("experience", job.summary());
            job.highlights().forEach(highlight -> sections.prose("experience", highlight));
        });
        content.projects().forEach(project -> {
            sections.prose("projects", project.name());
            sections.prose("projects", project.description());
            project.highlights().forEach(highlight -> sections.prose("projects", highlight));
            sections.list("projects", project.keywords());
        });
        content.studies().forEach(study -> {
            sections.prose("education", study.degree());
            sections.prose("education", study.field());
            sections.list("education", study.courses());
        });
        content.certificates().forEach(certificate -> sections.prose("education", certificate));
        sections.prose("personalInfo", content.label());
        sections.prose("personalInfo", content.summary());
        return new ResumeProfile(
                positions.isEmpty() ? content.label() : positions.iterator().next(),
                cut(text.toString()),
                sections.all(),
                sections.named,
                !isForeign ? Understanding.WHOLE : known.isEmpty() ? Understanding.NOTHING : Understanding.WORDS);
    }

    boolean isEmpty() {
        return Words.normalized(text).isEmpty();
    }

    /** The sections that say a skill, in the order of {@link #sections}; none when the résumé does not say it. */
    List<String> saying(String skill) {
        String phrase = Words.compared(skill);
        boolean isWord = CommonWords.has(phrase);
        return sections.entrySet().stream()
                .filter(section -> isWord
                        ? named.getOrDefault(section.getKey(), Set.of()).contains(phrase)
                        : Words.says(section.getValue(), phrase))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void add(StringJoiner text, String part) {
        if (!part.isEmpty()) {
            text.add(part);
        }
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(
                        0,
                        Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1))
                                ? MOST_CHARACTERS - 1
                                : MOST_CHARACTERS);
    }

    /** The words of each section, as they are read. */
    private static final class Sections {

        private final Map<String, List<String>> words = new LinkedHashMap<>();
        private final Map<String, Set<String>> named = new HashMap<>();

        Sections() {
            for (String section : List.of("skills", "experience", "projects", "education", "personalInfo")) {
                words.put(section, new ArrayList<>());
            }
        }

        /** Names: each of them is meant as one. */
        void list(String section, List<String> names) {
            for (String name : names) {
                String compared = say(section, name);
                if (CommonWords.has(compared)) {
                    named.computeIfAbsent(section, none -> new HashSet<>()).add(compared);
                } else {
                    named.computeIfAbsent(section, none -> new HashSet<>()).addAll(CommonWords.namedIn(name, true));
                }
            }
        }

        void prose(String section, String text) {
            if (!text.isEmpty()) {
                say(section, text);
                named.computeIfAbsent(section, none -> new HashSet<>()).addAll(CommonWords.namedIn(text, false));
            }
        }

        private String say(String section, String text) {
            String compared = Words.compared(text);
            words.getOrDefault(section, List.of()).add(compared);
            return compared;
        }

        Map<String, String> all() {
            Map<String, String> all = new LinkedHashMap<>();
            words.forEach((section, texts) -> all.put(section, String.join(APART, texts)));
            return all;
        }
    }
}
