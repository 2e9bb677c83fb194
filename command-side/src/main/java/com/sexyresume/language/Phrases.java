package com.sexyresume.language;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds whole phrases in any case, the longest that fits first. From where a word begins it reads as far as the longest
 * phrase goes and no further, however many phrases there are, so its time is in proportion to the text.
 */
public final class Phrases {

    private static final Pattern SPACES = Pattern.compile(" {2,}");

    /** The phrases that begin alike. */
    private static final class Branch {

        private static final int ASCII = 128;

        private final @Nullable Branch[] ascii = new @Nullable Branch[ASCII];
        private final Map<Character, Branch> others = new HashMap<>();
        private boolean endsPhrase;

        @Nullable
        Branch next(char folded) {
            return folded < ASCII ? ascii[folded] : others.get(folded);
        }

        Branch grown(char folded) {
            Branch known = next(folded);
            if (known != null) {
                return known;
            }
            Branch begun = new Branch();
            if (folded < ASCII) {
                ascii[folded] = begun;
            } else {
                others.put(folded, begun);
            }
            return begun;
        }
    }

    /**
     * A phrase in a text.
     *
     * @param text in the case in which it stands there
     * @param end behind its last character
     */
    public record Found(String text, int start, int end) {}

    private final Branch phrases = new Branch();

    public Phrases(Collection<String> phrases) {
        for (String phrase : phrases) {
            Branch branch = this.phrases;
            for (int at = 0; at < phrase.length(); at++) {
                branch = branch.grown(folded(phrase.charAt(at)));
            }
            branch.endsPhrase = !phrase.isEmpty();
        }
    }

    /** The first one in the text, if there is any. */
    @Nullable
    public Found first(String text) {
        return next(text, 0);
    }

    /** Those that the text has, in lower case. */
    public Set<String> in(String text) {
        Set<String> all = new LinkedHashSet<>();
        for (Found found = next(text, 0); found != null; found = next(text, found.end())) {
            all.add(found.text().toLowerCase(Locale.ROOT));
        }
        return all;
    }

    private @Nullable Found next(String text, int from) {
        for (int start = from; start < text.length(); start++) {
            // Not \b, which sees no word in "c++".
            if (start == 0 || !isInWord(text.codePointBefore(start))) {
                int end = end(text, start);
                if (end > start) {
                    return new Found(text.substring(start, end), start, end);
                }
            }
        }
        return null;
    }

    /** Of the longest phrase that begins there and ends where a word ends; −1 without one. */
    private int end(String text, int start) {
        Branch branch = phrases;
        int end = -1;
        for (int at = start; at < text.length(); at++) {
            branch = branch.next(folded(text.charAt(at)));
            if (branch == null) {
                break;
            }
            if (branch.endsPhrase && (at + 1 == text.length() || !goesOn(text.codePointAt(at + 1)))) {
                end = at + 1;
            }
        }
        return end;
    }

    private static char folded(char character) {
        return Character.toLowerCase(Character.toUpperCase(character));
    }

    private static boolean isInWord(int point) {
        return Character.isLetter(point)
                || switch (Character.getType(point)) {
                    case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
                    default -> false;
                };
    }

    private static boolean goesOn(int point) {
        return point == '+' || point == '#' || isInWord(point);
    }

    /** The text with each phrase replaced, in the case in which it stood; what is replaced by nothing leaves no gap. */
    public static UnaryOperator<String> replacing(Map<String, String> replacements) {
        Phrases phrases = new Phrases(List.copyOf(replacements.keySet()));
        return text -> {
            boolean left = false;
            int copied = 0;
            StringBuilder replaced = new StringBuilder();
            for (Found found = phrases.next(text, 0); found != null; found = phrases.next(text, found.end())) {
                String by = replacements.getOrDefault(found.text().toLowerCase(Locale.ROOT), found.text());
                left |= by.isEmpty();
                replaced.append(text, copied, found.start()).append(Words.cased(by, found.text()));
                copied = found.end();
            }
            replaced.append(text, copied, text.length());
            return left ? closed(replaced.toString(), text) : replaced.toString();
        };
    }

    private static String closed(String replaced, String before) {
        String closed =
                SPACES.matcher(replaced).replaceAll(" ").replace(" ,", ",").replace(" .", ".");
        boolean began = closed.startsWith(" ") && !before.startsWith(" ");
        return Words.cased(began ? closed.substring(1) : closed, before);
    }
}
