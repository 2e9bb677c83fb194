package com.sexyresume.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The word lists of the rules and of {@link Grounding}, from {@code /wording/*.txt}: one entry a line, {@code #} begins
 * a line of comment, {@code =} separates what is replaced from what replaces it. They were written for this project.
 */
public final class Words {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Words() {}

    /** Entries in lower case, in their order. */
    public static Set<String> set(String file) {
        Set<String> words = new LinkedHashSet<>();
        read(file).forEach((word, none) -> words.add(word));
        return words;
    }

    /** What is replaced, in lower case, and what replaces it, in their order; an entry without {@code =} by nothing. */
    public static Map<String, String> map(String file) {
        return read(file);
    }

    private static Map<String, String> read(String file) {
        Map<String, String> entries = new LinkedHashMap<>();
        try (InputStream stream = Words.class.getResourceAsStream("/wording/" + file + ".txt")) {
            if (stream == null) {
                throw new IllegalStateException("There is no word list " + file);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                entry(line, entries);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return entries;
    }

    private static void entry(String line, Map<String, String> entries) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        int equals = text.indexOf('=');
        String word = (equals < 0 ? text : text.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
        String replacement = equals < 0 ? "" : text.substring(equals + 1).strip();
        if (entries.put(word, replacement) != null) {
            throw new IllegalStateException("A word list has " + word + " twice");
        }
    }

    public static int count(@Nullable String text) {
        return text == null || text.isBlank() ? 0 : SPACE.split(text.strip(), -1).length;
    }

    /** With the first letter as the other text has it. */
    public static String cased(String text, String like) {
        if (text.isEmpty() || like.isEmpty() || !Character.isUpperCase(like.charAt(0))) {
            return text;
        }
        return capitalized(text);
    }

    public static String capitalized(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
