package com.sexyresume.command.enhancements;

import com.sexyresume.language.Content;
import com.sexyresume.language.EngineFailed;
import com.sexyresume.language.Language;
import com.sexyresume.language.ModelUsage;
import com.sexyresume.language.Phrases;
import com.sexyresume.language.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Improves texts by rules and word lists: the same résumé gets the same answer, at once, without a network and without
 * saying anything that it did not say. It knows English, and says so of a résumé in another language; of the target
 * role and industry it knows nothing.
 *
 * <p>Per sentence ({@link Rewriting}): openings that tell of a duty, the first person, passive voice, words that say
 * nothing, repeated words, lines that are too long, and the tone. Over all lines of an entry: an opening that was used
 * before. A line of a list that nothing else can be said about and that has no figure gets a gap for one, which only
 * the user can fill; few of them, because it is work.
 */
@Component
@ConditionalOnProperty(
        name = "sexyresume.enhancements.engine",
        havingValue = EnhancementProperties.RULES,
        matchIfMissing = true)
final class DeterministicEnhancer implements Enhancer {

    static final String GAP = "[add a figure: how many, how much or how fast]";

    /** Gaps of one résumé. */
    static final int MAX_GAPS = 3;

    private static final int GAP_CONFIDENCE_PERCENT = 40;
    private static final int REPETITION_CONFIDENCE_PERCENT = 70;

    private static final Map<String, List<String>> SYNONYMS = new HashMap<>();
    private static final Phrases NUMBER_WORDS = new Phrases(Words.set("number-words"));

    static {
        Words.map("synonyms").forEach((word, synonyms) -> SYNONYMS.put(word, List.of(synonyms.split(", ", -1))));
    }

    @Override
    public String name() {
        return EnhancementProperties.RULES;
    }

    @Override
    public Enhanced enhance(Task task) throws EngineFailed {
        if (Language.isForeign(Language.of(Content.of(task.data()).prose()))) {
            throw new EngineFailed("language-not-known");
        }
        List<Improvement> improvements = new ArrayList<>();
        Map<String, Set<String>> openings = new HashMap<>();
        int gaps = 0;
        for (ResumeText text : ResumeText.all(task.data())) {
            Rewriting rewriting = Rewriting.of(text.text(), task.tone(), task.preferences());
            String suggested = rewriting.text();
            Map<Kind, String> reasons = new EnumMap<>(Kind.class);
            reasons.putAll(rewriting.reasons());
            int confidence = rewriting.confidencePercent();
            if (text.isBullet() && task.preferences().want(Kind.repetition)) {
                String varied = varied(
                        suggested, openings.computeIfAbsent(text.section() + text.entryId(), entry -> new HashSet<>()));
                if (!varied.equals(suggested)) {
                    suggested = varied;
                    reasons.put(Kind.repetition, "Another line of this entry begins with the same verb.");
                    confidence = Math.min(confidence, REPETITION_CONFIDENCE_PERCENT);
                }
            }
            if (!suggested.equals(text.text())) {
                improvements.add(new Improvement(
                        text,
                        suggested,
                        List.copyOf(reasons.keySet()),
                        confidence,
                        String.join(" ", reasons.values()),
                        false));
            } else if (text.isBullet()
                    && task.preferences().want(Kind.quantification)
                    && gaps < MAX_GAPS
                    && !hasFigure(suggested)) {
                gaps++;
                improvements.add(new Improvement(
                        text,
                        withGap(suggested),
                        List.of(Kind.quantification),
                        GAP_CONFIDENCE_PERCENT,
                        "A figure shows how much it mattered; only you know it.",
                        true));
            }
        }
        return new Enhanced(improvements, ModelUsage.NONE);
    }

    private static boolean hasFigure(String text) {
        return text.chars().anyMatch(Character::isDigit)
                || !NUMBER_WORDS.in(text).isEmpty();
    }

    private static String withGap(String text) {
        String line = text.stripTrailing();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) + " " + GAP + "." : line + " " + GAP;
    }

    /** The line with another verb at its beginning when another line of the entry has that one. */
    private static String varied(String line, Set<String> openings) {
        int end = 0;
        while (end < line.length() && Character.isLetter(line.charAt(end))) {
            end++;
        }
        String opening = line.substring(0, end);
        String verb = opening.toLowerCase(Locale.ROOT);
        if (openings.add(verb)) {
            return line;
        }
        return SYNONYMS.getOrDefault(verb, List.of()).stream()
                .filter(openings::add)
                .findFirst()
                .map(synonym -> Words.cased(synonym, opening) + line.substring(opening.length()))
                .orElse(line);
    }
}
