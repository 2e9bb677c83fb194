package com.sexyresume.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptEntryTest {

    @TempDir
    Path folder;

    @Test
    void keeps_address_and_keys_of_a_deb822_entry_and_exchanges_the_release() throws Exception {
        assertThat(entries("own.sources", """
                # comment
                Types: deb
                # http://snapshot.example/20250520T000000Z
                URIs: http://mirror.example/debian
                Suites: bookworm bookworm-updates
                Components: main contrib
                Signed-By: /usr/share/keyrings/archive.gpg

                Types: deb
                URIs: http://mirror.example/debian-security
                Suites: bookworm-security
                Components: main
                """))
                .singleElement()
                .extracting(entry -> entry.forRelease("trixie"))
                .isEqualTo("""
                Types: deb deb-src
                URIs: http://mirror.example/debian
                Suites: trixie
                Components: main
                Targets: Packages Sources
                Signed-By: /usr/share/keyrings/archive.gpg
                """);
    }

    @Test
    void keeps_a_key_that_stands_in_the_entry_itself() throws Exception {
        assertThat(entries("own.sources", """
                Types: deb
                URIs: http://mirror.example/debian/
                Suites: stable
                Components: main
                Signed-By:
                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                 .
                 mDMEY865UxYJKwYBBAHaRw8BAQdAd7Z0srwuhlB6JKFkcf4HU4SSS
                 -----END PGP PUBLIC KEY BLOCK-----
                """).getFirst().forRelease("trixie")).endsWith("""
                Signed-By:
                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                 .
                 mDMEY865UxYJKwYBBAHaRw8BAQdAd7Z0srwuhlB6JKFkcf4HU4SSS
                 -----END PGP PUBLIC KEY BLOCK-----
                """);
    }

    @Test
    void reads_one_line_entries_with_and_without_options() throws Exception {
        assertThat(entries("sources.list", """
                deb-src http://mirror.example/debian bookworm main
                # deb http://disabled.example/debian bookworm main
                deb [arch=amd64 signed-by=/a.gpg,/b.gpg check-valid-until=no] http://mirror.example/debian bookworm main contrib
                deb http://plain.example/debian sid main # the newest
                """))
                .containsExactly(
                        new AptEntry("http://mirror.example/debian", "/a.gpg /b.gpg", "no"),
                        new AptEntry("http://plain.example/debian", "", ""));
    }

    @Test
    void tries_other_vendors_that_name_a_debian_release_last_and_disabled_entries_not_at_all() throws Exception {
        assertThat(entries("sources.list", """
                deb http://vendor.example/linux/deb stable main
                deb http://database.example/apt bookworm-pgdg main
                deb http://mirror.example/debian bookworm main
                """))
                .extracting(AptEntry::uri)
                .containsExactly("http://mirror.example/debian", "http://vendor.example/linux/deb");
        assertThat(entries("off.sources", """
                Enabled: no
                Types: deb
                URIs: http://mirror.example/debian
                Suites: bookworm
                Components: main
                """)).isEmpty();
    }

    private List<AptEntry> entries(String file, String text) throws IOException {
        return AptEntry.ofDebian(List.of(Files.writeString(folder.resolve(file), text)));
    }
}
