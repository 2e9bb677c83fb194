package com.sexyresume.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposePasswordTest {

    @TempDir
    private Path folder;

    private Path compose;
    private Path env;

    @BeforeEach
    void files() {
        compose = folder.resolve("docker-compose.yml");
        env = folder.resolve(".env");
    }

    @Test
    void isTheEnvironmentsBeforeThatOfTheFile() throws IOException {
        Files.writeString(env, "SEXYRESUME_POSTGRES_PASSWORD=of-the-file\n");

        assertThat(ComposePassword.of(compose, Map.of("SEXYRESUME_POSTGRES_PASSWORD", "given")))
                .isEqualTo("given");
        assertThat(ComposePassword.of(compose, Map.of())).isEqualTo("of-the-file");
        Files.writeString(env, "OTHER=1\r\nSEXYRESUME_POSTGRES_PASSWORD=\"quoted one\"\r\n");
        assertThat(ComposePassword.of(compose, Map.of())).isEqualTo("quoted one");
    }

    @Test
    void isMadeAtRandomAndKeptForDockerComposeWhereThereIsNone() throws IOException {
        String made = ComposePassword.of(compose, Map.of("SEXYRESUME_POSTGRES_PASSWORD", ""));

        assertThat(made).hasSizeGreaterThan(30).isEqualTo(ComposePassword.of(compose, Map.of()));
        assertThat(Files.readString(env)).isEqualTo("SEXYRESUME_POSTGRES_PASSWORD=" + made + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(env)))
                .isEqualTo("rw-------");
    }

    @Test
    void leavesWhatElseIsInTheFile() throws IOException {
        Files.writeString(env, "# ours\nSEXYRESUME_ISSUER=https://issuer.example");

        String made = ComposePassword.of(compose, Map.of());

        assertThat(Files.readString(env))
                .isEqualTo("# ours\nSEXYRESUME_ISSUER=https://issuer.example\nSEXYRESUME_POSTGRES_PASSWORD=" + made
                        + "\n");
    }

    @Test
    void hasNoDefaultInTheComposeFile() throws IOException {
        assertThat(Files.readAllLines(Path.of("..", "docker-compose.yml")))
                .filteredOn(line -> line.contains("{SEXYRESUME_POSTGRES_PASSWORD"))
                .hasSize(2)
                .allMatch(line -> line.contains("{SEXYRESUME_POSTGRES_PASSWORD:?"));
    }
}
