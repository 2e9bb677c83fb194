package com.sexyresume.embeddedpostgres;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ThrowawayClusterTest {

    @Test
    void leaves_nothing_behind() throws Exception {
        Path folder;
        long postmaster;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.throwaway()) {
            folder = postgres.folder();
            postmaster = postgres.postmaster();
            assertThat(Sql.strings(Sql.login(postgres), "SHOW fsync")).containsExactly("off");
            assertThat(folder).exists();
        }

        assertThat(folder).doesNotExist();
        assertThat(ProcessIdentity.isRunning(postmaster)).isFalse();
    }

    @Test
    void can_be_closed_twice() {
        EmbeddedPostgres postgres = EmbeddedPostgres.throwaway();
        postgres.close();
        postgres.close();

        assertThat(Sql.accepts(Sql.login(postgres))).isFalse();
    }

    @Test
    void leaves_nothing_behind_when_its_process_is_killed() throws Exception {
        try (ChildJvm child = ChildJvm.run(ThrowawayInstance.class)) {
            Path folder = Path.of(child.nextLine().orElseThrow());
            assertThat(folder).exists();

            child.kill();

            await("the folder is removed").atMost(ofSeconds(20)).until(() -> !Files.exists(folder));
        }
    }

    /** Prints its folder and waits to be killed. */
    static final class ThrowawayInstance {

        public static void main(String[] arguments) throws Exception {
            try (EmbeddedPostgres postgres = EmbeddedPostgres.throwaway()) {
                System.out.println(postgres.folder());
                Thread.currentThread().join();
            }
        }
    }
}
