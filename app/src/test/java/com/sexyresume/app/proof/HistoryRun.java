package com.sexyresume.app.proof;

import static org.awaitility.Awaitility.await;

import com.sexyresume.app.database.DurableCluster;
import com.sexyresume.app.proof.Evidence.Seen;
import com.sexyresume.app.proof.Evidence.Snapshot;
import com.sexyresume.app.proof.Evidence.Tables;
import com.sexyresume.app.proof.Operation.Answer;
import com.sexyresume.app.proof.Operation.ClaimChange;
import com.sexyresume.deciding.Snapshotted;
import com.sexyresume.events.Claim;
import com.sexyresume.events.EventCatalog;
import com.sexyresume.eventstore.append.AppendLimits;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.ClaimTaken;
import com.sexyresume.eventstore.history.CommandAlreadyRecorded;
import com.sexyresume.eventstore.history.HistoryBusy;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.NewEvent;
import com.sexyresume.eventstore.history.OutcomeUnknown;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.json.SnapshotSerializer;
import com.sexyresume.eventstore.keys.MasterKey;
import com.sexyresume.eventstore.keys.PostgresSubjectKeys;
import com.sexyresume.eventstore.keys.SubjectKeys;
import com.sexyresume.eventstore.reading.PostgresEventStorageEngine;
import com.sexyresume.eventstore.reading.PostgresEventStore;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The event store alone: two nodes in this process append to one history through {@link History}, under faults of the
 * database, while each follows it. What a client does follows from the seed; how the clients interleave does not.
 */
final class HistoryRun implements AutoCloseable {

    static final int OPERATIONS = 320;

    private static final int CLIENTS = 16;
    private static final int CREDIT_STREAMS = 5;
    private static final int CLAIMING_STREAMS = 6;
    private static final int CLAIMED_KEYS = 3;
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** How a node appends; a mutation puts another way in its place. */
    interface Appender {
        RecordedCommand append(Append append);
    }

    /** What a mutation replaces. */
    interface Writers {
        Appender of(History history, DataSource appenderPool);
    }

    enum Fault {
        CUT,
        KILL_BACKEND,
        KILL_POSTMASTER,
        HOLD_HEAD,
        HOLD_HEAD_UNTIL_GIVEN_UP,
        PAUSE_BACKEND
    }

    /** A stream as a client knows it, rightly or not. */
    private record State(long version, long balance) {

        static final State NONE = new State(-1, 0);
    }

    /** What a client wants; decided anew each time it is tried. */
    private record Wish(
            UUID commandId, StreamName stream, List<Integer> changes, List<ClaimChange> claims, boolean nothing) {

        String body() {
            return changes + " " + claims;
        }

        Wish withOtherBody() {
            List<Integer> others = new ArrayList<>(changes);
            others.set(0, changes.getFirst() + 1_000);
            return new Wish(commandId, stream, others, claims, nothing);
        }
    }

    private final class Node implements AutoCloseable {

        final HikariDataSource appenderPool = pool("appender", 6);
        final HikariDataSource projectorPool = pool("projector", 4);
        final History history = new History(appenderPool, projectorPool, DEADLINE, AppendLimits.DEFAULT);
        final Appender appender = writers.of(history, appenderPool);
        final Map<StreamName, State> known = new ConcurrentHashMap<>();
        final PostgresEventStore store;

        Node() {
            SubjectKeys keys = new PostgresSubjectKeys(
                    appenderPool,
                    MasterKey.fromConfiguration(Base64.getEncoder().encodeToString(new byte[32])),
                    10);
            store = PostgresEventStore.builder()
                    .storageEngine(PostgresEventStorageEngine.builder()
                            .history(history)
                            .eventSerializer(new EventSerializer(EventCatalog.events(), keys))
                            .snapshotSerializer(new SnapshotSerializer<>(Snapshotted.class, Snapshotted::subject, keys))
                            .build())
                    .listens(projectorPool)
                    .notifies(appenderPool)
                    .pollInterval(Duration.ofMillis(200))
                    .build();
        }

        void read(long after, Follower follower) throws InterruptedException {
            try (BlockingStream<TrackedEventMessage<?>> stream =
                    store.openStream(new GlobalSequenceTrackingToken(after))) {
                while (!follower.ended()) {
                    if (stream.hasNextAvailable(100, TimeUnit.MILLISECONDS)) {
                        TrackedEventMessage<?> event = stream.nextAvailable();
                        follower.sees(new Seen(
                                event.trackingToken().position().orElseThrow(),
                                UUID.fromString(event.getIdentifier())));
                    }
                }
            }
        }

        @Override
        public void close() {
            history.close();
            store.close();
            appenderPool.close();
            projectorPool.close();
        }
    }

    private final long seed;
    private final DurableCluster.Database database;
    private final Faults faults;
    private final Writers writers;
    private final Journal journal = new Journal();
    private final List<Snapshot> snapshots = Collections.synchronizedList(new ArrayList<>());
    private final List<StreamName> accounts = streams("credit-account", CREDIT_STREAMS);
    private final List<StreamName> users = streams("user", CLAIMING_STREAMS);

    HistoryRun(long seed, DurableCluster cluster) throws SQLException {
        this(seed, cluster, HistoryRun::sound);
    }

    private HistoryRun(long seed, DurableCluster cluster, Writers writers) throws SQLException {
        this.seed = seed;
        this.database = cluster.fresh();
        this.faults = new Faults(cluster, database);
        this.writers = writers;
    }

    static HistoryRun broken(Mutation mutation, long seed, DurableCluster cluster) throws SQLException {
        HistoryRun run = new HistoryRun(seed, cluster, mutation.writers());
        try (Connection superuser = run.database.superuser()) {
            mutation.breakIn(superuser);
        }
        return run;
    }

    static Appender sound(History history, DataSource appenderPool) {
        return history::append;
    }

    /** Runs until all is done and everybody has read everything. */
    Evidence run(List<Fault> schedule) throws Exception {
        Random random = new Random(seed);
        List<Node> nodes = List.of(new Node(), new Node());
        try (Follower one = new Follower("one node's stream", 0, nodes.getFirst()::read).start();
                Follower other = new Follower("the other node's stream", 0, nodes.getLast()::read).start();
                Follower statements = new Follower("single statements", 0, this::takeSnapshots).start()) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> clients = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    Random own = new Random(seed * 1_000 + client);
                    Node node = nodes.get(client % nodes.size());
                    clients.add(threads.submit(() -> new Client(node, own).work(OPERATIONS / CLIENTS)));
                }
                int strokes = schedule.size();
                for (int stroke = 0; stroke < strokes; stroke++) {
                    int due = OPERATIONS * (2 * stroke + 1) / (2 * strokes + 2) + random.nextInt(20);
                    await().atMost(Faults.PATIENCE)
                            .pollInterval(Duration.ofMillis(1))
                            .until(() ->
                                    journal.count() >= due || clients.stream().allMatch(Future::isDone));
                    strike(schedule.get(stroke), random);
                }
                for (Future<?> client : clients) {
                    client.get();
                }
            }
            faults.awaitDatabase();
            statements.end();
            faults.awaitQuiet();
            long head = faults.number("SELECT coalesce(max(position), 0) FROM event_store.event");
            settle(head, one, other);
            try (Connection superuser = database.superuser()) {
                return Recordings.evidence(
                        superuser,
                        0,
                        journal.operations(),
                        List.of(one.reading(), other.reading()),
                        List.copyOf(snapshots),
                        Tables.NONE);
            }
        } finally {
            nodes.forEach(Node::close);
        }
    }

    /** A reader that does not get there is the checker's to name. */
    private static void settle(long head, Follower... followers) {
        for (Follower follower : followers) {
            try {
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> follower.last() >= head);
            } catch (org.awaitility.core.ConditionTimeoutException behind) {
                return;
            }
        }
    }

    private void strike(Fault fault, Random random) throws Exception {
        switch (fault) {
            case CUT -> faults.cutConnections();
            case KILL_BACKEND -> faults.killBackend(random);
            case KILL_POSTMASTER -> faults.killPostmaster();
            case HOLD_HEAD -> faults.holdHead(() -> faults.waiting() >= 3);
            case HOLD_HEAD_UNTIL_GIVEN_UP -> {
                long enough = journal.givenUp() + CLIENTS;
                faults.holdHead(() -> journal.givenUp() >= enough);
            }
            case PAUSE_BACKEND -> faults.pauseBackend(random);
        }
    }

    private void takeSnapshots(long after, Follower follower) throws SQLException {
        try (Connection connection = database.superuser();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT coalesce(max(position), 0), count(*) FROM event_store.event")) {
            while (!follower.ended()) {
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    snapshots.add(new Snapshot(row.getLong(1), row.getLong(2)));
                }
                Thread.onSpinWait();
            }
        }
    }

    private final class Client {

        private final Node node;
        private final Random random;
        private final List<Wish> past = new ArrayList<>();

        Client(Node node, Random random) {
            this.node = node;
            this.random = random;
        }

        Void work(int operations) {
            for (int i = 0; i < operations; i++) {
                int dice = random.nextInt(100);
                if (dice < 12 && !past.isEmpty()) {
                    attempt(past.get(random.nextInt(past.size())), false);
                } else if (dice < 20
                        && past.stream().anyMatch(wish -> !wish.changes().isEmpty())) {
                    List<Wish> credits = past.stream()
                            .filter(wish -> !wish.changes().isEmpty())
                            .toList();
                    attempt(credits.get(random.nextInt(credits.size())).withOtherBody(), false);
                } else if (dice < 28) {
                    attempt(credit(), true);
                } else {
                    pursue(dice < 50 ? claim() : dice < 56 ? nothing() : credit());
                }
            }
            return null;
        }

        private void pursue(Wish wish) {
            past.add(wish);
            for (int attempt = 0; attempt < 3; attempt++) {
                Answer answer = attempt(wish, false);
                boolean again = answer instanceof Answer.Unknown
                        ? random.nextInt(10) < 7
                        : answer instanceof Answer.Refused(String code) && code.equals("conflict");
                if (!again) {
                    return;
                }
                node.known.remove(wish.stream());
            }
        }

        private Wish credit() {
            List<Integer> changes = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                changes.add(random.nextInt(100) < 45 ? 1 + random.nextInt(9) : -1 - random.nextInt(9));
            }
            return new Wish(
                    UUID.randomUUID(), accounts.get(random.nextInt(accounts.size())), changes, List.of(), false);
        }

        private Wish claim() {
            String key = "email:" + random.nextInt(CLAIMED_KEYS);
            ClaimChange claim =
                    new ClaimChange(key, random.nextInt(3) == 0 ? ClaimChange.Change.RELEASE : ClaimChange.Change.TAKE);
            return new Wish(
                    UUID.randomUUID(), users.get(random.nextInt(users.size())), List.of(), List.of(claim), false);
        }

        private Wish nothing() {
            return new Wish(
                    UUID.randomUUID(), accounts.get(random.nextInt(accounts.size())), List.of(), List.of(), true);
        }

        /** @param stale decides on a version that was overtaken */
        private @Nullable Answer attempt(Wish wish, boolean stale) {
            State state = state(wish.stream());
            if (stale) {
                if (state.version() < 0) {
                    return null;
                }
                state = new State(state.version() - 1, state.balance());
            }
            Append append = decide(wish, state);
            if (append == null) {
                return null;
            }
            long invoked = journal.tick();
            Answer answer;
            boolean now = false;
            try {
                RecordedCommand recorded = node.appender.append(append);
                now = true;
                answer = new Answer.Acknowledged(recorded.version(), recorded.position(), "");
                if (!wish.nothing()) {
                    long balance = state.balance()
                            + wish.changes().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum();
                    node.known.put(wish.stream(), new State(recorded.version(), balance));
                }
            } catch (CommandAlreadyRecorded duplicate) {
                RecordedCommand recorded = duplicate.recorded();
                answer = recorded.fingerprint().equals(wish.body())
                        ? new Answer.Acknowledged(recorded.version(), recorded.position(), "")
                        : new Answer.Refused(Answer.Refused.OTHER_BODY);
            } catch (ConcurrencyException conflict) {
                answer = new Answer.Refused("conflict");
            } catch (ClaimTaken taken) {
                answer = new Answer.Refused("claim-taken");
            } catch (OutcomeUnknown unknown) {
                answer = new Answer.Unknown(String.valueOf(unknown.getMessage()));
            } catch (HistoryUnreachable | HistoryBusy away) {
                answer = new Answer.Refused(Journal.UNREACHABLE);
            } catch (EventStoreException refused) {
                answer = new Answer.Defect(String.valueOf(refused.getMessage()));
            }
            journal.add(new Operation(
                    invoked,
                    journal.tick(),
                    wish.commandId(),
                    wish.body(),
                    wish.stream().toString(),
                    append.events().size(),
                    now && !wish.nothing() ? state.version() : null,
                    wish.changes().isEmpty()
                            ? null
                            : wish.changes().stream()
                                    .mapToLong(Integer::longValue)
                                    .sum(),
                    wish.claims(),
                    answer));
            return answer;
        }

        private State state(StreamName stream) {
            State known = node.known.get(stream);
            if (known != null && random.nextInt(2) == 0) {
                return known;
            }
            try (Connection connection = node.projectorPool.getConnection();
                    PreparedStatement query = connection.prepareStatement("SELECT version, payload"
                            + " FROM event_store.event WHERE stream_type = ? AND stream_id = ?"
                            + " ORDER BY version DESC LIMIT 1")) {
                query.setString(1, stream.type());
                query.setObject(2, stream.id());
                try (ResultSet row = query.executeQuery()) {
                    State state = State.NONE;
                    if (row.next()) {
                        JsonNode payload = JSON.readTree(row.getString(2));
                        state = new State(
                                row.getLong(1), payload.path("balanceAfter").asLong());
                    }
                    node.known.put(stream, state);
                    return state;
                }
            } catch (SQLException away) {
                return known == null ? State.NONE : known;
            }
        }
    }

    private static @Nullable Append decide(Wish wish, State state) {
        if (wish.nothing()) {
            return new Append(wish.commandId(), wish.body(), wish.stream(), null, List.of(), List.of());
        }
        List<NewEvent> events = new ArrayList<>();
        long version = state.version();
        long balance = state.balance();
        if (wish.changes().isEmpty()) {
            version++;
            events.add(event(wish.stream(), version, "accounts.profile-updated", "{}"));
        }
        for (int change : wish.changes()) {
            version++;
            balance += change;
            if (balance < 0) {
                return null;
            }
            events.add(event(
                    wish.stream(),
                    version,
                    change > 0 ? "credits.credits-awarded" : "credits.credits-spent",
                    "{\"userId\":\"%s\",\"transactionId\":\"%s\",\"amount\":%d,\"source\":\"proof\",\"balanceAfter\":%d}"
                            .formatted(wish.stream().id(), UUID.randomUUID(), Math.abs(change), balance)));
        }
        return new Append(
                wish.commandId(),
                wish.body(),
                wish.stream(),
                version,
                events,
                wish.claims().stream()
                        .map(claim -> new Append.ClaimedKey(
                                claim.key(),
                                claim.change() == ClaimChange.Change.RELEASE
                                        ? Claim.Action.RELEASE
                                        : Claim.Action.TAKE))
                        .toList());
    }

    private static NewEvent event(StreamName stream, long version, String type, String payload) {
        return new NewEvent(UUID.randomUUID(), stream, version, type, 1, Instant.now(), null, "{}", payload);
    }

    private static List<StreamName> streams(String type, int count) {
        List<StreamName> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            streams.add(new StreamName(type, UUID.randomUUID()));
        }
        return streams;
    }

    private HikariDataSource pool(String login, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(login);
        config.setPassword(database.password(login));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(1_000);
        config.setValidationTimeout(500);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("connectTimeout", "1");
        config.addDataSourceProperty("socketTimeout", "1");
        return new HikariDataSource(config);
    }

    @Override
    public void close() throws SQLException {
        faults.awaitDatabase();
        database.drop();
    }
}
