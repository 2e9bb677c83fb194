package com.sexyresume.command.matching.words;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Skills whose names are words, or letters, that say something else in most sentences: "go live", "excel at", "in
 * spring", "C-level". In a list of skills they are meant; in a sentence only where they stand with their capital inside
 * it, or between others of a list, and what follows does not say otherwise.
 */
public final class CommonWords {

    private static final Set<String> SKILLS = com.sexyresume.language.Words.set("common-words");

    /** What follows where the word is none of a skill: "Go live", "C level", "R & D". */
    private static final Set<String> OTHERWISE = Set.of(
            "live",
            "to",
            "level",
            "suite",
            "d",
            "at",
            "in",
            "through",
            "ahead",
            "beyond",
            "term",
            "season",
            "break",
            "semester",
            "of",
            "the",
            "a",
            "an",
            "up",
            "out",
            "down",
            "lives");

    /** What stands before where the word is none of a skill: "vitamin C", "in Spring". */
    private static final Set<String> NOT_AFTER =
            Set.of("vitamin", "plan", "class", "grade", "category", "hepatitis", "this", "last", "next", "every", "to");

    private CommonWords() {}

    /** Whether a compared phrase is such a word. */
    public static boolean has(String phrase) {
        return SKILLS.contains(phrase);
    }

    /**
     * The skills of the kind that a text means, in compared form.
     *
     * @param isName whether it is one of a list of names, and no sentence
     */
    public static Set<String> namedIn(String text, boolean isName) {
        List<int[]> tokens = tokens(text);
        Set<String> named = new HashSet<>();
        for (int at = 0; at < tokens.size(); at++) {
            String word = text.substring(tokens.get(at)[0], tokens.get(at)[1]);
            String compared = Words.compared(word);
            // Another name of the skill, such as Golang, is no word.
            boolean isAlias = !compared.equals(word.toLowerCase(Locale.ROOT));
            if (SKILLS.contains(compared) && (isAlias || isMeant(text, tokens, at, isName))) {
                named.add(compared);
            }
        }
        return named;
    }

    private static boolean isMeant(String text, List<int[]> tokens, int at, boolean isName) {
        int start = tokens.get(at)[0];
        int end = tokens.get(at)[1];
        char after = end < text.length() ? text.charAt(end) : ' ';
        char before = start > 0 ? text.charAt(start - 1) : ' ';
        if (!Character.isUpperCase(text.charAt(start)) || "-&'’+#".indexOf(after) >= 0 || "-&'’".indexOf(before) >= 0) {
            return false;
        }
        String next = at + 1 < tokens.size() ? text.substring(tokens.get(at + 1)[0], tokens.get(at + 1)[1]) : "";
        String last = at > 0 ? text.substring(tokens.get(at - 1)[0], tokens.get(at - 1)[1]) : "";
        boolean isListed = after == ',' || after == ';' || after == '/' || before == '/';
        boolean begins = at == 0 || endsSentence(text, tokens.get(at - 1)[1], start);
        if (begins && !isListed && !isName) {
            return false;
        }
        return isListed
                || !(OTHERWISE.contains(next.toLowerCase(Locale.ROOT))
                        || NOT_AFTER.contains(last.toLowerCase(Locale.ROOT))
                        || (!next.isEmpty() && Character.isDigit(next.charAt(0)) && next.length() == 4));
    }

    private static boolean endsSentence(String text, int from, int to) {
        return text.substring(from, to).chars().anyMatch(one -> ".!?\n:•|".indexOf(one) >= 0);
    }

    private static List<int[]> tokens(String text) {
        List<int[]> tokens = new ArrayList<>();
        int start = -1;
        for (int at = 0; at <= text.length(); at++) {
            boolean isWord = at < text.length() && Character.isLetterOrDigit(text.charAt(at));
            if (isWord && start < 0) {
                start = at;
            } else if (!isWord && start >= 0) {
                tokens.add(new int[] {start, at});
                start = -1;
            }
        }
        return tokens;
    }
}
