package com.sexyresume.app.history;

import com.sexyresume.deciding.AccountErased;
import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.IdempotencyKeyReused;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.Claim;
import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.history.ClaimTaken;
import com.sexyresume.eventstore.history.CommandAlreadyRecorded;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.SubjectErased;
import com.sexyresume.eventstore.pipeline.Outcome;
import com.sexyresume.eventstore.pipeline.RecordCommands;
import com.sexyresume.sending.Cause;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Receipt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * Sends commands through Axon. The append is the check of the command's id: a command that was recorded before, on any
 * node, is answered as it was then.
 */
final class AxonCommands implements Commands {

    /**
     * In place of a fingerprint: the ids of policies say all. A later version of a policy may word the same command
     * differently, and the first one counts.
     */
    private static final String BY_POLICY = "policy";

    private final CommandGateway gateway;

    AxonCommands(CommandGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Receipt send(Command command, CommandRequest request) {
        return send(command, request, List.of());
    }

    @Override
    public Receipt send(Command command, CommandRequest request, List<Claim> claims) {
        try {
            return send(message(command, request, claims), request.fingerprint());
        } catch (SubjectErased erased) {
            throw new CommandRejected(new AccountErased(new UserId(erased.subject())));
        }
    }

    @Override
    public Receipt send(Command command, Cause cause) {
        return send(message(command, cause), BY_POLICY);
    }

    private Receipt send(GenericCommandMessage<Command> message, String fingerprint) {
        try {
            Outcome outcome = gateway.sendAndWait(message);
            return receipt(outcome.recorded(), fingerprint);
        } catch (CommandAlreadyRecorded duplicate) {
            return receipt(duplicate.recorded(), fingerprint);
        } catch (ClaimTaken taken) {
            Rejection refusal = message.getPayload().whenTaken(taken.kind());
            throw refusal == null ? taken : new CommandRejected(refusal, taken);
        }
    }

    private static GenericCommandMessage<Command> message(Command command, CommandRequest request, List<Claim> claims) {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put(RecordCommands.COMMAND_ID, request.commandId().toString());
        metadata.put(RecordCommands.FINGERPRINT, request.fingerprint());
        metadata.put(RecordCommands.STREAM, command.stream().toString());
        metadata.put(RecordCommands.USER_ID, request.caller().toString());
        if (request.ifMatch() != null) {
            metadata.put(StreamRoot.IF_MATCH, request.ifMatch());
        }
        if (!claims.isEmpty()) {
            metadata.put(StreamRoot.CLAIMS, claims);
        }
        return new GenericCommandMessage<>(command, metadata);
    }

    private static GenericCommandMessage<Command> message(Command command, Cause cause) {
        return new GenericCommandMessage<>(
                command,
                Map.of(
                        RecordCommands.COMMAND_ID, cause.commandId().toString(),
                        RecordCommands.FINGERPRINT, BY_POLICY,
                        RecordCommands.STREAM, command.stream().toString(),
                        RecordCommands.CAUSATION_ID, cause.eventId().toString(),
                        RecordCommands.CORRELATION_ID, cause.correlationId().toString()));
    }

    private static Receipt receipt(RecordedCommand recorded, String fingerprint) {
        if (!recorded.fingerprint().equals(fingerprint)) {
            throw new CommandRejected(new IdempotencyKeyReused());
        }
        return new Receipt(
                recorded.commandId(),
                new StreamId(recorded.streamType(), recorded.streamId()),
                recorded.version(),
                recorded.position());
    }
}
