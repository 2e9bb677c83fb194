package com.sexyresume.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.health.KeysHealth;
import com.sexyresume.command.accounts.AccountsCommand.Proof;
import com.sexyresume.command.accounts.AccountsCommand.RegisterUser;
import com.sexyresume.events.UserId;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/** The whole application starts with the keys of its history, and not without. */
@ExtendWith(OutputCaptureExtension.class)
class KeysAtStartTest {

    private final ApplicationDatabase database = ApplicationDatabase.fresh();
    private final UserId ada = new UserId(UUID.randomUUID());

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        database.close();
    }

    private ConfigurableApplicationContext start(String... more) {
        List<String> arguments = Stream.concat(
                        Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--management.server.port=0",
                                        "--server.address=127.0.0.1",
                                        "--sexyresume.identity.hs256-secret=a-secret-of-this-test-alone-0123456789",
                                        "--sexyresume.identity.issuer=https://issuer.example",
                                        "--sexyresume.history.key-folder=" + folder.resolve("keys"),
                                        "--logging.structured.format.console=",
                                        "--logging.level.com.sexyresume=warn"),
                                database.properties().entrySet().stream()
                                        .map(property -> "--" + property.getKey() + "=" + property.getValue())),
                        Stream.of(more))
                .toList();
        return new SpringApplicationBuilder(SexyResume.class).run(arguments.toArray(String[]::new));
    }

    private void refuses(String problem) {
        Throwable thrown =
                catchThrowable(() -> start("--logging.level.root=off").close());
        assertThat(NestedExceptionUtils.getMostSpecificCause(thrown))
                .isInstanceOf(KeysMisconfigured.class)
                .hasMessageContaining(problem);
    }

    @Test
    void startsWithTheKeysOfItsHistoryAndNotWithout(CapturedOutput output) throws Exception {
        Path keys = folder.resolve("keys");
        try (ConfigurableApplicationContext application = start()) {
            application
                    .getBean(Commands.class)
                    .send(
                            new RegisterUser(ada, "Ada@Example.org", "Ada", Proof.TOKEN),
                            new CommandRequest(ada, false, UUID.randomUUID(), "", null));
        }
        assertThat(output).contains("back " + keys.resolve("master-key"), "back " + keys.resolve("claim-key"));

        Path aside = Files.move(keys, folder.resolve("aside"));
        refuses("is not here");
        assertThat(keys).doesNotExist();

        // The history of a version that had no register.
        try (var superuser = database.superuser();
                var statement = superuser.createStatement()) {
            statement.execute("DELETE FROM event_store.key_check");
        }
        Files.move(aside, keys);
        String right = Files.readString(keys.resolve("claim-key"));
        Files.writeString(keys.resolve("claim-key"), Base64.getEncoder().encodeToString(new byte[32]));
        refuses("another claim key");
        Files.writeString(keys.resolve("claim-key"), right);

        try (ConfigurableApplicationContext application = start()) {
            Health health =
                    Objects.requireNonNull(application.getBean(KeysHealth.class).health());
            assertThat(health.getStatus()).isEqualTo(Status.UP);
        }
    }
}
