package com.sexyresume.app.journeys;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The sides run in processes of their own as well: what one records, the other projects and answers. */
class SidesTest {

    private static final String PROFILE = "{\"email\":\"ada@example.org\"}";

    @TempDir
    Path folder;

    @Test
    void whatACommandProcessRecordsAQueryProcessAnswers() {
        UUID ada = UUID.randomUUID();
        try (ApplicationDatabase database = ApplicationDatabase.fresh();
                ConfigurableApplicationContext commands = start(database, "--sexyresume.query-side.enabled=false");
                ConfigurableApplicationContext queries = start(database, "--sexyresume.command-side.enabled=false")) {
            Answer registered =
                    Api.user(base(commands), ada).post("/v1/users", PROFILE).expect(201);

            Api.user(base(queries), ada).after(registered).get("/v1/me").expect(200);

            Api.user(base(commands), ada).ofAPart().get("/v1/me").expectProblem(404, "not-found");
            Api.user(base(queries), ada).ofAPart().post("/v1/users", PROFILE).expectProblem(404, "not-found");
        }
    }

    private ConfigurableApplicationContext start(ApplicationDatabase database, String side) {
        List<String> arguments = new ArrayList<>(List.of(
                side,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=-1",
                "--logging.level.com.sexyresume=warn",
                "--logging.structured.format.console=",
                "--sexyresume.history.key-folder=" + folder.resolve("keys"),
                "--sexyresume.identity.hs256-secret=" + Tokens.SECRET,
                "--sexyresume.identity.issuer=" + Tokens.ISSUER));
        database.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return new SpringApplicationBuilder(SexyResume.class).run(arguments.toArray(String[]::new));
    }

    private static String base(ConfigurableApplicationContext context) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }
}
