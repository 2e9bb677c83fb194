package com.sexyresume.app.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.database.DurableCluster;
import com.sexyresume.app.journeys.Tokens;
import com.sexyresume.app.proof.Evidence.Seen;
import com.sexyresume.app.proof.Evidence.Snapshot;
import com.sexyresume.app.proof.Evidence.Tables;
import com.sexyresume.app.proof.Operation.Answer;
import com.sexyresume.app.proof.Operation.ClaimChange;
import com.sexyresume.sending.UuidV5;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole application: two processes on one database, reached over HTTP, while they and the database are killed.
 * Further runs go on with the same processes and the same history, on streams of their own.
 */
final class ApplicationRun implements AutoCloseable {

    private static final int CLIENTS = 10;
    private static final int OPERATIONS_BETWEEN_FAULTS = 60;
    private static final int SPENDERS = 3;
    private static final int RIVALS = 5;
    private static final int ADDRESSES = 3;
    private static final int RESUMES = 3;

    /** As in {@code CommandRequests}, and as unchangeable. */
    private static final UUID COMMAND_IDS = UUID.fromString("8ec2f887-0e8d-4722-9d59-481aec187de6");

    private static final UUID SERVICE = new UUID(0, 1);
    private static final JsonMapper JSON = JsonMapper.shared();

    enum Fault {
        KILL_ONE,
        KILL_OTHER,
        KILL_POSTMASTER,
        KILL_BACKEND,
        CUT,
        PAUSE_ONE,
        HOLD_HEAD
    }

    private final DurableCluster.Database database;
    private final Faults faults;
    private final List<ApplicationNode> nodes;

    ApplicationRun(DurableCluster cluster, Path folder) throws Exception {
        this.database = cluster.fresh();
        this.faults = new Faults(cluster, database);
        this.nodes = List.of(
                new ApplicationNode(folder, "one", database.properties()),
                new ApplicationNode(folder, "other", database.properties()));
        try {
            for (ApplicationNode node : nodes) {
                node.start();
            }
            nodes.forEach(ApplicationNode::awaitReady);
            // The auditor is named by the nodes, and not by a client of a run.
            await().atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(() -> faults.number("SELECT position FROM event_store.head") > 0);
        } catch (IOException | RuntimeException | AssertionError failed) {
            close();
            throw failed;
        }
    }

    Evidence run(long seed) throws Exception {
        return new Run(seed).evidence();
    }

    @Override
    public void close() throws SQLException {
        for (ApplicationNode node : nodes) {
            node.close();
        }
        faults.awaitDatabase();
        database.drop();
    }

    /** What a client asks, with its idempotency key. */
    private record Request(
            String method,
            String path,
            String pattern,
            UUID caller,
            String role,
            String key,
            @Nullable Long ifMatch,
            String body,
            String stream,
            int events,
            @Nullable Long creditChange,
            List<ClaimChange> claims) {

        UUID commandId() {
            return UuidV5.of(
                    COMMAND_IDS, String.join("\n", caller.toString(), method + " " + pattern + " " + path, key));
        }

        Request withAmount(int amount) {
            long change = creditChange == null ? 0 : Long.signum(creditChange) * amount;
            return new Request(
                    method, path, pattern, caller, role, key, ifMatch, amount(amount), stream, events, change, claims);
        }

        static String amount(int amount) {
            return "{\"amount\":%d,\"source\":\"proof\"}".formatted(amount);
        }

        HttpRequest to(String base) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + Tokens.of(caller, role))
                    .header("Idempotency-Key", key)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            if (ifMatch != null) {
                request.header("If-Match", "\"" + ifMatch + "\"");
            }
            return request.build();
        }
    }

    private final class Run {

        private final Random random;
        private final long seed;
        private final Journal journal = new Journal();
        private final List<Snapshot> snapshots = Collections.synchronizedList(new ArrayList<>());
        private final List<UUID> spenders = ids(SPENDERS);
        private final List<UUID> rivals = ids(RIVALS);
        private final List<UUID> owners = ids(RESUMES);
        private final List<UUID> resumes = Collections.synchronizedList(new ArrayList<>());
        private final Map<UUID, UUID> ownerOf = new ConcurrentHashMap<>();
        private final String domain = UUID.randomUUID() + ".example";
        private final Map<String, Long> versions = new ConcurrentHashMap<>();
        private volatile boolean over;
        private volatile int paused = -1;

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        Evidence evidence() throws Exception {
            long from = faults.number("SELECT position FROM event_store.head");
            try (Follower audit = new Follower("the audit stream of one node", from, (after, to) -> audit(0, after, to))
                            .start();
                    Follower other = new Follower(
                                    "the audit stream of the other node", from, (after, to) -> audit(1, after, to))
                            .start();
                    Follower statements = new Follower("single statements", from, this::takeSnapshots).start()) {
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<Future<?>> clients = new ArrayList<>();
                    for (int client = 0; client < CLIENTS; client++) {
                        Client own =
                                new Client(client % nodes.size(), client % 4 < 2, new Random(seed * 1_000 + client));
                        clients.add(threads.submit(own::work));
                    }
                    try {
                        strikeAll(clients);
                    } finally {
                        over = true;
                    }
                    for (Future<?> client : clients) {
                        client.get();
                    }
                }
                nodes.forEach(ApplicationNode::awaitReady);
                faults.awaitDatabase();
                statements.end();
                faults.awaitQuiet();
                long head = faults.number("SELECT position FROM event_store.head");
                for (Follower follower : List.of(audit, other)) {
                    await().atMost(Faults.PATIENCE).until(() -> follower.last() >= head);
                }
                Tables tables = tables(head);
                try (Connection superuser = database.superuser()) {
                    return Recordings.evidence(
                            superuser,
                            from,
                            journal.operations(),
                            List.of(audit.reading(), other.reading()),
                            List.copyOf(snapshots),
                            tables);
                }
            }
        }

        private void strikeAll(List<Future<?>> clients) throws Exception {
            List<Fault> schedule = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(schedule, random);
            for (Fault fault : schedule) {
                awaitOperations(OPERATIONS_BETWEEN_FAULTS / 2 + random.nextInt(OPERATIONS_BETWEEN_FAULTS), clients);
                strike(fault, clients);
            }
            awaitOperations(OPERATIONS_BETWEEN_FAULTS, clients);
        }

        private void awaitOperations(int more, List<Future<?>> clients) {
            int due = journal.count() + more;
            await().atMost(Faults.PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> journal.count() >= due || clients.stream().anyMatch(Future::isDone));
        }

        private void strike(Fault fault, List<Future<?>> clients) throws Exception {
            switch (fault) {
                case KILL_ONE -> kill(0);
                case KILL_OTHER -> kill(1);
                case KILL_POSTMASTER -> faults.killPostmaster();
                case KILL_BACKEND -> faults.killBackend(random);
                case CUT -> faults.cutConnections();
                case PAUSE_ONE -> {
                    int still = random.nextInt(nodes.size());
                    nodes.forEach(ApplicationNode::awaitReady);
                    paused = still;
                    awaitOperations(2 * CLIENTS, clients);
                    nodes.get(still).pause();
                    try {
                        awaitOperations(OPERATIONS_BETWEEN_FAULTS, clients);
                    } finally {
                        nodes.get(still).resume();
                        paused = -1;
                    }
                }
                case HOLD_HEAD -> faults.holdHead(() -> faults.waiting() >= 3);
            }
        }

        /** It starts again while the clients go on with the other one. */
        private void kill(int node) throws Exception {
            nodes.get(1 - node).awaitReady();
            nodes.get(node).kill();
            nodes.get(node).start();
        }

        private void takeSnapshots(long after, Follower follower) throws SQLException {
            try (Connection connection = database.superuser()) {
                while (!follower.ended()) {
                    snapshots.addAll(Recordings.rows(
                            connection,
                            "SELECT coalesce(max(position), 0), count(*) FROM event_store.event",
                            row -> new Snapshot(row.getLong(1), row.getLong(2))));
                    Thread.onSpinWait();
                }
            }
        }

        /** Up to the head, as it is when the request arrives; the follower asks again. */
        private void audit(int node, long after, Follower to) throws Exception {
            HttpRequest request = get(node, "/v1/audit/events?after=" + after, "application/x-ndjson");
            HttpResponse<String> answer = nodes.get(node).send(request);
            if (answer.statusCode() != 200) {
                return;
            }
            for (String line : answer.body().lines().toList()) {
                // A line that was cut off ends the reading here.
                JsonNode event = JSON.readTree(line);
                to.sees(new Seen(
                        event.path("position").asLong(),
                        UUID.fromString(event.path("eventId").asString())));
            }
        }

        private HttpRequest get(int node, String path, String accept) {
            return HttpRequest.newBuilder(URI.create(nodes.get(node).base() + path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + Tokens.of(ApplicationNode.AUDITOR, "authenticated"))
                    .header("Accept", accept)
                    .build();
        }

        private JsonNode admin(String method, String path) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(nodes.getFirst().base() + path))
                    .timeout(Duration.ofSeconds(60))
                    .header("Authorization", "Bearer " + Tokens.of(ApplicationNode.AUDITOR, "authenticated"))
                    .header("Prefer", "wait=30")
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> answer = nodes.getFirst().send(request);
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return JSON.readTree(answer.body());
        }

        /** When every projection has taken in the head: the rows, and how they differ from a fresh replay. */
        private Tables tables(long head) throws Exception {
            List<String> projections = new ArrayList<>();
            await().atMost(Faults.PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptions()
                    .untilAsserted(() -> {
                        projections.clear();
                        for (JsonNode projection :
                                admin("GET", "/v1/admin/projections").path("items")) {
                            assertThat(projection.path("position").asLong())
                                    .as(projection.toString())
                                    .isGreaterThanOrEqualTo(head);
                            projections.add(projection.path("name").asString());
                        }
                        assertThat(projections).isNotEmpty();
                    });
            Map<String, Long> differences = new HashMap<>();
            for (String projection : projections) {
                differences.put(projection, differences(projection));
            }
            Map<String, Long> balances = new HashMap<>();
            Map<String, Long> ledgerRows = new HashMap<>();
            try (Connection superuser = database.superuser()) {
                for (UUID spender : spenders) {
                    String stream = "credit-account:" + spender;
                    Recordings.rows(
                                    superuser,
                                    "SELECT balance FROM user_credit_balances WHERE user_id = '" + spender + "'",
                                    row -> row.getLong(1))
                            .forEach(balance -> balances.put(stream, balance));
                    Recordings.rows(
                                    superuser,
                                    "SELECT count(*) FROM credit_transactions WHERE user_id = '" + spender
                                            + "' HAVING count(*) > 0",
                                    row -> row.getLong(1))
                            .forEach(rows -> ledgerRows.put(stream, rows));
                }
            }
            return new Tables(balances, ledgerRows, differences);
        }

        private long differences(String projection) throws Exception {
            JsonNode rebuild = admin("POST", "/v1/admin/projections/" + projection + "/rebuild?mode=verify");
            String path = "/v1/admin/projections/" + projection + "/rebuilds/"
                    + rebuild.path("id").asString();
            await().atMost(Faults.PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !admin("GET", path).path("state").asString().equals("running"));
            JsonNode ended = admin("GET", path);
            if (!ended.path("state").asString().equals("finished")) {
                return -1;
            }
            long rows = 0;
            for (JsonNode table : ended.path("differences")) {
                rows += table.path("missing").asLong()
                        + table.path("different").asLong()
                        + table.path("extra").asLong();
            }
            return rows;
        }

        private final class Client {

            private final boolean avoidsPaused;
            private final Random dice;
            private int node;
            private final List<Request> past = new ArrayList<>();

            /** @param avoidsPaused so that some go on while the others wait for a process that stands still */
            Client(int node, boolean avoidsPaused, Random dice) {
                this.node = node;
                this.avoidsPaused = avoidsPaused;
                this.dice = dice;
            }

            Void work() throws InterruptedException {
                while (!over) {
                    int chance = dice.nextInt(100);
                    if (chance < 10 && !past.isEmpty()) {
                        send(past.get(dice.nextInt(past.size())));
                    } else if (chance < 18 && past.stream().anyMatch(request -> request.creditChange() != null)) {
                        List<Request> amounts = past.stream()
                                .filter(request -> request.creditChange() != null)
                                .toList();
                        send(amounts.get(dice.nextInt(amounts.size())).withAmount(900 + dice.nextInt(9)));
                    } else {
                        pursue(next(chance));
                    }
                }
                return null;
            }

            private Request next(int chance) {
                if (chance < 62) {
                    UUID spender = spenders.get(dice.nextInt(spenders.size()));
                    return dice.nextInt(10) < 4 ? award(spender) : spend(spender);
                }
                if (chance < 72) {
                    return register();
                }
                if (chance < 82) {
                    return move();
                }
                return resumes.isEmpty() || chance > 97 ? create() : rename();
            }

            /** The same again, as the problem's page asks, when the outcome is not known. */
            private void pursue(Request request) throws InterruptedException {
                past.add(request);
                for (int attempt = 0; attempt < 4; attempt++) {
                    if (!(send(request) instanceof Answer.Unknown) || dice.nextInt(4) == 0) {
                        return;
                    }
                }
            }

            private Request award(UUID user) {
                int amount = 1 + dice.nextInt(20);
                return new Request(
                        "POST",
                        "/v1/users/" + user + "/credits/awards",
                        "/v1/users/{userId}/credits/awards",
                        SERVICE,
                        "service_role",
                        key(),
                        null,
                        Request.amount(amount),
                        "credit-account:" + user,
                        1,
                        (long) amount,
                        List.of());
            }

            private Request spend(UUID user) {
                int amount = 1 + dice.nextInt(15);
                return new Request(
                        "POST",
                        "/v1/me/credits/spends",
                        "/v1/me/credits/spends",
                        user,
                        "authenticated",
                        key(),
                        null,
                        Request.amount(amount),
                        "credit-account:" + user,
                        1,
                        (long) -amount,
                        List.of());
            }

            private Request register() {
                UUID user = rivals.get(dice.nextInt(rivals.size()));
                return profile("POST", "/v1/users", user, null);
            }

            private Request move() {
                UUID user = rivals.get(dice.nextInt(rivals.size()));
                long version = versions.getOrDefault("user:" + user, 0L);
                return profile("PUT", "/v1/me/profile", user, dice.nextInt(8) == 0 ? version + 7 : version);
            }

            private Request profile(String method, String path, UUID user, @Nullable Long ifMatch) {
                String address = dice.nextInt(ADDRESSES) + "@" + domain;
                return new Request(
                        method,
                        path,
                        path,
                        user,
                        "authenticated",
                        key(),
                        ifMatch,
                        "{\"email\":\"%s\",\"fullName\":\"%s\"}".formatted(address, UUID.randomUUID()),
                        "user:" + user,
                        1,
                        null,
                        List.of(new ClaimChange("email:" + address, ClaimChange.Change.REPLACE)));
            }

            private Request create() {
                UUID owner = owners.get(dice.nextInt(owners.size()));
                String key = key();
                Request request = new Request(
                        "POST",
                        "/v1/resumes",
                        "/v1/resumes",
                        owner,
                        "authenticated",
                        key,
                        null,
                        "{\"title\":\"%s\"}".formatted(key),
                        "",
                        1,
                        null,
                        List.of());
                UUID resume = UuidV5.of(request.commandId(), "new:");
                return new Request(
                        "POST",
                        "/v1/resumes",
                        "/v1/resumes",
                        owner,
                        "authenticated",
                        key,
                        null,
                        request.body(),
                        "resume:" + resume,
                        1,
                        null,
                        List.of());
            }

            private Request rename() {
                UUID resume = resumes.get(dice.nextInt(resumes.size()));
                UUID owner = ownerOf.getOrDefault(resume, owners.getFirst());
                String key = key();
                return new Request(
                        "PUT",
                        "/v1/resumes/" + resume + "/title",
                        "/v1/resumes/{id}/title",
                        owner,
                        "authenticated",
                        key,
                        versions.getOrDefault("resume:" + resume, 0L),
                        "{\"title\":\"%s\"}".formatted(key),
                        "resume:" + resume,
                        1,
                        null,
                        List.of());
            }

            private String key() {
                return UUID.randomUUID().toString();
            }

            /** Whoever finds a process gone asks the other one, and comes back some time. */
            private ApplicationNode node() {
                if (dice.nextInt(20) == 0) {
                    node = dice.nextInt(nodes.size());
                }
                int avoided = paused;
                if (node == avoided && avoidsPaused) {
                    node = 1 - avoided;
                }
                return nodes.get(node);
            }

            private Answer send(Request request) throws InterruptedException {
                long invoked = journal.tick();
                Answer answer;
                try {
                    answer = answer(request, node());
                } catch (ConnectException gone) {
                    // Nothing was sent.
                    node = 1 - node;
                    return new Answer.Refused("gone");
                }
                journal.add(new Operation(
                        invoked,
                        journal.tick(),
                        request.commandId(),
                        request.body(),
                        request.stream(),
                        request.events(),
                        request.ifMatch(),
                        request.creditChange(),
                        request.claims(),
                        answer));
                if (answer instanceof Answer.Acknowledged(long version, long _, String _)) {
                    versions.merge(request.stream(), version, Math::max);
                    if (request.path().equals("/v1/resumes")) {
                        UUID resume = UUID.fromString(request.stream().substring("resume:".length()));
                        ownerOf.put(resume, request.caller());
                        if (resumes.size() < RESUMES) {
                            resumes.add(resume);
                        }
                    }
                }
                return answer;
            }
        }
    }

    private static Answer answer(Request request, ApplicationNode node) throws InterruptedException, ConnectException {
        HttpResponse<String> answer;
        try {
            answer = node.send(request.to(node.base()));
        } catch (ConnectException gone) {
            throw gone;
        } catch (IOException cutOff) {
            return new Answer.Unknown(cutOff.toString());
        }
        int status = answer.statusCode();
        JsonNode body = JSON.readTree(answer.body());
        if (status < 300) {
            return new Answer.Acknowledged(
                    body.path("version").asLong(),
                    body.path("position").asLong(),
                    body.path("id").asString(""));
        }
        String code = body.path("code").asString("");
        if (code.equals("outcome-unknown")) {
            return new Answer.Unknown(code);
        }
        if (Stream.of(404, 409, 412, 422, 429, 503).anyMatch(expected -> expected == status) && !code.isEmpty()) {
            return new Answer.Refused(code);
        }
        return new Answer.Defect(status + " " + answer.body());
    }

    private static List<UUID> ids(int count) {
        return Stream.generate(UUID::randomUUID).limit(count).toList();
    }
}
