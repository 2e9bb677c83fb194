package com.sexyresume.app.history;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.Command;
import com.sexyresume.command.CommandRejected;
import com.sexyresume.command.CommandRequest;
import com.sexyresume.command.Commands;
import com.sexyresume.command.IdempotencyKeyReused;
import com.sexyresume.command.Receipt;
import com.sexyresume.command.StreamId;
import com.sexyresume.eventstore.CommandAlreadyRecorded;
import com.sexyresume.eventstore.Outcome;
import com.sexyresume.eventstore.RecordCommands;
import com.sexyresume.eventstore.RecordedCommand;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * Sends commands through Axon. The append is the check of the command's id: a command that was recorded before, on any
 * node, is answered as it was then.
 */
final class AxonCommands implements Commands {

    private final CommandGateway gateway;

    AxonCommands(CommandGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Receipt send(Command command, CommandRequest request) {
        try {
            Outcome outcome = gateway.sendAndWait(message(command, request));
            return receipt(outcome.recorded(), request);
        } catch (CommandAlreadyRecorded duplicate) {
            return receipt(duplicate.recorded(), request);
        }
    }

    private static GenericCommandMessage<Command> message(Command command, CommandRequest request) {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put(RecordCommands.COMMAND_ID, request.commandId().toString());
        metadata.put(RecordCommands.FINGERPRINT, request.fingerprint());
        metadata.put(RecordCommands.STREAM, command.stream().toString());
        metadata.put(RecordCommands.USER_ID, request.caller().toString());
        if (request.expectedVersion() != null) {
            metadata.put(AggregateShell.EXPECTED_VERSION, request.expectedVersion());
        }
        return new GenericCommandMessage<>(command, metadata);
    }

    private static Receipt receipt(RecordedCommand recorded, CommandRequest request) {
        if (!recorded.fingerprint().equals(request.fingerprint())) {
            throw new CommandRejected(new IdempotencyKeyReused());
        }
        return new Receipt(
                recorded.commandId(),
                new StreamId(recorded.streamType(), recorded.streamId()),
                recorded.version(),
                recorded.position());
    }
}
