package com.sexyresume.eventstore.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

    private static final String CONFIGURED = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path folder;

    @Test
    void isMadeOnceInAFileOfItsOwnerAlone() throws Exception {
        Path file = folder.resolve("keys/master.key");

        String id = MasterKey.generatedIn(file).id();

        assertThat(MasterKey.generatedIn(file).id()).isEqualTo(id);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(MasterKey.fromConfiguration(Files.readString(file)).id()).isEqualTo(id);
        try (var files = Files.list(file.resolveSibling(""))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void isTheSameForAllThatMakeItAtOnce() {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 32; i++) {
                threads.execute(() -> ids.add(
                        MasterKey.generatedIn(folder.resolve("raced.key")).id()));
            }
        }

        assertThat(ids).hasSize(1);
    }

    @Test
    void isRefusedInAFileThatOthersMayRead() throws Exception {
        Path file = folder.resolve("open.key");
        MasterKey.generatedIn(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> MasterKey.generatedIn(file)).hasMessageContaining("chmod 600");
    }

    @Test
    void isNotRepeatedWhenItIsMalformed() {
        assertThatThrownBy(() -> MasterKey.fromConfiguration("c2VjcmV0"))
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageNotContaining("c2VjcmV0");
        assertThatThrownBy(() -> ClaimKey.fromConfiguration("not Base64!"))
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageNotContaining("not Base64!");
    }

    @Test
    void givesTheSameHashForTheSameKindAndValueOnly() {
        ClaimKey key = ClaimKey.fromConfiguration(CONFIGURED);
        ClaimKey other = ClaimKey.generatedIn(folder.resolve("claim.key"));

        assertThat(key.key("email", "ada@example.org"))
                .startsWith("email:")
                .doesNotContain("ada")
                .isEqualTo(ClaimKey.fromConfiguration(CONFIGURED).key("email", "ada@example.org"))
                .isNotEqualTo(key.key("email", "bob@example.org"))
                .isNotEqualTo(other.key("email", "ada@example.org"));
        assertThat(key.key("code", "ada@example.org").substring(5))
                .isNotEqualTo(key.key("email", "ada@example.org").substring(6));
        assertThatThrownBy(() -> key.key("e:mail", "x")).isInstanceOf(IllegalArgumentException.class);
        byte[] request = "POST /v1".getBytes(StandardCharsets.UTF_8);
        assertThat(key.fingerprint(request))
                .hasSize(64)
                .isEqualTo(key.fingerprint(request.clone()))
                .isNotEqualTo(other.fingerprint(request));
    }
}
