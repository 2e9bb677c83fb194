package com.sexyresume.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The walkthrough that the README names tells the truth. */
class WalkthroughTest {

    @TempDir
    Path folder;

    @Test
    void runsGreenAgainstTheStartedApplication() throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.profiles.active=dev",
                "--server.port=0",
                "--management.server.port=-1",
                "--logging.level.com.sexyresume=warn",
                "--sexyresume.identity.dev-secret-file=" + folder.resolve("dev-token-secret"),
                "--sexyresume.history.key-folder=" + folder.resolve("keys")));
        try (ApplicationDatabase database = ApplicationDatabase.fresh()) {
            database.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
            try (ConfigurableApplicationContext context =
                    new SpringApplicationBuilder(SexyResume.class).run(arguments.toArray(String[]::new))) {
                int port =
                        ((WebServerApplicationContext) context).getWebServer().getPort();
                Path told = folder.resolve("told");
                ProcessBuilder script = new ProcessBuilder("bash", "../docs/walkthrough.sh", "http://127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(told.toFile());
                script.environment().put("SEXYRESUME_DATA", folder.toString());
                Process walkthrough = script.start();
                boolean ended = walkthrough.waitFor(2, TimeUnit.MINUTES);
                walkthrough.destroyForcibly().waitFor();

                assertThat(ended && walkthrough.exitValue() == 0)
                        .as(Files.readString(told))
                        .isTrue();
            }
        }
    }
}
