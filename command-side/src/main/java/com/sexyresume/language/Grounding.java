package com.sexyresume.language;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what an engine's text says and the résumé nowhere does: numbers, names (of employers, products, people), titles
 * and skills. It is cautious: rather asks for a confirmation too much than lets an invention pass.
 *
 * <ul>
 *   <li>A number is a run of digits, compared without separators of thousands, or one of {@code number-words.txt}.
 *   <li>A name is a word that begins with a capital inside a sentence, or has one after its first letter; the first
 *       word of a sentence is one unless it is a verb of {@code verbs.txt}, has a verb's ending, or is among what the
 *       rules themselves write.
 *   <li>Titles and skills are the phrases of {@code titles.txt} and {@code skills.txt}.
 * </ul>
 */
public final class Grounding {

    /**
     * Something that a text says and its source does not.
     *
     * @param kind {@code number}, {@code name}, {@code title} or {@code skill}
     */
    public record Ungrounded(String kind, String text) {}

    private static final Pattern NUMBER = Pattern.compile("\\p{N}[\\p{N}.,]*");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}+#&'’./-]*");
    private static final String ENDINGS = ".,'’/&-";
    private static final Pattern WITHIN_WORD = Pattern.compile("[-/'’]");
    private static final Phrases NUMBER_WORDS = new Phrases(Words.set("number-words"));
    private static final Phrases TITLES = new Phrases(Words.set("titles"));
    private static final Phrases SKILLS = new Phrases(Words.set("skills"));
    private static final Set<String> OPENINGS = openings();

    private final Set<String> numbers;
    private final Set<String> words = new HashSet<>();
    private final Set<String> numberWords;
    private final Set<String> titles;
    private final Set<String> skills;

    private Grounding(String source) {
        numbers = new HashSet<>(numbers(source));
        Matcher word = WORD.matcher(source);
        while (word.find()) {
            String whole = bare(word.group()).toLowerCase(Locale.ROOT);
            // "build-time" and "Acme's" say "build" and "Acme" as well.
            if (words.add(whole)) {
                words.addAll(List.of(WITHIN_WORD.split(whole, -1)));
            }
        }
        numberWords = NUMBER_WORDS.in(source);
        titles = TITLES.in(source);
        skills = SKILLS.in(source);
    }

    /**
     * What an engine may say.
     *
     * @param data of the résumé: all that it says counts as its owner's word
     * @param further what else its owner has said
     */
    public static Grounding of(JsonObject data, String... further) {
        StringBuilder everything = new StringBuilder();
        collect(data, everything);
        for (String text : further) {
            everything.append(text).append('\n');
        }
        return new Grounding(everything.toString());
    }

    /** Everything that a document says, one text after the other. */
    private static void collect(JsonValue value, StringBuilder all) {
        switch (value) {
            case JsonObject object -> object.values().forEach(member -> collect(member, all));
            case JsonArray array -> array.forEach(item -> collect(item, all));
            case JsonString text -> all.append(text.getString()).append('\n');
            default -> all.append(value).append('\n');
        }
    }

    private static Set<String> openings() {
        Set<String> openings = new HashSet<>(Words.map("verbs").values());
        openings.addAll(Words.map("participles").values());
        Words.map("synonyms").values().forEach(synonyms -> openings.addAll(List.of(synonyms.split(", ", -1))));
        Words.map("weak-openers").values().forEach(opener -> openings.add(opener.toLowerCase(Locale.ROOT)));
        Set<String> first = new HashSet<>(Set.of("a", "an", "the", "all", "in", "on", "for", "with", "and", "by"));
        openings.forEach(opening -> first.add(opening.split(" ", -1)[0]));
        return first;
    }

    /** What the text says on top, in the order of kinds; each thing once. */
    public List<Ungrounded> ungrounded(String text) {
        List<Ungrounded> found = new ArrayList<>();
        add(found, "number", numbers(text), numbers);
        add(found, "number", List.copyOf(NUMBER_WORDS.in(text)), numberWords);
        add(found, "title", List.copyOf(TITLES.in(text)), titles);
        add(found, "skill", List.copyOf(SKILLS.in(text)), skills);
        String told = found.stream().map(Ungrounded::text).collect(Collectors.joining("\n"));
        for (String name : new LinkedHashSet<>(names(text))) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!words.contains(lower) && !told.contains(lower)) {
                found.add(new Ungrounded("name", name));
            }
        }
        return List.copyOf(found);
    }

    private static void add(List<Ungrounded> found, String kind, List<String> said, Set<String> known) {
        said.stream()
                .distinct()
                .filter(text -> !known.contains(text))
                .forEach(text -> found.add(new Ungrounded(kind, text)));
    }

    private static List<String> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(number -> bare(number.group()).replace(",", ""))
                .toList();
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        boolean begins = true;
        int end = 0;
        while (word.find()) {
            String between = text.substring(end, word.start());
            begins = end == 0 || begins(text.charAt(end - 1), between);
            end = word.end();
            String bare = bare(word.group());
            if (!bare.isEmpty() && isName(bare, begins)) {
                names.add(bare);
            }
        }
        return names;
    }

    /** A word keeps its own full stop, so that "Node.js" is one. */
    private static boolean begins(char last, String between) {
        return last == '.'
                || between.chars()
                        .anyMatch(character -> character == '.'
                                || character == '!'
                                || character == '?'
                                || character == '\n'
                                || character == '['
                                || character == '•');
    }

    private static boolean isName(String word, boolean begins) {
        if (word.chars().skip(1).anyMatch(Character::isUpperCase)) {
            return true;
        }
        if (!Character.isUpperCase(word.charAt(0)) || word.equals("I")) {
            return false;
        }
        if (!begins) {
            return true;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        return !OPENINGS.contains(lower) && !lower.endsWith("ed") && !lower.endsWith("ing") && !lower.endsWith("ly");
    }

    private static String bare(String word) {
        int end = word.length();
        while (end > 0 && ENDINGS.indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(0, end);
    }
}
