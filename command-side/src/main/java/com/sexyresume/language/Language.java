package com.sexyresume.language;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells in which language a text is written: by its script, where one language or few have it to themselves, else by
 * the words that sentences are made of ({@code languages.txt}). It takes a time that grows with the text's length, up
 * to {@value #MOST_CHARACTERS} characters of it.
 */
public final class Language {

    /** What the engines' own words are written in. */
    public static final String ENGLISH = "en";

    /** It cannot be told: too few words, too many of two languages, or words of none that is known. */
    public static final String UNKNOWN = "";

    private static final int MOST_CHARACTERS = 20_000;

    /** Fewer words than these tell nothing. */
    private static final int FEWEST_WORDS = 3;

    private static final Map<String, Set<String>> WORDS = words();

    private Language() {}

    private static Map<String, Set<String>> words() {
        Map<String, Set<String>> words = new HashMap<>();
        Words.map("languages").forEach((code, list) -> words.put(code, Set.copyOf(List.of(list.split(", ", -1)))));
        return Map.copyOf(words);
    }

    /** The language's code (ISO 639-1), or {@link #UNKNOWN}. */
    public static String of(String text) {
        String start = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
        String byScript = byScript(start);
        return byScript.isEmpty() ? byWords(start) : byScript;
    }

    /** Whether a text is known to be in another language than the engines' own words. */
    public static boolean isForeign(String code) {
        return !code.equals(ENGLISH) && !code.equals(UNKNOWN);
    }

    private static String byScript(String text) {
        Map<Character.UnicodeScript, Integer> letters = new HashMap<>();
        int[] all = new int[1];
        text.codePoints().filter(Character::isLetter).forEach(letter -> {
            letters.merge(Character.UnicodeScript.of(letter), 1, Integer::sum);
            all[0]++;
        });
        // Names of products stand in Latin letters in any text: a third is enough of a script of its own.
        return List.of(
                        Map.entry(
                                "ja",
                                count(letters, Character.UnicodeScript.HIRAGANA, Character.UnicodeScript.KATAKANA)),
                        Map.entry("zh", count(letters, Character.UnicodeScript.HAN)),
                        Map.entry("ko", count(letters, Character.UnicodeScript.HANGUL)),
                        Map.entry("ru", count(letters, Character.UnicodeScript.CYRILLIC)),
                        Map.entry("ar", count(letters, Character.UnicodeScript.ARABIC)),
                        Map.entry("he", count(letters, Character.UnicodeScript.HEBREW)),
                        Map.entry("el", count(letters, Character.UnicodeScript.GREEK)),
                        Map.entry("th", count(letters, Character.UnicodeScript.THAI)),
                        Map.entry("hi", count(letters, Character.UnicodeScript.DEVANAGARI)))
                .stream()
                .filter(script -> script.getValue() > 0)
                // Japanese is written with Chinese characters as well, between its own.
                .filter(script -> 3 * script.getValue() >= (script.getKey().equals("ja") ? all[0] / 4 : all[0]))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static int count(Map<Character.UnicodeScript, Integer> letters, Character.UnicodeScript... scripts) {
        int count = 0;
        for (Character.UnicodeScript script : scripts) {
            count += letters.getOrDefault(script, 0);
        }
        return count;
    }

    private static String byWords(String text) {
        Map<String, Integer> counts = new HashMap<>();
        int start = -1;
        for (int at = 0; at <= text.length(); at++) {
            // Between digits, as in a serial number, letters are no words.
            boolean isOfWord = at < text.length() && Character.isLetterOrDigit(text.charAt(at));
            if (isOfWord && start < 0) {
                start = at;
            } else if (!isOfWord && start >= 0) {
                String word = text.substring(start, at).toLowerCase(Locale.ROOT);
                WORDS.forEach((code, words) -> {
                    if (words.contains(word)) {
                        counts.merge(code, 1, Integer::sum);
                    }
                });
                start = -1;
            }
        }
        String best = UNKNOWN;
        int most = 0;
        int second = 0;
        for (Map.Entry<String, Integer> language : counts.entrySet()) {
            if (language.getValue() > most) {
                second = most;
                most = language.getValue();
                best = language.getKey();
            } else if (language.getValue() > second) {
                second = language.getValue();
            }
        }
        return most >= FEWEST_WORDS && most > second ? best : UNKNOWN;
    }
}
