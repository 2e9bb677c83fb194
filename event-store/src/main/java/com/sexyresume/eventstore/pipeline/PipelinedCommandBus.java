package com.sexyresume.eventstore.pipeline;

import com.sexyresume.eventstore.append.DecidedOnVoidState;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.append.PendingAppend;
import com.sexyresume.eventstore.history.CommandAlreadyRecorded;
import com.sexyresume.eventstore.history.HistoryReads;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.keys.ClaimKey;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Answers a command when the state that it was decided on is durable, and decides it again while that turns out not to
 * be the stream's state: because a command before it failed, or because another process was faster. Nobody is refused
 * for somebody else's failure.
 *
 * <p>Results are {@link Outcome}s: {@link RecordCommands} is registered. A refusal, which is any exception that is not
 * one of an append, is answered only after looking whether the same command had succeeded; then it is a
 * {@link CommandAlreadyRecorded}.
 */
public final class PipelinedCommandBus extends SimpleCommandBus {

    private static final long LONGEST_PAUSE_MS = 20;

    private final History history;

    /** For commands whose handlers need no transaction. */
    public PipelinedCommandBus(History history, ClaimKey claimKey) {
        this(SimpleCommandBus.builder(), history, claimKey);
    }

    /** The same with monitors, spans and whatever else a command bus is built with. */
    public PipelinedCommandBus(SimpleCommandBus.Builder builder, History history, ClaimKey claimKey) {
        super(builder);
        this.history = history;
        registerHandlerInterceptor(new RecordCommands(history, claimKey));
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        CommandAttempt attempt = new CommandAttempt();
        long deadline = System.nanoTime() + history.deadline().toNanos();
        for (int attempts = 1; ; attempts++) {
            attempt.slot = null;
            Answered<C, R> answered = new Answered<>();
            ScopedValue.where(CommandAttempt.CURRENT, attempt).run(() -> super.handle(command, handler, answered));
            CommandResultMessage<R> result = settled(command, attempt, answered.result());
            if (!isToBeDecidedAgain(result) || System.nanoTime() >= deadline) {
                callback.onResult(command, result);
                return;
            }
            if (result.exceptionResult() instanceof DecidedOnVoidState) {
                continue;
            }
            // Another process was faster, and may be again.
            attempt.distrustsMemory = true;
            pause(attempts);
        }
    }

    private static boolean isToBeDecidedAgain(CommandResultMessage<?> result) {
        return result.isExceptional() && result.exceptionResult() instanceof ConcurrencyException;
    }

    private static void pause(int attempts) {
        try {
            TimeUnit.MICROSECONDS.sleep(
                    ThreadLocalRandom.current().nextLong(1_000 * Math.min(attempts, LONGEST_PAUSE_MS)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The result, once it is known whether what it was decided on is the stream's state. */
    private <R> CommandResultMessage<R> settled(
            CommandMessage<?> command, CommandAttempt attempt, CommandResultMessage<R> result) {
        PipelineSlot<?> slot = attempt.slot;
        if (!result.isExceptional() || slot == null || slot.isEnqueued()) {
            return result;
        }
        UUID commandId = UUID.fromString(String.valueOf(command.getMetaData().get(RecordCommands.COMMAND_ID)));
        try {
            RuntimeException other = otherThanRefused(commandId, attempt, slot);
            return other == null ? result : GenericCommandResultMessage.asCommandResultMessage(other);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return GenericCommandResultMessage.asCommandResultMessage(
                    new HistoryUnreachable("Command " + commandId + " was interrupted", interrupted));
        } catch (RuntimeException failed) {
            return GenericCommandResultMessage.asCommandResultMessage(failed);
        }
    }

    /** Why a refusal does not hold; null if it does. */
    private @Nullable RuntimeException otherThanRefused(UUID commandId, CommandAttempt attempt, PipelineSlot<?> slot)
            throws InterruptedException {
        PendingAppend predecessor = slot.predecessor();
        if (predecessor != null && !predecessor.awaitAppended()) {
            return new DecidedOnVoidState(commandId);
        }
        HistoryReads.Standing standing = history.standing(commandId, StreamName.parse(slot.stream()));
        if (standing.recorded().isPresent()) {
            return new CommandAlreadyRecorded(standing.recorded().get());
        }
        // A state that was read for it, or made durable after it came, was the stream's while it was here. One that was
        // in memory may be what the stream was before another process changed it.
        if (slot.isFromMemory() && standing.version() != slot.version()) {
            attempt.distrustsMemory = true;
            return new DecidedOnVoidState(commandId);
        }
        return null;
    }

    /** The result of one attempt, which comes on the same thread. */
    private static final class Answered<C, R> implements CommandCallback<C, R> {

        private @Nullable CommandResultMessage<? extends R> result;

        @Override
        public void onResult(CommandMessage<? extends C> command, CommandResultMessage<? extends R> result) {
            this.result = result;
        }

        @SuppressWarnings("unchecked") // a message is read only
        CommandResultMessage<R> result() {
            if (result == null) {
                throw new IllegalStateException("A command was handled without a result");
            }
            return (CommandResultMessage<R>) result;
        }
    }
}
