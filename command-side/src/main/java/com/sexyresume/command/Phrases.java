package com.sexyresume.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds whole phrases in any case, the longest that fits first; it never backtracks further than one of them. */
public final class Phrases {

    private static final Pattern SPACES = Pattern.compile(" {2,}");

    private final Pattern pattern;

    public Phrases(Collection<String> phrases) {
        // Not \b, which sees no word in "c++".
        pattern = Pattern.compile(
                "(?<![\\p{L}\\p{N}])(?:"
                        + phrases.stream()
                                .sorted(Comparator.comparingInt(String::length).reversed())
                                .map(Pattern::quote)
                                .collect(Collectors.joining("|"))
                        + ")(?![\\p{L}\\p{N}+#])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The first one in the text, if there is any. */
    @Nullable
    public MatchResult first(String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.toMatchResult() : null;
    }

    /** Those that the text has, in lower case. */
    public Set<String> in(String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The text with each phrase replaced, in the case in which it stood; what is replaced by nothing leaves no gap. */
    public static UnaryOperator<String> replacing(Map<String, String> replacements) {
        Phrases phrases = new Phrases(List.copyOf(replacements.keySet()));
        return text -> {
            boolean[] left = {false};
            String replaced = phrases.pattern.matcher(text).replaceAll(found -> {
                String by = replacements.getOrDefault(found.group().toLowerCase(Locale.ROOT), found.group());
                left[0] |= by.isEmpty();
                return Matcher.quoteReplacement(Words.cased(by, found.group()));
            });
            return left[0] ? closed(replaced, text) : replaced;
        };
    }

    private static String closed(String replaced, String before) {
        String closed =
                SPACES.matcher(replaced).replaceAll(" ").replace(" ,", ",").replace(" .", ".");
        boolean began = closed.startsWith(" ") && !before.startsWith(" ");
        return Words.cased(began ? closed.substring(1) : closed, before);
    }
}
