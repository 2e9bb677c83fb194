package com.sexyresume.eventstore.append;

import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.ClaimTaken;
import com.sexyresume.eventstore.history.CommandAlreadyRecorded;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.NewEvent;
import com.sexyresume.eventstore.history.OutcomeUnknown;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.SubjectErased;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command on its way into the history, and the caller who waits for it. It is answered once: by the writer, or by its
 * caller who waits no longer.
 *
 * <p>One that was decided on the state that another one leaves is only ever recorded if that one is.
 */
public final class PendingAppend {

    private static final Logger log = LoggerFactory.getLogger(PendingAppend.class);

    private static final int CHARS_PER_COMMAND = 200;
    private static final int CHARS_PER_EVENT = 200;

    /** What a caller is told. */
    sealed interface Answer {

        record Known(Append.Result result) implements Answer {}

        /** What it was decided on was not recorded, and it was not sent. */
        record Abandoned() implements Answer {}

        /** Nothing was recorded, and the same would fail again. */
        record Failed(Throwable cause) implements Answer {}

        /** Nothing was recorded. */
        record Unreachable(@Nullable Throwable cause) implements Answer {}

        record Unknown(@Nullable Throwable cause) implements Answer {}
    }

    private enum State {
        /** Not sent, or refused as a whole: nothing of it is recorded. */
        UNSENT,
        SENT,
        WITHDRAWN
    }

    private final Consumer<PendingAppend> onWithdraw;
    private final Append append;
    private final long deadline;
    private final long chars;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.UNSENT);
    private volatile @Nullable Throwable failure;

    // Forgotten with the answer, so that a stream that is never idle does not keep all of its past.
    private volatile @Nullable PendingAppend predecessor;

    // Only the writer's: an attempt was cut off, and it may be recorded or may still be.
    private boolean cutOff;

    /**
     * @param predecessor the command that left the state that this one was decided on, unless that state is durable
     * @param onWithdraw told when the caller waits no longer
     */
    PendingAppend(
            Append append, @Nullable PendingAppend predecessor, long deadline, Consumer<PendingAppend> onWithdraw) {
        this.onWithdraw = onWithdraw;
        this.append = append;
        this.predecessor = predecessor == null || predecessor.isAppended() ? null : predecessor;
        this.deadline = deadline;
        long counted = CHARS_PER_COMMAND;
        for (NewEvent event : append.events()) {
            counted += CHARS_PER_EVENT
                    + event.payload().length()
                    + event.metadata().length();
        }
        this.chars = counted;
    }

    Append append() {
        return append;
    }

    long chars() {
        return chars;
    }

    @Nullable
    PendingAppend predecessor() {
        return predecessor;
    }

    /** Whether it is known to be recorded. */
    public boolean isAppended() {
        return answer.isDone() && answer.join() instanceof Answer.Known(Append.Result.Appended _);
    }

    /** Whether it is known not to be recorded, or whether nobody knows. */
    public boolean hasFailed() {
        return answer.isDone() ? !isAppended() : !isAwaited();
    }

    /**
     * Waits for the answer, as {@link History#append(Append)} does. Only the command's own caller may: a wait that ends
     * too early withdraws the command.
     */
    public RecordedCommand await() {
        UUID commandId = append.commandId();
        return switch (answer()) {
            case Answer.Known(Append.Result.Appended(RecordedCommand command)) -> command;
            case Answer.Known(Append.Result.Duplicate(RecordedCommand command)) ->
                throw new CommandAlreadyRecorded(command);
            case Answer.Known(Append.Result.Conflict()) ->
                throw new ConcurrencyException("Stream " + append.stream() + " has moved on from what command "
                        + commandId + " was decided on");
            case Answer.Known(Append.Result.Taken(String kind)) -> throw new ClaimTaken(kind);
            case Answer.Known(Append.Result.Erased(UUID subject)) -> throw new SubjectErased(subject);
            case Answer.Abandoned() -> throw new DecidedOnVoidState(commandId);
            case Answer.Failed(Throwable cause) ->
                throw new EventStoreException(
                        "Command " + commandId + " was not recorded: " + cause.getMessage(), cause);
            case Answer.Unreachable(Throwable cause) ->
                throw new HistoryUnreachable("Command " + commandId + " was not recorded", cause);
            case Answer.Unknown(Throwable cause) -> throw new OutcomeUnknown(commandId, cause);
        };
    }

    private Answer answer() {
        try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            log.debug("Command {} is not waited for any longer", append.commandId());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("An answer is never an exception", impossible);
        }
        onWithdraw.accept(this);
        Answer withdrawn = withdraw();
        answer.complete(withdrawn);
        return withdrawn;
    }

    private Answer withdraw() {
        State before = state.getAndSet(State.WITHDRAWN);
        if (answer.isDone()) {
            return answer.join();
        }
        return before == State.SENT ? new Answer.Unknown(failure) : new Answer.Unreachable(failure);
    }

    /** Waits until it is known whether it is recorded, at most until its deadline: whoever depends on it may. */
    public boolean awaitAppended() throws InterruptedException {
        try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                    instanceof Answer.Known(Append.Result.Appended _);
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("An answer is never an exception", impossible);
        }
    }

    boolean isAwaited() {
        return state.get() != State.WITHDRAWN;
    }

    /** Whether it may be sent now; if so, then it counts as sent. */
    boolean send() {
        return state.compareAndSet(State.UNSENT, State.SENT) || state.get() == State.SENT;
    }

    boolean isCutOff() {
        return cutOff;
    }

    @Nullable
    Throwable failure() {
        return failure;
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

    /** What was sent is certainly not recorded. */
    void rolledBack() {
        if (!cutOff) {
            state.compareAndSet(State.SENT, State.UNSENT);
        }
    }

    void answer(Answer known) {
        answer.complete(known);
        predecessor = null;
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

    /** When what it was decided on is not recorded: it is not sent, or not again. */
    void abandon() {
        answer(cutOff ? new Answer.Unknown(failure) : new Answer.Abandoned());
    }
}
