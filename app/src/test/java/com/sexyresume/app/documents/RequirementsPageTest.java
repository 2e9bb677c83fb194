package com.sexyresume.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/requirements.md} tells what each id stands for that anything cites, such as T25 or D03. */
class RequirementsPageTest {

    private static final Path PAGE = Documents.ROOT.resolve("docs/requirements.md");
    private static final Pattern LINE = Pattern.compile("(?m)^- <a id=\"([^\"]+)\"></a>\\*\\*([^*]+)\\*\\* \\S.*\\.$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=");
    private static final String ID = "(?:PII[1-9]|(?:EV|MG|[BCDFIJKMPQRSTVX])\\d\\d)";
    private static final Pattern CITATION = Pattern.compile("(?<![\\w%])(" + ID + ")(?:–(" + ID + "))?(?!\\w)");

    @Test
    void everyCitedIdIsOnThePage() throws IOException {
        SortedMap<String, Path> cited = new TreeMap<>();
        for (Path file : Documents.ending(".java", ".sql", ".md", ".yaml", ".yml")) {
            if (!file.equals(PAGE)) {
                cited(Files.readString(file)).forEach(id -> cited.putIfAbsent(id, file));
            }
        }
        assertThat(cited).hasSizeGreaterThan(100);
        cited.keySet().removeAll(onThePage());

        assertThat(cited).as("ids without a line in docs/requirements.md").isEmpty();
    }

    @Test
    void eachLineOfThePageIsOneIdAndItsAnchor() throws IOException {
        String page = Files.readString(PAGE);
        List<String> ids = onThePage();

        assertThat(ids).doesNotHaveDuplicates().allSatisfy(id -> assertThat(id).matches(ID));
        assertThat(ANCHOR.matcher(page).results()).hasSameSizeAs(ids);
        assertThat(LINE.matcher(page).results())
                .allSatisfy(line -> assertThat(line.group(2)).isEqualTo(line.group(1)));
    }

    @Test
    void aRangeCitesAllThatIsBetween() {
        assertThat(cited("P01–P03, PII6: (T25) but neither %D9%A3 nor C2, MD5 and SHA256"))
                .containsExactly("P01", "P02", "P03", "PII6", "T25");
    }

    private static List<String> onThePage() throws IOException {
        return LINE.matcher(Files.readString(PAGE))
                .results()
                .map(line -> line.group(1))
                .toList();
    }

    /** The ids that a text cites, those between the ends of a range included. */
    static SortedSet<String> cited(String text) {
        SortedSet<String> cited = new TreeSet<>();
        for (MatchResult citation : CITATION.matcher(text).results().toList()) {
            cited.addAll(range(citation));
        }
        return cited;
    }

    private static List<String> range(MatchResult citation) {
        String first = citation.group(1);
        String last = citation.group(2) == null ? first : citation.group(2);
        String kind = first.replaceAll("\\d", "");
        assertThat(last).as("the end of the range %s", citation.group()).startsWith(kind);
        int digits = first.length() - kind.length();
        List<String> ids = new ArrayList<>();
        for (int number = number(first); number <= number(last); number++) {
            ids.add(kind + "0".repeat(digits - String.valueOf(number).length()) + number);
        }
        return ids;
    }

    private static int number(String id) {
        return Integer.parseInt(id.replaceAll("\\D", ""));
    }
}
