package com.sexyresume.command.enhancements;

import com.sexyresume.command.enhancements.Enhancer.Kind;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.language.Phrases;
import com.sexyresume.language.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the rules make of one text: each rule takes what the one before it left, and is noted with its reason if it
 * changed something. What they cannot be sure of they leave alone.
 *
 * @param confidencePercent of the least certain rule that had an effect
 */
record Rewriting(String text, Map<Kind, String> reasons, int confidencePercent) {

    /** More words than this in one line are too many, if it can be divided. */
    static final int MAX_WORDS = 35;

    /** The subject of a passive sentence that is turned around has at most so many words. */
    private static final int MAX_SUBJECT_WORDS = 8;

    private static final int CERTAIN_PERCENT = 90;
    private static final int LIKELY_PERCENT = 75;
    private static final int STYLE_PERCENT = 65;

    private static final Map<String, String> VERBS = Words.map("verbs");
    private static final Map<String, String> OPENERS = Words.map("weak-openers");
    private static final Phrases OPENER_PHRASES = new Phrases(OPENERS.keySet());
    private static final Map<String, String> PARTICIPLES = participles();
    private static final UnaryOperator<String> WITHOUT_FILLERS = Phrases.replacing(Words.map("fillers"));
    private static final Map<TonePreset, UnaryOperator<String>> TONES = tones();

    /** After what ends a sentence and the space behind it, or a line; "Node.js" is no end. */
    private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?]\\s)|(?<=\\n)");

    private static final Pattern REPEATED = Pattern.compile("\\b(\\p{L}{2,})\\s+\\1\\b", Pattern.CASE_INSENSITIVE);
    private static final Set<String> MAY_REPEAT = Set.of("had", "that");
    private static final Pattern FIRST_PERSON =
            Pattern.compile("^I (?:have |had |also |then |personally )?(?=\\p{L})", Pattern.CASE_INSENSITIVE);
    private static final Set<String> NO_SUBJECT = Set.of(
            "i", "he", "she", "they", "we", "it", "who", "which", "that", "there", "this", "you", "what", "if", "when",
            "while", "because", "and", "but", "or", "is", "are", "was", "were", "not");
    /** What may follow a gerund that is a noun, or that has no object. */
    private static final Set<String> NO_OBJECT = Set.of(
            "", "of", "and", "or", "in", "on", "at", "by", "for", "from", "as", "to", "with", "within", "into", "is",
            "was", "were", "are", "that", "which", "when", "while", "through", "via", "across", "during", "before",
            "after", "between", "under", "about");

    /** Gerunds that are nouns as well: "marketing campaigns", "building maintenance". */
    private static final Set<String> NOUNS = Words.set("noun-gerunds");

    private static final int MAX_WORDS_TO_PEOPLE = 5;
    private static final Set<String> PEOPLE = Words.set("people");

    /** With these words a verb means something of its own: "made sure", "did not", "got better", "worked on site". */
    private static final Set<String> FIXED = Set.of(
            "sure",
            "up",
            "it",
            "use",
            "do",
            "progress",
            "not",
            "so",
            "well",
            "better",
            "to",
            "rid",
            "involved",
            "way",
            "decisions",
            "contact",
            "calls",
            "changes",
            "time",
            "money",
            "sense",
            "site",
            "weekends",
            "nights",
            "shift",
            "shifts",
            "commission",
            "behalf",
            "call",
            "average",
            "holidays",
            "my",
            "fun",
            "room",
            "friends",
            "good");

    private static final Set<String> DETERMINERS = Set.of(
            "the", "a", "an", "all", "our", "their", "its", "both", "several", "many", "new", "some", "my", "two",
            "three", "four", "five");

    private static Map<String, String> participles() {
        Map<String, String> participles = new HashMap<>(Words.map("participles"));
        VERBS.values().stream()
                .filter(past -> !past.contains(" ") && !participles.containsValue(past))
                .forEach(past -> participles.put(past, past));
        return Map.copyOf(participles);
    }

    private static Map<TonePreset, UnaryOperator<String>> tones() {
        Map<TonePreset, UnaryOperator<String>> tones = new EnumMap<>(TonePreset.class);
        for (TonePreset tone : TonePreset.values()) {
            tones.put(tone, Phrases.replacing(Words.map("tone-" + tone.name().toLowerCase(Locale.ROOT))));
        }
        return tones;
    }

    /** What the rules make of it, as far as it is wanted. */
    static Rewriting of(String text, TonePreset tone, StylePreferences preferences) {
        return new Steps(text, preferences).all(tone);
    }

    private static final class Steps {

        private String text;
        private final StylePreferences preferences;
        private final Map<Kind, String> reasons = new EnumMap<>(Kind.class);
        private int confidencePercent = 100;

        Steps(String text, StylePreferences preferences) {
            this.text = text;
            this.preferences = preferences;
        }

        Rewriting all(TonePreset tone) {
            step(
                    Kind.first_person,
                    CERTAIN_PERCENT,
                    "A résumé is about you without saying “I”.",
                    eachSentence(Rewriting::withoutFirstPerson));
            step(
                    Kind.action_verb,
                    LIKELY_PERCENT,
                    "It begins with what you did, not with what you had to do.",
                    eachSentence(Rewriting::withActionVerb));
            step(
                    Kind.active_voice,
                    LIKELY_PERCENT,
                    "The active voice says that it was you.",
                    eachSentence(Rewriting::inActiveVoice));
            step(Kind.conciseness, CERTAIN_PERCENT, "It says the same in fewer words.", eachSentence(WITHOUT_FILLERS));
            step(Kind.repetition, CERTAIN_PERCENT, "A word stood there twice.", Rewriting::withoutRepetition);
            step(
                    Kind.conciseness,
                    STYLE_PERCENT,
                    "It was longer than " + MAX_WORDS + " words in one sentence.",
                    Rewriting::divided);
            step(
                    Kind.tone,
                    STYLE_PERCENT,
                    "It is worded for the tone that you chose.",
                    TONES.getOrDefault(tone, UnaryOperator.identity()));
            return new Rewriting(text, Collections.unmodifiableMap(reasons), confidencePercent);
        }

        private void step(Kind kind, int percent, String reason, UnaryOperator<String> rule) {
            if (!preferences.want(kind)) {
                return;
            }
            String after = rule.apply(text);
            if (!after.equals(text) && !after.isBlank()) {
                text = after;
                reasons.merge(kind, reason, (one, other) -> one + " " + other);
                confidencePercent = Math.min(confidencePercent, percent);
            }
        }
    }

    private static UnaryOperator<String> eachSentence(UnaryOperator<String> rule) {
        return text -> {
            StringBuilder all = new StringBuilder();
            for (String sentence : SENTENCES.split(text, -1)) {
                String body = sentence.strip();
                int start = body.isEmpty() ? 0 : sentence.indexOf(body);
                all.append(sentence, 0, start)
                        .append(body.isEmpty() ? sentence : rule.apply(body))
                        .append(body.isEmpty() ? "" : sentence.substring(start + body.length()));
            }
            return all.toString();
        };
    }

    /** "I have led a team" is "Led a team"; "I am an engineer" stays. */
    private static String withoutFirstPerson(String sentence) {
        Matcher found = FIRST_PERSON.matcher(sentence);
        if (!found.find()) {
            return sentence;
        }
        String rest = sentence.substring(found.end());
        return PARTICIPLES.containsKey(firstWord(rest)) || opener(rest) != null ? Words.capitalized(rest) : sentence;
    }

    /**
     * "Responsible for managing a team" is "Managed a team", "Worked on the compiler" "Contributed to the compiler".
     */
    private static String withActionVerb(String sentence) {
        Phrases.Found opener = opener(sentence);
        if (opener == null) {
            return sentence;
        }
        String rest = sentence.substring(opener.end()).stripLeading();
        if (rest.startsWith(":")) {
            rest = rest.substring(1).stripLeading();
        }
        String next = firstWord(rest);
        String gerund = VERBS.get(next);
        if (gerund != null && isVerb(next, rest)) {
            return Words.capitalized(gerund) + rest.substring(next.length());
        }
        String by = OPENERS.getOrDefault(opener.text().toLowerCase(Locale.ROOT), "");
        if (by.isEmpty()) {
            // "Helped to build": what follows is an infinitive.
            String past = past(next);
            return past == null ? sentence : Words.capitalized(past) + rest.substring(next.length());
        }
        return rest.isEmpty() || !takes(opener.text().toLowerCase(Locale.ROOT), rest) ? sentence : by + " " + rest;
    }

    /**
     * Whether a gerund is the verb of what follows, as in "managing a team", and no noun, as in "onboarding of five
     * people" or "marketing campaigns". One of several ("planning and running tests") cannot be turned by itself.
     */
    private static boolean isVerb(String gerund, String rest) {
        String behind = rest.substring(gerund.length());
        String object = firstWord(behind.stripLeading());
        boolean isFigure = behind.stripLeading().chars().limit(1).anyMatch(Character::isDigit);
        if (!behind.startsWith(" ") || (NO_OBJECT.contains(object) && !isFigure)) {
            return false;
        }
        if (NOUNS.contains(gerund) && !isFigure && !DETERMINERS.contains(object)) {
            return false;
        }
        return !hasAnotherGerund(behind);
    }

    /** Whether a known gerund follows a comma, "and" or "or". */
    private static boolean hasAnotherGerund(String text) {
        boolean isCoordinated = false;
        for (String word : text.split(" ", -1)) {
            String bare = firstWord(word);
            if (isCoordinated && VERBS.containsKey(bare)) {
                return true;
            }
            isCoordinated = word.endsWith(",") || bare.equals("and") || bare.equals("or") || word.equals("&");
        }
        return false;
    }

    /** Whether the verb that stands for an opening may take what followed that. */
    private static boolean takes(String opener, String rest) {
        String next = firstWord(rest);
        boolean isOfPeople = Stream.of(rest.split(" ", MAX_WORDS_TO_PEOPLE + 1))
                .limit(MAX_WORDS_TO_PEOPLE)
                .map(Rewriting::firstWord)
                .anyMatch(PEOPLE::contains);
        return switch (opener) {
            // One works with tools as well, and helps people do something.
            case "worked with", "worked together with" -> isOfPeople;
            case "helped", "assisted" -> DETERMINERS.contains(next) && !(" " + rest).contains(" to ") && !isOfPeople;
            case "took care of", "looked after", "dealt with" -> !isOfPeople;
            case "made", "did", "got", "worked on" -> !FIXED.contains(next) && !next.endsWith("ed");
            default -> !next.equals("to") && !next.equals("by");
        };
    }

    private static @Nullable String past(String infinitive) {
        for (String gerund : List.of(
                infinitive + "ing",
                infinitive.endsWith("e") ? infinitive.substring(0, infinitive.length() - 1) + "ing" : "",
                infinitive.isEmpty() ? "" : infinitive + infinitive.charAt(infinitive.length() - 1) + "ing")) {
            String past = VERBS.get(gerund);
            if (past != null) {
                return past;
            }
        }
        return null;
    }

    private static Phrases.@Nullable Found opener(String sentence) {
        Phrases.Found first = OPENER_PHRASES.first(sentence);
        return first != null && first.start() == 0 ? first : null;
    }

    /**
     * "The billing system was redesigned by me in 2020" is "Redesigned the billing system in 2020". A sentence that
     * names somebody else who did it, or that may mean anything else, stays.
     */
    private static String inActiveVoice(String sentence) {
        List<String> words = new ArrayList<>(List.of(sentence.split(" ", -1)));
        int verb = -1;
        for (int at = 1; at < words.size() && at <= MAX_SUBJECT_WORDS && verb < 0; at++) {
            if (words.get(at).equals("was") || words.get(at).equals("were")) {
                verb = at;
            } else if (NO_SUBJECT.contains(words.get(at).toLowerCase(Locale.ROOT))
                    || words.get(at).endsWith(",")) {
                return sentence;
            }
        }
        if (verb < 0 || NO_SUBJECT.contains(words.getFirst().toLowerCase(Locale.ROOT))) {
            return sentence;
        }
        int participle = verb + 1;
        if (participle < words.size() - 1 && words.get(participle).endsWith("ly")) {
            participle++;
        }
        if (participle >= words.size()) {
            return sentence;
        }
        String word = words.get(participle);
        String ending = word.replaceFirst("^\\p{L}+", "");
        String past = PARTICIPLES.get(word.substring(0, word.length() - ending.length()));
        String after = String.join(" ", words.subList(participle + 1, words.size()));
        if (past == null || !(ending.isEmpty() || ending.equals("."))) {
            return sentence;
        }
        if (after.startsWith("by me") || after.startsWith("by myself")) {
            after = after.replaceFirst("^by (?:myself|me)\\b ?", "");
        } else if ((" " + after).contains(" by ")) {
            return sentence;
        }
        String first = words.getFirst();
        if (DETERMINERS.contains(first.toLowerCase(Locale.ROOT))) {
            words.set(0, first.toLowerCase(Locale.ROOT));
        }
        String active = Words.capitalized(past) + " " + String.join(" ", words.subList(0, verb));
        if (after.isEmpty() || after.equals(".")) {
            return active + (ending.isEmpty() ? after : ending);
        }
        return active + " " + after;
    }

    private static String withoutRepetition(String text) {
        return REPEATED.matcher(text)
                .replaceAll(twice -> MAY_REPEAT.contains(twice.group(1).toLowerCase(Locale.ROOT))
                        ? Matcher.quoteReplacement(twice.group())
                        : twice.group(1));
    }

    /** A long sentence is divided where a semicolon divides it. */
    private static String divided(String text) {
        return eachSentence(sentence -> {
                    int semicolon = sentence.indexOf("; ");
                    return Words.count(sentence) > MAX_WORDS && semicolon > 0
                            ? sentence.substring(0, semicolon) + ". "
                                    + Words.capitalized(
                                            sentence.substring(semicolon + 2).stripLeading())
                            : sentence;
                })
                .apply(text);
    }

    /** In lower case; empty where no letter is. */
    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
