package com.sexyresume.eventstore;

import com.sexyresume.eventstore.Appending.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of a {@link GroupCommit}: it appends one batch after the other on one connection.
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

    private final History history;
    private final DataSource pool;
    private final GroupCommit queue;

    // Of the platform: it must not wait for a carrier behind the callers that it wakes.
    private final Thread thread =
            Thread.ofPlatform().daemon().name("history-append").unstarted(this::run);

    private volatile @Nullable Connection connection;
    private long keptSince;

    AppendWriter(History history, DataSource pool, GroupCommit queue) {
        this.history = history;
        this.pool = pool;
        this.queue = queue;
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
        List<Appending> batch = List.of();
        try {
            for (batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                write(batch);
            }
        } catch (RuntimeException | Error defect) {
            log.error("The writer of the history failed", defect);
            batch.forEach(appending -> appending.answer(new Answer.Unknown(defect)));
            queue.replaceWriter();
        } finally {
            giveBack();
        }
    }

    /** Returns when everybody of the batch is answered or has withdrawn. */
    private void write(List<Appending> batch) {
        List<Appending> left = batch;
        int cutOffs = 0;
        for (long pauseMs = FIRST_RETRY_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_RETRY_MS)) {
            left = left.stream().filter(Appending::isAwaited).toList();
            if (left.isEmpty()) {
                return;
            }
            if (queue.isStopped()) {
                left.forEach(appending -> appending.answerFailure(true));
                return;
            }
            boolean mayPass;
            boolean divide;
            try {
                Connection current = connected();
                left = withoutOrphans(left.stream().filter(Appending::send).toList());
                if (left.isEmpty()) {
                    return;
                }
                send(current, left);
                return;
            } catch (Widowed found) {
                left.forEach(Appending::rolledBack);
                write(left.subList(0, found.refused + 1));
                write(left.subList(found.refused + 1, left.size()));
                return;
            } catch (NotConnected failed) {
                history.failed(failed.failure);
                left.forEach(appending -> appending.refused(failed.failure));
                divide = false;
                mayPass = Failures.mayPass(failed.failure) || left.stream().anyMatch(Appending::isCutOff);
            } catch (CutOff failed) {
                giveBack();
                left.forEach(appending -> appending.cutOff(failed.failure));
                // Once is an accident. Whatever breaks connections by itself must not keep the others from being
                // recorded.
                divide = !Commits.isLocal(failed.failure) && ++cutOffs > 1;
                mayPass = true;
            } catch (SQLException failed) {
                history.failed(failed);
                giveBack();
                left.forEach(appending -> appending.refused(failed));
                mayPass = Failures.mayPass(failed);
                divide = !mayPass || Failures.mayBeTooMuch(failed);
            } catch (RuntimeException defect) {
                // Nobody knows how far it came.
                log.error("A batch could not be appended", defect);
                giveBack();
                left.forEach(appending -> appending.cutOff(defect));
                mayPass = false;
                divide = true;
            }
            if (divide && left.size() > 1) {
                write(left.subList(0, left.size() / 2));
                write(left.subList(left.size() / 2, left.size()));
                return;
            }
            if (!mayPass) {
                left.forEach(appending -> appending.answerFailure(false));
                return;
            }
            pause(pauseMs);
        }
    }

    /**
     * Without those that were decided on what is not recorded, and is not here to be recorded with them. They are
     * answered so; everything before this batch is known by now.
     */
    private static List<Appending> withoutOrphans(List<Appending> batch) {
        Set<Appending> kept = new HashSet<>();
        List<Appending> rest = new ArrayList<>(batch.size());
        for (Appending appending : batch) {
            Appending predecessor = appending.predecessor();
            if (predecessor == null || predecessor.isAppended() || kept.contains(predecessor)) {
                kept.add(appending);
                rest.add(appending);
            } else {
                appending.abandon();
            }
        }
        return rest;
    }

    private void send(Connection current, List<Appending> batch) throws SQLException, Widowed {
        List<Append.Result> results;
        try {
            results = recorded(current, batch);
        } catch (SQLException failed) {
            throw Failures.isCutOff(failed) ? new CutOff(failed) : failed;
        }
        List<Answer> answers;
        try {
            answers = UnknownOutcomes.answers(history, current, batch, results);
        } catch (SQLException failed) {
            // It is recorded by now, and the next attempt finds it.
            throw new CutOff(failed);
        }
        for (int i = 0; i < batch.size(); i++) {
            Appending appending = batch.get(i);
            Appending predecessor = appending.predecessor();
            if (predecessor != null && predecessor.hasFailed() && isRefusal(answers.get(i))) {
                appending.abandon();
            } else {
                appending.answer(answers.get(i));
            }
        }
    }

    /** A refusal of what should not have been asked says nothing: a claim may be taken for a state that never was. */
    private static boolean isRefusal(Answer answer) {
        return answer instanceof Answer.Known(Append.Result result)
                && (result instanceof Append.Result.Conflict || result instanceof Append.Result.Taken);
    }

    /** One round trip and one commit; one round trip more if commands in the batch were decided on one another. */
    private List<Append.Result> recorded(Connection current, List<Appending> batch) throws SQLException, Widowed {
        List<Append> appends = batch.stream().map(Appending::append).toList();
        Map<Appending, Integer> places = new HashMap<>();
        boolean chained = false;
        for (int i = 0; i < batch.size(); i++) {
            chained |= places.containsKey(batch.get(i).predecessor());
            places.put(batch.get(i), i);
        }
        if (!chained) {
            return history.append(current, appends);
        }
        // The function takes each command for itself: another process may have recorded the version that a refused one
        // would have made, and then the one that was decided on it would fit.
        current.setAutoCommit(false);
        List<Append.Result> results = history.execute(current, appends);
        for (int i = 0; i < batch.size(); i++) {
            Integer decidedOn = places.get(batch.get(i).predecessor());
            if (decidedOn != null && isAppended(results.get(i)) && !isAppended(results.get(decidedOn))) {
                current.rollback();
                current.setAutoCommit(true);
                throw new Widowed(decidedOn);
            }
        }
        Commits.commit(current);
        current.setAutoCommit(true);
        history.raise(results);
        return results;
    }

    private static boolean isAppended(Append.Result result) {
        return result instanceof Append.Result.Appended;
    }

    private Connection connected() throws NotConnected {
        Connection kept = connection;
        if (kept != null && System.nanoTime() - keptSince < KEPT.toNanos()) {
            return kept;
        }
        giveBack();
        try {
            Connection fresh = pool.getConnection();
            connection = fresh;
            keptSince = System.nanoTime();
            return fresh;
        } catch (SQLException failed) {
            throw new NotConnected(failed);
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

    /** Nothing was sent. */
    private static final class NotConnected extends Exception {

        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        NotConnected(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** Nobody knows what became of what was sent. */
    private static final class CutOff extends SQLException {

        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        CutOff(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** A command was refused, and one that was decided on it was not: nothing was recorded. */
    private static final class Widowed extends Exception {

        private static final long serialVersionUID = 1L;

        private final int refused;

        Widowed(int refused) {
            super(null, null, false, false);
            this.refused = refused;
        }
    }
}
