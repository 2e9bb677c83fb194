package com.sexyresume.command.letters;

import com.sexyresume.language.Language;
import com.sexyresume.language.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a letter says around the résumé's own words, in one language ({@code letter-….txt}). */
record LetterWords(String language, Map<String, String> sentences) {

    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "pt", "it", "nl");
    private static final Map<String, LetterWords> ALL = new HashMap<>();

    static {
        for (String language : LANGUAGES) {
            ALL.put(language, new LetterWords(language, Words.map("letter-" + language)));
        }
    }

    /**
     * The words of a language; English where it is not known which one it is.
     *
     * @return null when there are none in it
     */
    static @Nullable LetterWords in(String language) {
        return ALL.get(language.equals(Language.UNKNOWN) ? Language.ENGLISH : language);
    }

    /** All that letters say by themselves, in any language. */
    static String everything() {
        return ALL.values().stream()
                .flatMap(words -> words.sentences().values().stream())
                .collect(Collectors.joining("\n"));
    }

    boolean isEnglish() {
        return language.equals(Language.ENGLISH);
    }

    /** A sentence with what it is about, in the form that has a place for as much. */
    String say(String name, @Nullable String first, @Nullable String second) {
        String form = name
                + (sentences.containsKey(name + "-role") && first != null ? "-role" : "")
                + (sentences.containsKey(name + "-company") && second != null ? "-company" : "");
        String sentence = sentences.getOrDefault(form, sentences.getOrDefault(name, ""));
        // In one go: what a résumé says may have braces in it.
        StringBuilder said = new StringBuilder();
        for (int at = 0; at < sentence.length(); at++) {
            if (sentence.startsWith("{0}", at) || sentence.startsWith("{1}", at)) {
                String value = sentence.charAt(at + 1) == '0' ? first : second;
                said.append(value == null ? "" : value);
                at += 2;
            } else {
                said.append(sentence.charAt(at));
            }
        }
        return said.toString();
    }
}
