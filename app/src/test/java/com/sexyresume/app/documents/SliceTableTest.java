package com.sexyresume.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The README's table of slices is what the rules' tests saw. It is written anew by {@code mvn verify -Dreadme=write}.
 */
class SliceTableTest {

    private static final Path ROOT = Path.of("..");
    private static final Path README = ROOT.resolve("README.md");
    private static final String BEGIN = "<!-- slices: what the rules' tests saw; mvn verify -Dreadme=write -->\n";
    private static final String END = "<!-- end of slices -->\n";

    @Test
    void theReadmeListsEverySliceThatTheTestsSaw() throws IOException {
        Path seen = ROOT.resolve("command-side/target/slices.tsv");
        assertThat(seen)
                .as("written by the tests of command-side: run mvn verify from the root")
                .exists();
        String table = table(Files.readAllLines(seen));
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        if ("write".equals(System.getProperty("readme"))) {
            Files.writeString(README, readme.substring(0, begin) + table + readme.substring(end));
        } else {
            assertThat(readme.substring(begin, end)).isEqualTo(table);
        }
    }

    private static String table(List<String> slices) {
        StringBuilder table = new StringBuilder("""
                | command → event | decided by | specified by |
                |---|---|---|
                """);
        for (String slice : slices) {
            String[] cell = slice.split("\t", -1);
            table.append("| %s → %s | %s | %s |%n"
                    .formatted(
                            link(cell[0], "command-side/src/main/java"),
                            link(cell[1], "events/src/main/java"),
                            link(cell[2], "command-side/src/main/java"),
                            link(cell[3], "command-side/src/test/java")));
        }
        return table.toString();
    }

    private static String link(String className, String sources) {
        String topLevel = className.contains("$") ? className.substring(0, className.indexOf('$')) : className;
        Path file = Path.of(sources, topLevel.replace('.', '/') + ".java");
        assertThat(ROOT.resolve(file)).exists();
        String name = className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        return "[%s](%s)".formatted(name, file);
    }
}
