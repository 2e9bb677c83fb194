package com.sexyresume.app.journeys;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application on a database of its own, reached over HTTP alone; all journeys share one. */
@SpringBootTest(
        classes = SexyResume.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "server.address=127.0.0.1",
            "sexyresume.identity.hs256-secret=" + Tokens.SECRET,
            "sexyresume.identity.issuer=" + Tokens.ISSUER,
            // Credits would come by themselves; AchievementsJourneyTest has them.
            "sexyresume.achievements.enabled=false",
            // MatchingJourneyTest installs it.
            "sexyresume.matching.enabled=true",
            "sexyresume.matching.starting-catalogue=false",
            "sexyresume.admins.super-admins=" + Journey.SUPER_ADMIN,
            "sexyresume.admins.auditors=" + Journey.AUDITOR,
            "sexyresume.payments.stripe-webhook-secrets=" + Journey.STRIPE_SECRET,
            "sexyresume.web.cors-allowed-origins=" + Journey.ORIGIN,
            "logging.structured.format.console=",
            "logging.level.com.sexyresume=warn"
        })
abstract class Journey {

    static final String SUPER_ADMIN = "00000000-0000-4000-8000-00000000ad31";
    static final String ORIGIN = "https://app.example";
    static final String STRIPE_SECRET = "whsec_of_these_journeys";
    static final String AUDITOR = "00000000-0000-4000-8000-00000000a0d1";

    static final ApplicationDatabase DATABASE = ApplicationDatabase.fresh();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        DATABASE.properties().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("sexyresume.history.key-folder", () -> Path.of("target", "test-keys"));
    }

    final String base() {
        return "http://127.0.0.1:" + port;
    }

    final Api user(UUID user) {
        return Api.user(base(), user);
    }

    final Api service() {
        return Api.service(base());
    }

    final Api auditor() {
        return user(UUID.fromString(AUDITOR));
    }

    final Api anonymous() {
        return Api.anonymous(base());
    }

    /** A user who has just registered. */
    final Api registered(UUID user) {
        Api api = user(user);
        api.post("/v1/users", "{\"email\":\"%s@example.org\",\"fullName\":\"Someone\"}".formatted(user))
                .expect(201);
        return api;
    }

    final Answer award(UUID user, int amount) {
        return service()
                .post(
                        "/v1/users/" + user + "/credits/awards",
                        "{\"amount\":%d,\"source\":\"welcome\"}".formatted(amount))
                .expect(201);
    }

    interface Request {
        Answer send(int number);
    }

    static List<Answer> inParallel(int callers, Request request) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> sent = IntStream.range(0, callers)
                    .mapToObj(number -> threads.submit(() -> request.send(number)))
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : sent) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
