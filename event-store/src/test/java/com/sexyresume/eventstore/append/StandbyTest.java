package com.sexyresume.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sexyresume.embeddedpostgres.DatabaseLogin;
import com.sexyresume.embeddedpostgres.EmbeddedPostgres;
import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.AppendCall;
import com.sexyresume.eventstore.history.Appends;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.OutcomeUnknown;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.keys.KeyWrapping;
import com.sexyresume.eventstore.keys.MasterKey;
import com.sexyresume.eventstore.keys.MasterKeys;
import com.sexyresume.eventstore.keys.PostgresSubjectKeys;
import com.sexyresume.eventstore.keys.SubjectKeys;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Commits wait for a synchronous standby that is away, and their waits are cancelled: PostgreSQL answers that with
 * success and a warning, and nobody is told that something is recorded that a failover would lose.
 */
class StandbyTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private static EmbeddedPostgres server;
    private static HikariDataSource appender;
    private static HikariDataSource rewrapper;

    private History history;

    @BeforeAll
    static void open() throws SQLException {
        server = EmbeddedPostgres.throwaway(Map.of("synchronous_commit", "on"));
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.superuser(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE history");
        }
        HistoryDatabase.migrate(superuser());
        appender = pool("appender");
        rewrapper = pool("rewrapper");
    }

    private static HikariDataSource pool(String login) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl("history"));
        config.setUsername(login);
        config.setPassword(HistoryDatabase.PASSWORD);
        config.setMaximumPoolSize(8);
        AppendCall.DRIVER_PROPERTIES.forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    @BeforeEach
    void begin() {
        history = new History(appender, appender, LONG);
    }

    @AfterAll
    static void close() {
        appender.close();
        rewrapper.close();
        server.close();
    }

    @AfterEach
    void end() throws SQLException {
        standbyComesBack();
        history.close();
    }

    private static DatabaseLogin superuser() {
        return new DatabaseLogin(server.jdbcUrl("history"), server.superuser(), server.password());
    }

    /** From now on commits wait for somebody who is not there. */
    private static void standbyGoes() throws SQLException {
        execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        execute("SELECT pg_reload_conf()");
        await().atMost(LONG).until(() -> {
            CompletableFuture<Void> probe = inBackground(() -> {
                execute("SELECT pg_logical_emit_message(true, 'probe', '')");
                return null;
            });
            boolean waited = false;
            while (!probe.isDone()) {
                waited |= cancelWaits(server.superuser()) > 0;
            }
            return waited;
        });
    }

    /** Commits wait for nobody any more, which is as if the standby had taken in all that waits. */
    private static void standbyComesBack() throws SQLException {
        execute("ALTER SYSTEM SET synchronous_standby_names = ''");
        execute("SELECT pg_reload_conf()");
    }

    private static <T> CompletableFuture<T> inBackground(Callable<T> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(action.call());
            } catch (Exception failed) {
                result.completeExceptionally(failed);
            }
        });
        return result;
    }

    /** Cancels whatever waits for the standby; answers how many did. */
    private static int cancelWaits(String login) throws SQLException {
        return Integer.parseInt(string("SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity"
                + " WHERE wait_event = 'SyncRep' AND usename = '" + login + "'"));
    }

    private static void cancelAWait() {
        await().atMost(LONG).until(() -> cancelWaits("appender") + cancelWaits("rewrapper") > 0);
    }

    private static void execute(String statement) throws SQLException {
        try (Connection connection = superuser().connect();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    private static String string(String query) throws SQLException {
        try (Connection connection = superuser().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static long recorded(StreamName stream) throws SQLException {
        return Long.parseLong(string("SELECT count(*) FROM event_store.event WHERE stream_id = '" + stream.id() + "'"));
    }

    @Test
    void nobodyIsAnsweredBeforeTheStandbyHasIt() throws Exception {
        StreamName stream = Appends.newStream();
        Append append = Appends.onto(stream).events(2).build();
        standbyGoes();

        CompletableFuture<RecordedCommand> answer = inBackground(() -> history.append(append));
        for (int time = 0; time < 4; time++) {
            cancelAWait();
            assertThat(answer).isNotDone();
        }
        assertThat(recorded(stream)).as("what is committed here").isEqualTo(2);
        standbyComesBack();

        RecordedCommand command = answer.get(LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(command.version()).isEqualTo(1);
        assertThat(recorded(stream)).isEqualTo(2);
        assertThat(history.find(append.commandId())).contains(command);
    }

    @Test
    void whoeverFollowsInABatchIsNotAnsweredBeforeEither() throws Exception {
        try (Connection second = superuser().connect()) {
            second.setAutoCommit(false);
            Batch batch = waitingBatch(second);
            standbyGoes();
            second.rollback();

            CompletableFuture<RecordedCommand> answer = inBackground(batch.following()::await);
            for (int time = 0; time < 3; time++) {
                cancelAWait();
                assertThat(answer).isNotDone();
                assertThat(batch.leading().isAppended()).isFalse();
            }
            standbyComesBack();

            assertThat(answer.get(LONG.toSeconds(), TimeUnit.SECONDS).version()).isEqualTo(1);
            assertThat(batch.leading().await().version()).isZero();
            assertThat(recorded(batch.stream())).isEqualTo(2);
        }
    }

    private record Batch(StreamName stream, PendingAppend leading, PendingAppend following) {}

    /**
     * Two appends that were sent together, and wait for a head that the connection holds. PostgreSQL may give the head
     * to them before the connection, which had asked for it earlier: then it is tried again.
     */
    private Batch waitingBatch(Connection holder) throws Exception {
        while (true) {
            Batch batch = sent(holder);
            await().atMost(LONG)
                    .until(() -> waitingForHead() == 1 || batch.leading().isAppended());
            if (!batch.leading().isAppended()) {
                return batch;
            }
            holder.rollback();
        }
    }

    /** While an append before them waits, so that both are taken at once. */
    private Batch sent(Connection holder) throws Exception {
        StreamName stream = Appends.newStream();
        try (Connection first = superuser().connect()) {
            first.setAutoCommit(false);
            lockHead(first);
            CompletableFuture<RecordedCommand> before = inBackground(() ->
                    history.append(Appends.onto(Appends.newStream()).events(1).build()));
            await().atMost(LONG).until(() -> waitingForHead() == 1);
            CompletableFuture<Void> turn = inBackground(() -> {
                lockHead(holder);
                return null;
            });
            await().atMost(LONG).until(() -> waitingForHead() == 2);
            PendingAppend leading =
                    history.enqueue(Appends.onto(stream).events(1).build(), null);
            PendingAppend following =
                    history.enqueue(Appends.onto(stream).at(0).events(1).build(), leading);
            first.rollback();
            before.get(LONG.toSeconds(), TimeUnit.SECONDS);
            turn.get(LONG.toSeconds(), TimeUnit.SECONDS);
            return new Batch(stream, leading, following);
        }
    }

    @Test
    void whatIsFoundAgainIsAnsweredWhenTheStandbyHasIt() throws Exception {
        Append append = Appends.onto(Appends.newStream()).events(1).build();
        RecordedCommand command = history.append(append);
        standbyGoes();

        var found = inBackground(() -> history.find(append.commandId()));
        cancelAWait();
        assertThatThrownBy(() -> found.get(LONG.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(OutcomeUnknown.class);
        var standing = inBackground(() -> history.standing(append.commandId(), append.stream()));
        cancelAWait();
        assertThatThrownBy(() -> standing.get(LONG.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(OutcomeUnknown.class);
        assertThat(history.find(UUID.randomUUID())).as("waits for nothing").isEmpty();

        standbyComesBack();
        assertThat(history.find(append.commandId())).contains(command);
    }

    @Test
    void aKeyIsMadeReplacedAndWrappedAnewWhenTheStandbyHasIt() throws Exception {
        MasterKey before = key("", 1);
        PostgresSubjectKeys keys = new PostgresSubjectKeys(appender, MasterKeys.only(before), 10);
        MasterKeys both = new MasterKeys(key("2027", 2), List.of(before));
        PostgresSubjectKeys later = new PostgresSubjectKeys(appender, both, 10);
        KeyWrapping wrapping = new KeyWrapping(rewrapper, appender, both);
        UUID subject = UUID.randomUUID();
        standbyGoes();

        isUnreachable(() -> keys.toWrite(subject));
        assertThat(keys.known(subject)).as("what is in memory").isNull();
        SubjectKeys.SubjectKey made = keys.toWrite(subject);
        isUnreachable(() -> keys.replace(subject));
        isUnreachable(() -> wrapping.rewrap(10));
        isUnreachable(wrapping::wrappedByEpoch);

        standbyComesBack();
        wrapping.confirm(10);
        assertThat(wrapping.wrappedByEpoch()).containsEntry(before.id(), 0L);
        assertThat(later.toRead(subject, made.id())).isEqualTo(made);
    }

    private static void isUnreachable(Callable<?> action) {
        CompletableFuture<?> answer = inBackground(action);
        cancelAWait();
        assertThatThrownBy(() -> answer.get(LONG.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(HistoryUnreachable.class);
    }

    private static MasterKey key(String epoch, int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return MasterKey.fromConfiguration(epoch, Base64.getEncoder().encodeToString(key));
    }

    private static void lockHead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT FROM event_store.head FOR UPDATE");
        }
    }

    private static long waitingForHead() throws SQLException {
        return Long.parseLong(string("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"));
    }
}
