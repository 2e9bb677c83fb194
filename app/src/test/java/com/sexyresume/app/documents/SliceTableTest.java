package com.sexyresume.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/slices.md} lists what the rules' tests saw, and what the code says comes before and after. It is written
 * anew by {@code mvn verify -Dreadme=write}.
 */
class SliceTableTest {

    private static final Path PAGE = Documents.ROOT.resolve("docs/slices.md");

    @Test
    void thePageListsEverySliceThatTheTestsSaw() throws IOException {
        Path seen = Documents.ROOT.resolve("command-side/target/slices.tsv");
        assertThat(seen)
                .as("written by the tests of command-side: run mvn verify from the root")
                .exists();
        String page = new SlicesPage(Files.readAllLines(seen)).text();
        if ("write".equals(System.getProperty("readme"))) {
            Files.writeString(PAGE, page);
        } else {
            assertThat(Files.readString(PAGE)).isEqualTo(page);
        }
    }
}
