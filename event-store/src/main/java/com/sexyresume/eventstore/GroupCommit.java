package com.sexyresume.eventstore;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One writer appends what has queued in one round trip and one commit, in the order of arrival, while the callers wait
 * without a connection: there is never more than one batch under way.
 *
 * <p>The writer's thread starts with the first command and ends after a while without one, and gives its connection
 * back then.
 *
 * <p>When a connection breaks, nobody knows what became of the batch. The same is appended again, with the same ids,
 * before anybody is answered: what the first attempt recorded is a duplicate now, and if it comes late, then it is
 * refused as one. Only an answer that a late first attempt could still turn into a lie is an {@link OutcomeUnknown}. A
 * batch that fails as a whole for another reason is halved until the command that is to blame fails alone.
 *
 * <p>A caller that waits no longer (the deadline, an interrupt) withdraws its command: one that has not been sent is
 * never sent then, and of one that has, the outcome is unknown.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private static final long FIRST_RETRY_MS = 5;
    private static final long LONGEST_RETRY_MS = 200;

    /** How long the writer waits for another command before it ends. */
    private static final Duration IDLE = Duration.ofMillis(100);

    /** How long a connection is kept under load: its pool can renew it only when it is given back. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** How long the writer may take to notice that its connection was aborted. */
    private static final Duration ABORTING = Duration.ofSeconds(2);

    private static final int CHARS_PER_COMMAND = 200;
    private static final int CHARS_PER_EVENT = 200;

    private final History history;
    private final DataSource pool;
    private final Duration deadline;
    private final AppendLimits limits;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    // Guarded by the lock: a writer exists whenever somebody is queued.
    private final LinkedHashSet<Pending> queue = new LinkedHashSet<>();
    private long queuedChars;
    private @Nullable Writer writer;
    private boolean closed;

    private volatile boolean stopped;

    GroupCommit(History history, DataSource pool, Duration deadline, AppendLimits limits) {
        this.history = history;
        this.pool = pool;
        this.deadline = deadline;
        this.limits = limits;
    }

    /** As {@link History#append(Append)}. */
    RecordedCommand append(Append append) {
        Pending pending = new Pending(append, System.nanoTime() + deadline.toNanos());
        enqueue(pending);
        UUID commandId = append.commandId();
        return switch (await(pending)) {
            case Answer.Known(Append.Result.Appended(RecordedCommand command)) -> command;
            case Answer.Known(Append.Result.Duplicate(RecordedCommand command)) ->
                throw new CommandAlreadyRecorded(command);
            case Answer.Known(Append.Result.Conflict()) ->
                throw new ConcurrencyException("Stream " + append.stream() + " has moved on from what command "
                        + commandId + " was decided on");
            case Answer.Known(Append.Result.Taken(String kind)) -> throw new ClaimTaken(kind);
            case Answer.Failed(Throwable cause) ->
                throw new EventStoreException(
                        "Command " + commandId + " was not recorded: " + cause.getMessage(), cause);
            case Answer.Unreachable(Throwable cause) ->
                throw new HistoryUnreachable("Command " + commandId + " was not recorded", cause);
            case Answer.Unknown(Throwable cause) -> throw new OutcomeUnknown(commandId, cause);
        };
    }

    private void enqueue(Pending pending) {
        lock.lock();
        try {
            if (closed) {
                throw new HistoryUnreachable(
                        "Command " + pending.append.commandId() + " was not recorded: the history is closed", null);
            }
            if (queue.size() >= limits.queuedCommands()
                    || (!queue.isEmpty() && queuedChars + pending.chars > limits.queuedChars())) {
                throw new HistoryBusy(pending.append.commandId());
            }
            queue.add(pending);
            queuedChars += pending.chars;
            if (writer == null) {
                start();
            } else {
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        Writer next = new Writer();
        writer = next;
        next.thread.start();
    }

    private Answer await(Pending pending) {
        try {
            return pending.answer.get(pending.deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            log.debug("Command {} is not waited for any longer", pending.append.commandId());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("An answer is never an exception", impossible);
        }
        lock.lock();
        try {
            if (queue.remove(pending)) {
                queuedChars -= pending.chars;
            }
        } finally {
            lock.unlock();
        }
        return pending.withdraw();
    }

    /** How many wait to be taken by the writer. */
    int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no more commands, and appends those that are queued. Those that are not appended when the deadline is over
     * are {@link HistoryUnreachable}, or an {@link OutcomeUnknown} if they were sent.
     */
    @Override
    public void close() {
        Writer last;
        lock.lock();
        try {
            closed = true;
            last = writer;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
        if (last == null) {
            return;
        }
        try {
            if (last.thread.join(deadline)) {
                return;
            }
            stop(last);
            if (!last.thread.join(ABORTING)) {
                log.warn("The writer of the history is still waiting for the database");
            }
        } catch (InterruptedException interrupted) {
            stop(last);
            Thread.currentThread().interrupt();
        }
    }

    private void stop(Writer last) {
        stopped = true;
        List<Pending> rest;
        lock.lock();
        try {
            rest = List.copyOf(queue);
            queue.clear();
            queuedChars = 0;
        } finally {
            lock.unlock();
        }
        rest.forEach(pending -> pending.answer(new Answer.Unreachable(null)));
        last.abort();
    }

    /** What a caller is told. */
    private sealed interface Answer {

        record Known(Append.Result result) implements Answer {}

        /** Nothing was recorded, and the same would fail again. */
        record Failed(Throwable cause) implements Answer {}

        /** Nothing was recorded. */
        record Unreachable(@Nullable Throwable cause) implements Answer {}

        record Unknown(@Nullable Throwable cause) implements Answer {}
    }

    /** A command and the caller who waits for it. */
    private static final class Pending {

        private enum State {
            /** Not sent, or refused as a whole: nothing of it is recorded. */
            UNSENT,
            SENT,
            WITHDRAWN
        }

        final Append append;
        final long deadline;
        final long chars;
        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final AtomicReference<State> state = new AtomicReference<>(State.UNSENT);
        private volatile @Nullable Throwable failure;

        // Only the writer's: an attempt was cut off, and it may be recorded or may still be.
        private boolean cutOff;

        Pending(Append append, long deadline) {
            this.append = append;
            this.deadline = deadline;
            long counted = CHARS_PER_COMMAND;
            for (NewEvent event : append.events()) {
                counted += CHARS_PER_EVENT
                        + event.payload().length()
                        + event.metadata().length();
            }
            this.chars = counted;
        }

        boolean isAwaited() {
            return state.get() != State.WITHDRAWN;
        }

        /** Whether it may be sent now; if so, then it counts as sent. */
        boolean send() {
            return state.compareAndSet(State.UNSENT, State.SENT) || state.get() == State.SENT;
        }

        void cutOff(Throwable cause) {
            cutOff = true;
            failure = cause;
        }

        void refused(Throwable cause) {
            failure = cause;
            if (!cutOff) {
                state.compareAndSet(State.SENT, State.UNSENT);
            }
        }

        void answer(Answer known) {
            answer.complete(known);
        }

        /** When it cannot be tried again. */
        void answerFailure(boolean mayPass) {
            Throwable cause = failure;
            if (cutOff) {
                answer(new Answer.Unknown(cause));
            } else if (mayPass || cause == null) {
                answer(new Answer.Unreachable(cause));
            } else {
                answer(new Answer.Failed(cause));
            }
        }

        Answer withdraw() {
            State before = state.getAndSet(State.WITHDRAWN);
            if (answer.isDone()) {
                return answer.join();
            }
            return before == State.SENT ? new Answer.Unknown(failure) : new Answer.Unreachable(failure);
        }
    }

    private final class Writer {

        // Of the platform: it must not wait for a carrier behind the callers that it wakes.
        private final Thread thread =
                Thread.ofPlatform().daemon().name("history-append").unstarted(this::run);

        private volatile @Nullable Connection connection;
        private long keptSince;

        private void run() {
            List<Pending> batch = List.of();
            try {
                for (batch = take(); !batch.isEmpty(); batch = take()) {
                    write(batch);
                }
            } catch (RuntimeException | Error defect) {
                log.error("The writer of the history failed", defect);
                batch.forEach(pending -> pending.answer(new Answer.Unknown(defect)));
                replace();
            } finally {
                giveBack();
            }
        }

        private void replace() {
            lock.lock();
            try {
                writer = null;
                if (!queue.isEmpty()) {
                    start();
                }
            } finally {
                lock.unlock();
            }
        }

        /** What is queued, up to the limits; nothing when the writer has to end. */
        private List<Pending> take() {
            lock.lock();
            try {
                long leftNanos = IDLE.toNanos();
                while (queue.isEmpty()) {
                    if (closed || leftNanos <= 0) {
                        writer = null;
                        return List.of();
                    }
                    leftNanos = filled.awaitNanos(leftNanos);
                }
                List<Pending> batch = new ArrayList<>(Math.min(queue.size(), limits.batchCommands()));
                long chars = 0;
                Iterator<Pending> queued = queue.iterator();
                while (queued.hasNext() && batch.size() < limits.batchCommands()) {
                    Pending next = queued.next();
                    if (!batch.isEmpty() && chars + next.chars > limits.batchChars()) {
                        break;
                    }
                    queued.remove();
                    batch.add(next);
                    chars += next.chars;
                }
                queuedChars -= chars;
                return batch;
            } catch (InterruptedException stopping) {
                writer = null;
                return List.of();
            } finally {
                lock.unlock();
            }
        }

        /** Returns when everybody of the batch is answered or has withdrawn. */
        private void write(List<Pending> batch) {
            List<Pending> left = batch;
            int cutOffs = 0;
            for (long pauseMs = FIRST_RETRY_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_RETRY_MS)) {
                left = left.stream().filter(Pending::isAwaited).toList();
                if (left.isEmpty()) {
                    return;
                }
                if (stopped) {
                    left.forEach(pending -> pending.answerFailure(true));
                    return;
                }
                boolean mayPass;
                boolean divide;
                try {
                    Connection current = connected();
                    left = left.stream().filter(Pending::send).toList();
                    if (left.isEmpty()) {
                        return;
                    }
                    send(current, left);
                    return;
                } catch (NotConnected failed) {
                    left.forEach(pending -> pending.refused(failed.failure));
                    divide = false;
                    mayPass = Failures.mayPass(failed.failure) || left.stream().anyMatch(pending -> pending.cutOff);
                } catch (CutOff failed) {
                    giveBack();
                    left.forEach(pending -> pending.cutOff(failed.failure));
                    // Once is an accident. Whatever breaks connections by itself must not keep the others from being
                    // recorded.
                    divide = ++cutOffs > 1;
                    mayPass = true;
                } catch (SQLException failed) {
                    giveBack();
                    left.forEach(pending -> pending.refused(failed));
                    mayPass = Failures.mayPass(failed);
                    divide = !mayPass || Failures.mayBeTooMuch(failed);
                } catch (RuntimeException defect) {
                    // Nobody knows how far it came.
                    log.error("A batch could not be appended", defect);
                    giveBack();
                    left.forEach(pending -> pending.cutOff(defect));
                    mayPass = false;
                    divide = true;
                }
                if (divide && left.size() > 1) {
                    write(left.subList(0, left.size() / 2));
                    write(left.subList(left.size() / 2, left.size()));
                    return;
                }
                if (!mayPass) {
                    left.forEach(pending -> pending.answerFailure(false));
                    return;
                }
                pause(pauseMs);
            }
        }

        private void send(Connection current, List<Pending> batch) throws SQLException {
            List<Append.Result> results;
            try {
                results = history.append(
                        current, batch.stream().map(pending -> pending.append).toList());
            } catch (SQLException failed) {
                throw Failures.isCutOff(failed) ? new CutOff(failed) : failed;
            }
            List<Answer> answers;
            try {
                answers = answers(current, batch, results);
            } catch (SQLException failed) {
                // It is recorded by now, and the next attempt finds it.
                throw new CutOff(failed);
            }
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer(answers.get(i));
            }
        }

        private List<Answer> answers(Connection current, List<Pending> batch, List<Append.Result> results)
                throws SQLException {
            Map<UUID, UUID> commands = Map.of();
            if (batch.stream().anyMatch(pending -> pending.cutOff)) {
                commands = commandsOf(current, batch);
            }
            List<Answer> answers = new ArrayList<>(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                Pending pending = batch.get(i);
                Append.Result result = results.get(i);
                answers.add(
                        pending.cutOff ? afterCutOff(current, pending, result, commands) : new Answer.Known(result));
            }
            return answers;
        }

        /** What is true of a command whatever becomes of the attempt that was cut off. */
        private Answer afterCutOff(Connection current, Pending pending, Append.Result result, Map<UUID, UUID> commands)
                throws SQLException {
            return switch (result) {
                case Append.Result.Appended _ -> new Answer.Known(result);
                case Append.Result.Duplicate(RecordedCommand command) -> {
                    if (!isOwn(pending.append, command, commands)) {
                        yield new Answer.Known(result);
                    }
                    history.appended().raise(command.position());
                    history.committed().raise(command.position());
                    yield new Answer.Known(new Append.Result.Appended(command));
                }
                // A version never goes back, but one that is missing may come before the attempt arrives.
                case Append.Result.Conflict() ->
                    hasMovedOn(current, pending.append)
                            ? new Answer.Known(result)
                            : new Answer.Unknown(pending.failure);
                // A key may be given back before it arrives.
                case Append.Result.Taken _ -> new Answer.Unknown(pending.failure);
            };
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

        /** A database that does not answer any more must not hold up whoever closes. */
        private void abort() {
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
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException stopping) {
            log.debug("Stopping", stopping);
        }
    }

    /** The commands that recorded the first events of a batch. */
    private static Map<UUID, UUID> commandsOf(Connection connection, List<Pending> batch) throws SQLException {
        Array first = connection.createArrayOf(
                "uuid",
                batch.stream()
                        .filter(pending -> !pending.append.events().isEmpty())
                        .map(pending -> pending.append.events().getFirst().eventId())
                        .toArray());
        Map<UUID, UUID> commands = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT event_id, command_id FROM event_store.event WHERE event_id = ANY (?)")) {
            query.setArray(1, first);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    commands.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                }
            }
        }
        return commands;
    }

    /** Whether what is recorded is the attempt that was cut off, and not the same command handled elsewhere. */
    private static boolean isOwn(Append append, RecordedCommand command, Map<UUID, UUID> commands) {
        if (append.events().isEmpty()) {
            return command.fingerprint().equals(append.fingerprint())
                    && (append.version() == null || append.version() == command.version());
        }
        return append.commandId().equals(commands.get(append.events().getFirst().eventId()));
    }

    /** Whether a version that the command would make, or must not find, is there. */
    private static boolean hasMovedOn(Connection connection, Append append) throws SQLException {
        List<StreamName> streams =
                append.events().stream().map(NewEvent::stream).toList();
        List<Long> versions = append.events().stream().map(NewEvent::version).toList();
        if (append.events().isEmpty()) {
            Long decidedOn = append.version();
            if (decidedOn == null) {
                return false;
            }
            streams = List.of(append.stream());
            versions = List.of(decidedOn + 1);
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT EXISTS (SELECT FROM event_store.event"
                + " JOIN unnest(?, ?, ?) AS made (stream_type, stream_id, version)"
                + " USING (stream_type, stream_id, version))")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", streams.stream().map(StreamName::type).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", streams.stream().map(StreamName::id).toArray()));
            query.setArray(3, connection.createArrayOf("bigint", versions.toArray()));
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
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
}
