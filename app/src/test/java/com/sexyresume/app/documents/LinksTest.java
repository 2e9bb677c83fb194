package com.sexyresume.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every relative link of a page leads to a file, and to a heading or an anchor of it. */
class LinksTest {

    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)\\)|(?m)^\\[[^\\]]+\\]: (\\S+)$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
    private static final Pattern NAMED_BY_CODE = Pattern.compile("(?:docs|[a-z-]+-(?:store|side))/[\\w/.-]*\\.md\\b");

    private final Map<Path, Set<String>> anchors = new HashMap<>();

    @Test
    void everyLinkOfAPageLeadsSomewhere() throws IOException {
        SortedSet<String> broken = new TreeSet<>();
        int links = 0;
        for (Path page : Documents.ending(".md")) {
            for (String target : targets(Files.readString(page))) {
                links++;
                if (!leadsSomewhere(page, target)) {
                    broken.add(page + " → " + target);
                }
            }
        }
        assertThat(links).isGreaterThan(300);
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageThatCodeNamesIsThere() throws IOException {
        SortedSet<String> missing = new TreeSet<>();
        for (Path source : Documents.ending(".java")) {
            NAMED_BY_CODE
                    .matcher(Files.readString(source))
                    .results()
                    .map(MatchResult::group)
                    .filter(page -> !Files.exists(Documents.ROOT.resolve(page)))
                    .forEach(page -> missing.add(source + " → " + page));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void findsLinksAndTheirAnchors() {
        assertThat(targets("[a](b.md#c) ![d](e.png) `[f](g)` [h](https://i)\n[j]: k.md\n```\n[l](m)\n```\n"))
                .containsExactly("b.md#c", "e.png", "k.md");
        assertThat(slug("What `Min-Position` is, and [when](x.md)")).isEqualTo("what-min-position-is-and-when");
    }

    private static List<String> targets(String page) {
        return LINK.matcher(CODE.matcher(page).replaceAll(""))
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .toList();
    }

    private boolean leadsSomewhere(Path page, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    private Set<String> anchors(Path file) throws IOException {
        Set<String> known = anchors.get(file);
        if (known == null) {
            known = new HashSet<>();
            String page = Files.readString(file);
            Stream.concat(
                            ANCHOR.matcher(page).results().map(anchor -> anchor.group(1)),
                            HEADING.matcher(page.replaceAll("(?ms)^```.*?^```", ""))
                                    .results()
                                    .map(heading -> slug(heading.group(1))))
                    .forEach(known::add);
            anchors.put(file, known);
        }
        return known;
    }

    /** The anchor that GitHub makes of a heading. */
    private static String slug(String heading) {
        return heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
