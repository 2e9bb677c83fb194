package com.sexyresume.command.matching.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What people who write other languages than English call their work, in the catalogue's words
 * ({@code foreign-words.txt}): a model that was trained on English alone understands those.
 */
public final class ForeignWords {

    /** Of a text; what is beyond says little that is new. */
    private static final int MOST_CHARACTERS = 20_000;

    /** Words that begin in the middle of another one say what they say from so many letters on. */
    private static final int FEWEST_LETTERS_INSIDE = 6;

    private static final Map<String, List<String>> WORDS = words();

    private ForeignWords() {}

    /** The catalogue's words for what the text says, those that it says first coming first. */
    public static List<String> in(String text) {
        String compared = " "
                + Words.normalized(text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text) + " ";
        Map<String, Integer> found = new LinkedHashMap<>();
        WORDS.forEach((english, beginnings) -> {
            for (String beginning : beginnings) {
                boolean isAnywhere = beginning.length() >= FEWEST_LETTERS_INSIDE || !isSpaced(beginning);
                int at = compared.indexOf(isAnywhere ? beginning : " " + beginning);
                if (at >= 0) {
                    found.merge(english, at, Math::min);
                }
            }
        });
        return found.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether words of its script are written apart from each other. */
    private static boolean isSpaced(String word) {
        return !Character.isIdeographic(word.codePointAt(0))
                && Character.UnicodeScript.of(word.codePointAt(0)) != Character.UnicodeScript.KATAKANA;
    }

    private static Map<String, List<String>> words() {
        Map<String, List<String>> words = new LinkedHashMap<>();
        try (InputStream resource = ForeignWords.class.getResourceAsStream("foreign-words.txt")) {
            if (resource == null) {
                throw new IllegalStateException("foreign-words.txt is missing");
            }
            new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        int equals = line.indexOf('=');
                        List<String> beginnings = new ArrayList<>();
                        for (String beginning : line.substring(equals + 1).split(",", -1)) {
                            beginnings.add(Words.normalized(beginning));
                        }
                        words.put(line.substring(0, equals).strip(), List.copyOf(beginnings));
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return words;
    }
}
