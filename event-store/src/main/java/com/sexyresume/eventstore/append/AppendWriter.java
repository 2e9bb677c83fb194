package com.sexyresume.eventstore.append;

import com.sexyresume.eventstore.append.PendingAppend.Answer;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.AppendCall;
import com.sexyresume.eventstore.history.Commits;
import com.sexyresume.eventstore.history.HistoryReads;
import com.sexyresume.eventstore.history.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of the history: it appends one batch after the other on one connection.
 *
 * <p>When the connection breaks, or the wait for a standby is cancelled, nobody knows what becomes of the batch. The
 * same is appended again, with the same ids, before anybody is answered: {@link UnknownOutcomes}. A batch that fails as
 * a whole for another reason is halved until the command that is to blame fails alone.
 *
 * <p>A command that was decided on what another one leaves is sent with that one or after it has been recorded, and is
 * not recorded without it.
 */
final class AppendWriter {

    private static final Logger log = LoggerFactory.getLogger(AppendWriter.class);

    private static final long FIRST_RETRY_MS = 5;
    private static final long LONGEST_RETRY_MS = 200;

    /** How long a connection is kept under load: its pool can renew it only when it is given back. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** Where the writer's work comes from. */
    interface Batches {

        /** What is queued, up to the limits; nothing when the writer has to end. */
        List<PendingAppend> take();

        /** Whether nothing is tried again any more. */
        boolean isStopped();

        /** For a writer that ends by a defect: another one takes its place if somebody is queued. */
        void replaceWriter();
    }

    private final HistoryReads history;
    private final AppendProbe probe;
    private final DataSource pool;
    private final Batches batches;

    // Of the platform: it must not wait for a carrier behind the callers that it wakes.
    private final Thread thread =
            Thread.ofPlatform().daemon().name("history-append").unstarted(this::run);

    private volatile @Nullable Connection connection;
    private long keptSince;

    AppendWriter(HistoryReads history, AppendProbe probe, DataSource pool, Batches batches) {
        this.history = history;
        this.probe = probe;
        this.pool = pool;
        this.batches = batches;
    }

    void start() {
        thread.start();
    }

    boolean join(Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }

    /** A database that does not answer any more must not hold up whoever closes. */
    void abort() {
        thread.interrupt();
        Connection kept = connection;
        if (kept != null) {
            try {
                kept.abort(Runnable::run);
            } catch (SQLException broken) {
                log.debug("The connection that appends was broken already", broken);
            }
        }
    }

    private void run() {
        List<PendingAppend> batch = List.of();
        try {
            for (batch = batches.take(); !batch.isEmpty(); batch = batches.take()) {
                write(batch);
            }
        } catch (RuntimeException | Error defect) {
            log.error("The writer of the history failed", defect);
            batch.forEach(appending -> appending.answer(new Answer.Unknown(defect)));
            batches.replaceWriter();
        } finally {
            giveBack();
        }
    }

    /** What became of a batch. */
    private sealed interface Sent {

        /** Everybody is answered. */
        record Answered() implements Sent {}

        /** Nothing was sent. */
        record NotConnected(SQLException cause) implements Sent {}

        /** Nobody knows what became of it. */
        record CutOff(SQLException cause) implements Sent {}

        /** Nothing of it is recorded, because of the database or of one of the commands. */
        record Refused(SQLException cause) implements Sent {}

        /** A command was refused, and one that was decided on it was not: nothing is recorded. */
        record OrphanAt(int refused) implements Sent {}

        /** Nobody knows how far it came. */
        record Defect(RuntimeException cause) implements Sent {}
    }

    /** Returns when everybody of the batch is answered or has withdrawn. */
    private void write(List<PendingAppend> batch) {
        List<PendingAppend> rest = batch;
        int cutOffs = 0;
        for (long pauseMs = FIRST_RETRY_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_RETRY_MS)) {
            rest = rest.stream().filter(PendingAppend::isAwaited).toList();
            if (rest.isEmpty()) {
                return;
            }
            if (batches.isStopped()) {
                rest.forEach(pending -> pending.answerFailure(true));
                return;
            }
            Sent unconnected = connect();
            if (unconnected == null) {
                rest = withoutOrphans(rest.stream().filter(PendingAppend::send).toList());
                if (rest.isEmpty()) {
                    return;
                }
            }
            boolean mayPass = true;
            int divideAt = 0;
            switch (unconnected == null ? send(rest) : unconnected) {
                case Sent.Answered() -> {
                    return;
                }
                case Sent.OrphanAt(int refused) -> {
                    rest.forEach(PendingAppend::rolledBack);
                    divideAt = refused + 1;
                }
                case Sent.NotConnected(SQLException cause) -> {
                    rest.forEach(pending -> pending.refused(cause));
                    mayPass = SqlFailures.mayPass(cause) || rest.stream().anyMatch(PendingAppend::isCutOff);
                }
                case Sent.CutOff(SQLException cause) -> {
                    rest.forEach(pending -> pending.cutOff(cause));
                    // Once is an accident. Whatever breaks connections by itself must not keep the others from being
                    // recorded.
                    boolean again = !Commits.isLocal(cause) && ++cutOffs > 1;
                    divideAt = again ? rest.size() / 2 : 0;
                }
                case Sent.Refused(SQLException cause) -> {
                    rest.forEach(pending -> pending.refused(cause));
                    mayPass = SqlFailures.mayPass(cause);
                    divideAt = !mayPass || SqlFailures.mayBeTooMuch(cause) ? rest.size() / 2 : 0;
                }
                case Sent.Defect(RuntimeException cause) -> {
                    rest.forEach(pending -> pending.cutOff(cause));
                    mayPass = false;
                    divideAt = rest.size() / 2;
                }
            }
            if (divideAt > 0) {
                write(rest.subList(0, divideAt));
                write(rest.subList(divideAt, rest.size()));
                return;
            }
            if (!mayPass) {
                rest.forEach(pending -> pending.answerFailure(false));
                return;
            }
            pause(pauseMs);
        }
    }

    private Sent send(List<PendingAppend> batch) {
        Connection current = Objects.requireNonNull(connection);
        Sent sent;
        try {
            sent = send(current, batch);
        } catch (SQLException failed) {
            sent = SqlFailures.isCutOff(failed) ? new Sent.CutOff(failed) : new Sent.Refused(failed);
            probe.failed(failed);
        } catch (RuntimeException defect) {
            log.error("A batch could not be appended", defect);
            sent = new Sent.Defect(defect);
        }
        if (!(sent instanceof Sent.Answered || sent instanceof Sent.OrphanAt)) {
            giveBack();
        }
        return sent;
    }

    /** One round trip and one commit; one round trip more if commands in the batch were decided on one another. */
    private Sent send(Connection current, List<PendingAppend> batch) throws SQLException {
        List<Append> appends = batch.stream().map(PendingAppend::append).toList();
        Map<PendingAppend, Integer> places = new HashMap<>();
        boolean chained = false;
        for (int i = 0; i < batch.size(); i++) {
            chained |= places.containsKey(batch.get(i).predecessor());
            places.put(batch.get(i), i);
        }
        if (!chained) {
            return answer(current, batch, AppendCall.execute(current, appends));
        }
        // The function takes each command for itself: another process may have recorded the version that a refused one
        // would have made, and then the one that was decided on it would fit.
        current.setAutoCommit(false);
        List<Append.Result> results = AppendCall.execute(current, appends);
        for (int i = 0; i < batch.size(); i++) {
            Integer decidedOn = places.get(batch.get(i).predecessor());
            if (decidedOn != null && isAppended(results.get(i)) && !isAppended(results.get(decidedOn))) {
                current.rollback();
                current.setAutoCommit(true);
                return new Sent.OrphanAt(decidedOn);
            }
        }
        Commits.commit(current);
        current.setAutoCommit(true);
        return answer(current, batch, results);
    }

    private static boolean isAppended(Append.Result result) {
        return result instanceof Append.Result.Appended;
    }

    /** Answers a batch that is recorded; if that fails, then the next attempt finds what is recorded. */
    private Sent answer(Connection current, List<PendingAppend> batch, List<Append.Result> results) {
        if (results.stream().anyMatch(AppendWriter::isAppended)) {
            history.raise(results);
            probe.succeeded();
        }
        List<Answer> answers;
        try {
            answers = UnknownOutcomes.answers(current, batch, results);
        } catch (SQLException failed) {
            return new Sent.CutOff(failed);
        }
        if (batch.stream().anyMatch(PendingAppend::isCutOff)) {
            history.raise(known(answers));
        }
        for (int i = 0; i < batch.size(); i++) {
            PendingAppend pending = batch.get(i);
            PendingAppend predecessor = pending.predecessor();
            if (predecessor != null && predecessor.hasFailed() && isRefusal(answers.get(i))) {
                pending.abandon();
            } else {
                pending.answer(answers.get(i));
            }
        }
        return new Sent.Answered();
    }

    private static List<Append.Result> known(List<Answer> answers) {
        List<Append.Result> known = new ArrayList<>();
        for (Answer answer : answers) {
            if (answer instanceof Answer.Known(Append.Result result)) {
                known.add(result);
            }
        }
        return known;
    }

    /** A refusal of what should not have been asked says nothing: a claim may be taken for a state that never was. */
    private static boolean isRefusal(Answer answer) {
        return answer instanceof Answer.Known(Append.Result result)
                && (result instanceof Append.Result.Conflict || result instanceof Append.Result.Taken);
    }

    /**
     * Without those that were decided on what is not recorded, and is not here to be recorded with them. They are
     * answered so; everything before this batch is known by now.
     */
    private static List<PendingAppend> withoutOrphans(List<PendingAppend> batch) {
        Set<PendingAppend> kept = new HashSet<>();
        List<PendingAppend> rest = new ArrayList<>(batch.size());
        for (PendingAppend appending : batch) {
            PendingAppend predecessor = appending.predecessor();
            if (predecessor == null || predecessor.isAppended() || kept.contains(predecessor)) {
                kept.add(appending);
                rest.add(appending);
            } else {
                appending.abandon();
            }
        }
        return rest;
    }

    /** Connects, or says why not. */
    private @Nullable Sent connect() {
        if (connection != null && System.nanoTime() - keptSince < KEPT.toNanos()) {
            return null;
        }
        giveBack();
        try {
            connection = pool.getConnection();
            keptSince = System.nanoTime();
            return null;
        } catch (SQLException failed) {
            probe.failed(failed);
            return new Sent.NotConnected(failed);
        } catch (RuntimeException defect) {
            log.error("The pool gave no connection", defect);
            return new Sent.Defect(defect);
        }
    }

    private void giveBack() {
        Connection kept = connection;
        connection = null;
        if (kept != null) {
            try {
                kept.close();
            } catch (SQLException broken) {
                log.debug("The connection that appends was broken", broken);
            }
        }
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException stopping) {
            log.debug("Stopping", stopping);
        }
    }
}
