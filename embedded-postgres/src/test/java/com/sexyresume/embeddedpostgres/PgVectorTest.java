package com.sexyresume.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgVectorTest {

    private static final List<String> FILES = List.of("vector.so", "vector.control", "vector--0.8.0.sql");

    @TempDir
    Path folder;

    private Path ready;
    private Path distribution;

    @BeforeEach
    void nameAFolder() throws IOException {
        ready = Files.createDirectory(folder.resolve("ready"));
        distribution = folder.resolve("distribution");
        Files.createDirectories(distribution.resolve("lib/postgresql"));
        Files.createDirectories(distribution.resolve("share/postgresql/extension"));
        System.setProperty("SEXYRESUME_PGVECTOR", ready.toString());
    }

    @AfterEach
    void forgetIt() {
        System.clearProperty("SEXYRESUME_PGVECTOR");
    }

    @Test
    void is_taken_from_a_folder_that_was_named_each_time_it_changes() throws Exception {
        PgVector pgVector = new PgVector(folder, distribution, "any");
        for (String build : List.of("first build", "second build")) {
            for (String file : FILES) {
                Files.writeString(ready.resolve(file), build + " of " + file);
            }

            assertThat(pgVector.isInstalled()).isFalse();
            pgVector.install();

            assertThat(distribution.resolve("lib/postgresql/vector.so")).hasContent(build + " of vector.so");
            assertThat(distribution.resolve("share/postgresql/extension/vector.control"))
                    .hasContent(build + " of vector.control");
            assertThat(distribution.resolve("share/postgresql/extension/vector--0.8.0.sql"))
                    .hasContent(build + " of vector--0.8.0.sql");
        }
    }

    @Test
    void says_why_it_is_missing_and_which_ways_there_are() {
        assertThatThrownBy(() -> new PgVector(folder, distribution, "any").install())
                .isInstanceOf(PgVectorUnavailable.class)
                .hasMessageContaining("there is no readable vector.so in " + ready)
                .hasMessageContaining("spring.datasource.url")
                .hasMessageContaining("Docker")
                .hasMessageContaining("gcc")
                .hasMessageContaining("SEXYRESUME_PGVECTOR");
    }
}
