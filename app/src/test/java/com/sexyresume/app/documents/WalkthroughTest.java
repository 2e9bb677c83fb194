package com.sexyresume.app.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The walkthrough that the README names tells the truth, and so does the OpenAPI document, to whoever uses it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WalkthroughTest {

    private static final Path TYPESCRIPT = Path.of("src/test/typescript");

    @TempDir
    static Path folder;

    private static ApplicationDatabase database;
    private static ConfigurableApplicationContext application;
    private static int port;

    @BeforeAll
    static void start() {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.profiles.active=dev",
                "--server.port=0",
                "--sexyresume.matching.enabled=true",
                "--management.server.port=-1",
                "--logging.level.com.sexyresume=warn",
                "--sexyresume.identity.dev-secret-file=" + folder.resolve("dev-token-secret"),
                "--sexyresume.history.key-folder=" + folder.resolve("keys")));
        database = ApplicationDatabase.fresh();
        database.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        application = new SpringApplicationBuilder(SexyResume.class).run(arguments.toArray(String[]::new));
        port = ((WebServerApplicationContext) application).getWebServer().getPort();
    }

    @AfterAll
    static void stop() {
        application.close();
        database.close();
    }

    @Test
    @Order(1)
    void runsGreenAgainstTheStartedApplication() throws Exception {
        run(Path.of("."), List.of("bash", "../docs/walkthrough.sh", "http://127.0.0.1:" + port));
    }

    @Test
    @Order(1)
    void pagesOfThisMachineMayCall() {
        Client client = new Client(port);
        String page = "/schemas/resume-data.json";
        String stranger = "http://localhost.example:5173";
        for (String origin : List.of("http://localhost:5173", "http://127.0.0.1:3000")) {
            Client.Exchange exchange = client.get(page).header("Origin", origin);
            assertThat(exchange.send().header("Access-Control-Allow-Origin")).isEqualTo(origin);
        }
        client.get(page).header("Origin", stranger).send().isProblem(403, "forbidden");
    }

    /** It needs Node and what npm fetches: without them nothing is known, and the build goes on. */
    @Test
    @Order(2)
    void isToldByAGeneratedTypeScriptClientAsWell() throws Exception {
        assumeTrue(
                succeeds("node", "--version") && succeeds("npm", "--version"),
                "There is no Node here: the generated client was not tried");
        Path client = Files.createDirectories(folder.resolve("client"));
        for (String file :
                List.of(".npmrc", "package.json", "package-lock.json", "redocly.yaml", "tsconfig.json", "story.ts")) {
            Files.copy(TYPESCRIPT.resolve(file), client.resolve(file));
        }
        assumeTrue(
                attempt(client, List.of("npm", "ci")).status() == 0,
                "npm fetches nothing here: the generated client was not tried");
        Files.writeString(
                client.resolve("api.json"),
                new Client(port).get("/v3/api-docs").send().body());

        run(
                client,
                List.of(
                        "node_modules/.bin/openapi-typescript",
                        "--redocly",
                        "redocly.yaml",
                        "--default-non-nullable=false"));
        run(client, List.of("node_modules/.bin/tsc", "-p", "."));
        run(
                client,
                List.of(
                        "node",
                        "out/story.js",
                        "http://127.0.0.1:" + port,
                        folder.resolve("dev-token-secret").toString(),
                        Path.of("../docs/walkthrough/ada.json").toAbsolutePath().toString()));
    }

    @Test
    @Order(1)
    void theOpenApiDocumentCitesNoRequirement() {
        String document = new Client(port).get("/v3/api-docs").send().body();

        assertThat(document).contains("\"/v1/me/credits\"");
        assertThat(RequirementsPageTest.cited(document)).isEmpty();
    }

    /** The last: it defines and replaces whatever the examples say. */
    @Test
    @Order(3)
    void everyOperationTakesWhatSwaggerUiSendsUntouched() {
        Client client = new Client(port);
        JsonNode document = client.get("/v3/api-docs").send().json();
        String token = client.post("/dev/token")
                .json("{\"sub\":\"00000000-0000-4000-8000-00000000ad31\"}")
                .send()
                .json()
                .path("access_token")
                .asString();
        Contract contract = Contract.of(document);
        SoftAssertions all = new SoftAssertions();
        contract.operations().forEach((name, operation) -> {
            UntouchedRequest request = UntouchedRequest.of(document, name, operation);
            if (request.path().contains("{")) {
                all.fail(name + ": a parameter has no example");
                return;
            }
            Client.Exchange exchange =
                    client.send(name.split(" ", 2)[0], request.path()).token(token);
            request.headers().forEach(exchange::header);
            String body = request.body();
            if (body != null) {
                exchange = exchange.body(request.mediaType(), body.getBytes(StandardCharsets.UTF_8));
            }
            Client.Answer answer = exchange.send();
            all.assertThat(answer.status())
                    .as("%s %s: %s", name, body, answer.body())
                    .isNotIn(400, 405, 406, 415, 500);
        });
        all.assertAll();
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return attempt(Path.of("."), List.of(command)).status() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** What a process said, and how it ended. */
    private record Ended(int status, String said) {}

    private static Ended attempt(Path where, List<String> command) throws IOException, InterruptedException {
        Path told = folder.resolve("told");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile());
        builder.environment().put("SEXYRESUME_DATA", folder.toString());
        Process process = builder.start();
        boolean ended = process.waitFor(4, TimeUnit.MINUTES);
        process.destroyForcibly().waitFor();
        return new Ended(ended ? process.exitValue() : -1, Files.readString(told));
    }

    private static void run(Path where, List<String> command) throws IOException, InterruptedException {
        Ended ended = attempt(where, command);
        assertThat(ended.status()).as(ended.said()).isZero();
    }
}
