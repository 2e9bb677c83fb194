package com.sexyresume.command.matching.words;

import com.sexyresume.rendering.StreamSafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts in the form in which they are compared: {@code REST-APIs} and {@code Rest API} are one. */
public final class Words {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}+#.]+");
    private static final Map<String, String> ALIASES = aliases();

    private Words() {}

    /** In small letters, without accents and punctuation but {@code + # .} within a word, one space between words. */
    public static String normalized(String text) {
        String plain = MARKS.matcher(StreamSafeText.normalized(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return BETWEEN_WORDS
                .splitAsStream(plain)
                .map(Words::withoutDots)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** As {@link #normalized}, and with one word for what has several: a plural, or another name of a skill. */
    public static String compared(String text) {
        return BETWEEN_WORDS
                .splitAsStream(normalized(text))
                .map(word -> ALIASES.getOrDefault(word, word))
                .map(Words::singular)
                .collect(Collectors.joining(" "));
    }

    /** Whether a compared text says a compared phrase, as whole words. */
    public static boolean says(String text, String phrase) {
        return !phrase.isEmpty() && (" " + text + " ").contains(" " + phrase + " ");
    }

    /** A full stop ends a sentence; one in {@code node.js} does not. */
    private static String withoutDots(String word) {
        int end = word.length();
        while (end > 0 && word.charAt(end - 1) == '.') {
            end--;
        }
        return word.substring(0, end);
    }

    private static String singular(String word) {
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith(".js")
                ? word.substring(0, word.length() - 1)
                : word;
    }

    private static Map<String, String> aliases() {
        Map<String, String> aliases = new HashMap<>();
        try (InputStream resource = Words.class.getResourceAsStream("skill-aliases.txt")) {
            if (resource == null) {
                throw new IllegalStateException("skill-aliases.txt is missing");
            }
            new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        int equals = line.indexOf('=');
                        aliases.put(
                                line.substring(0, equals).strip(),
                                line.substring(equals + 1).strip());
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Map.copyOf(aliases);
    }
}
