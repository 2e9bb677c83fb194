package com.sexyresume.app.web.problems;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Logged;
import com.sexyresume.webtest.Tokens;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.UncategorizedSQLException;
import tools.jackson.databind.JsonNode;

/** Whatever is thrown is answered as one problem, whoever wrapped it. */
@EdgeTest
class ProblemsTest {

    @LocalServerPort
    int port;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    private Answer fail(String how) {
        return client.get("/v1/probe/fails/" + how).token(Tokens.valid()).send();
    }

    @Test
    void answersARejection() {
        fail("absent").isProblem(404, "not-found").saying("There is no such probe.");
        fail("wrapped").isProblem(404, "not-found");
    }

    @Test
    void answersAStaleVersionWithWhatWasMissed() {
        JsonNode problem = fail("stale").isProblem(412, "stale-version").json();

        assertThat(problem.path("expectedVersion").asInt(0)).isEqualTo(3);
        assertThat(problem.path("version").asInt(0)).isEqualTo(5);
        assertThat(problem.path("missed").path(0).path("path").asString("")).isEqualTo("/title");
    }

    @Test
    void missesNothingAheadOfTheStream() {
        assertThat(fail("ahead").isProblem(412, "stale-version").json().has("missed"))
                .isFalse();
    }

    @Test
    void answersAConflictWithAnotherNode() {
        assertThat(fail("conflict").isProblem(503, "try-again").header("Retry-After"))
                .isEqualTo("1");
    }

    @Test
    void answersThatTheDatabaseIsAway() {
        assertThat(fail("away").isProblem(503, "database-unavailable").header("Retry-After"))
                .isEqualTo("2");
    }

    @Test
    void tellsOfADefectOnlyUnderWhichIdItIsInTheLog() {
        try (Logged logged = new Logged(Problems.class.getName())) {
            Answer answer = fail("a-defect").isProblem(500, "internal-error");

            String id = answer.json().path("errorId").asString("none");
            assertThat(answer.body()).doesNotContain("secret").contains("urn:uuid:" + id);
            assertThat(logged.lines()).containsExactly("internal-error " + id + " secret of a-defect");
        }
    }

    @Test
    void looksThroughEveryWrapper() {
        Problems problems = new Problems(List.of(), List.of());
        Throwable rejected = new CommandRejected(new NoSuchThing("thing"));

        assertThat(problems.of(new CompletionException(new ExecutionException(new RuntimeException(rejected)))))
                .extracting(Problem::code)
                .isEqualTo("not-found");
    }

    @Test
    void asksOtherModulesFirst() {
        ProblemMapping mapping = new ProblemMapping() {
            @Override
            public Set<String> codes() {
                return Set.of("out-of-coffee");
            }

            @Override
            public Optional<Problem> problemOf(Throwable thrown) {
                return thrown instanceof CommandRejected
                        ? Optional.of(Problem.of("out-of-coffee", 418, "There is none."))
                        : Optional.empty();
            }
        };

        Problem problem = new Problems(List.of(mapping), List.of())
                .of(new RuntimeException(new CommandRejected(new NoSuchThing("thing"))));

        assertThat(problem.title()).isEqualTo("Out of coffee");
        assertThat(problem.status()).isEqualTo(418);
    }

    @ParameterizedTest
    @CsvSource({
        "08006, database-unavailable",
        "08001, database-unavailable",
        "53300, database-unavailable",
        "53100, database-unavailable",
        "57P01, database-unavailable",
        "57P03, database-unavailable",
        "58030, database-unavailable",
        "25006, database-unavailable",
        "57014, try-again",
        "55P03, try-again",
        "40001, try-again",
        "40P01, try-again",
        "23505, internal-error",
        "42P01, internal-error"
    })
    void readsTheDatabasesOwnCodes(String state, String code) {
        try (Logged logged = new Logged(Problems.class.getName())) {
            Problem problem = new Problems(List.of(), List.of())
                    .of(new UncategorizedSQLException("query", "SELECT", new SQLException("failed", state)));

            assertThat(problem.code()).isEqualTo(code);
            assertThat(logged.lines()).hasSize(code.equals("internal-error") ? 1 : 0);
        }
    }
}
