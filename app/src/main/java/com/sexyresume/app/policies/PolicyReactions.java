package com.sexyresume.app.policies;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.Happened;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.UnknownEvent;
import com.sexyresume.eventstore.history.HistoryBusy;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.SubjectErased;
import com.sexyresume.eventstore.keys.MasterKeyMissing;
import com.sexyresume.eventstore.pipeline.RecordCommands;
import com.sexyresume.sending.Cause;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import com.sexyresume.sending.Receipt;
import com.sexyresume.sending.UuidV5;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/**
 * Lets a policy react to an event outside any unit of work, so that its commands are durable when they are answered.
 * What it cannot do is parked; what the history cannot take at this moment is thrown, to be tried again.
 */
final class PolicyReactions implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PolicyReactions.class);

    private static final int DEEPEST_CAUSE = 20;

    private final Commands commands;
    private final PolicyTables tables;
    private final PolicyProperties properties;
    /** Of the platform's: reactions render and compare, and would keep requests, whose threads are virtual, waiting. */
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("policy-", 0).factory());

    private volatile boolean ending;

    PolicyReactions(Commands commands, PolicyTables tables, PolicyProperties properties) {
        this.commands = commands;
        this.tables = tables;
        this.properties = properties;
    }

    /** From now on failures are the events' own. */
    void begin() {
        ending = false;
    }

    /** From now on a failure may be the process's that stops, and nothing is parked for it: its event comes again. */
    void end() {
        ending = true;
    }

    /** Which of a policy's two methods is called. */
    enum Occasion {
        EVENT,
        REMINDER
    }

    /**
     * Reacts, and parks what fails for good. What only the state of this process can be to blame for is thrown.
     *
     * @return whether the reaction came to its end
     * @throws InterruptedException when this process stops; the event comes again
     */
    boolean react(Policy<?> policy, DomainEventMessage<?> message, long position, Occasion occasion)
            throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                attempt(policy, message, position, occasion);
                return true;
            } catch (CommandRejected refused) {
                park(policy, position, occasion, refused.rejection().code(), attempt);
                return false;
            } catch (SubjectErased _) {
                // Nothing is done for someone who asked to be forgotten.
                return true;
            } catch (RuntimeException | Error failed) {
                if (ending || mayPass(failed)) {
                    throw failed;
                }
                if (failed instanceof OutOfMemoryError ends) {
                    // It says nothing about the event, and the process is to end.
                    log.error("{} is out of memory", policy.name(), ends);
                    throw ends;
                }
                if (attempt >= properties.attempts()) {
                    log.warn(
                            "{} failed {} times on the event at position {} and is parked: {}",
                            policy.name(),
                            attempt,
                            position,
                            failed.getClass().getName());
                    park(policy, position, occasion, failed.getClass().getName(), attempt);
                    return false;
                }
                LockSupport.parkNanos(properties.retryAfter().toNanos() << (attempt - 1));
            }
        }
    }

    private <E extends DomainEvent> void attempt(
            Policy<E> policy, DomainEventMessage<?> message, long position, Occasion occasion)
            throws InterruptedException {
        Happened<E> happened = happened(message, position);
        Commanding reaction =
                new Commanding(policy.name(), happened.eventId(), correlation(message), position, occasion);
        var running = threads.submit(() -> {
            switch (occasion) {
                case EVENT -> policy.react(happened, reaction);
                case REMINDER -> policy.due(happened, reaction);
            }
        });
        try {
            running.get();
        } catch (InterruptedException stopping) {
            reaction.withdrawn = true;
            running.cancel(true);
            throw stopping;
        } catch (ExecutionException failed) {
            switch (Objects.requireNonNullElse(failed.getCause(), failed)) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                default -> throw new IllegalStateException(failed);
            }
        }
    }

    @SuppressWarnings("unchecked") // the message was chosen by the classes that the policy follows
    private static <E extends DomainEvent> Happened<E> happened(DomainEventMessage<?> message, long position) {
        return new Happened<>(
                position,
                UUID.fromString(message.getIdentifier()),
                StreamId.parse(message.getAggregateIdentifier()),
                message.getSequenceNumber(),
                message.getTimestamp(),
                (E) message.getPayload());
    }

    private static UUID correlation(DomainEventMessage<?> message) {
        for (String key : new String[] {RecordCommands.CORRELATION_ID, RecordCommands.COMMAND_ID}) {
            if (message.getMetaData().get(key) instanceof String id) {
                return UUID.fromString(id);
            }
        }
        return UUID.fromString(message.getIdentifier());
    }

    private void park(Policy<?> policy, long position, Occasion occasion, String cause, int attempts) {
        tables.park(policy.name(), position, occasion == Occasion.REMINDER, cause, attempts);
    }

    /** Whatever a policy has made of it. */
    private static boolean mayPass(Throwable failed) {
        Throwable cause = failed;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (isOfTheDatabase(cause) || isOfThisProcess(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOfTheDatabase(Throwable cause) {
        return cause instanceof HistoryUnreachable
                || cause instanceof HistoryBusy
                || cause instanceof ConcurrencyException
                || cause instanceof TransientDataAccessException
                || cause instanceof DataAccessResourceFailureException;
    }

    /**
     * It starts or stops, lacks a key that it was not given, or is of an older version than another one that records
     * already what it cannot read.
     */
    private static boolean isOfThisProcess(Throwable cause) {
        return cause instanceof NoHandlerForCommandException
                || cause instanceof RejectedExecutionException
                || cause instanceof MasterKeyMissing
                || cause instanceof UnknownEvent;
    }

    @Override
    public void close() {
        end();
        threads.shutdownNow();
    }

    private final class Commanding implements Reaction {

        private final String policy;
        private final UUID event;
        private final UUID correlation;
        private final long position;
        private final Occasion occasion;

        /** Its thread is interrupted: what it makes of that has not happened, and the event comes again. */
        private volatile boolean withdrawn;

        Commanding(String policy, UUID event, UUID correlation, long position, Occasion occasion) {
            this.policy = policy;
            this.event = event;
            this.correlation = correlation;
            this.position = position;
            this.occasion = occasion;
        }

        @Override
        public Receipt send(String label, Command command) {
            mustNotBeWithdrawn();
            UUID id = UuidV5.of(event, "policy:" + policy + ":" + occasion + ":" + label);
            return commands.send(command, new Cause(id, event, correlation));
        }

        @Override
        public void remind(Instant due) {
            mustNotBeWithdrawn();
            tables.remind(policy, position, due);
        }

        private void mustNotBeWithdrawn() {
            if (withdrawn || threads.isShutdown()) {
                throw new IllegalStateException("This process stops");
            }
        }
    }
}
