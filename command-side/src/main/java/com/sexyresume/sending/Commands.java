package com.sexyresume.sending;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.events.Claim;
import java.util.List;

/** Where commands are sent: each is decided on its stream's history and answered when the decision is durable. */
public interface Commands {

    /**
     * Sends a command and waits until it is durable.
     *
     * @throws CommandRejected when it is refused
     */
    Receipt send(Command command, CommandRequest request);

    /**
     * The same, with claims that are taken together with the events that it leads to, if any.
     *
     * @throws CommandRejected when it is refused
     */
    Receipt send(Command command, CommandRequest request, List<Claim> claims);

    /**
     * Sends a command that follows from an event and waits until it is durable.
     *
     * @throws CommandRejected when it is refused
     */
    Receipt send(Command command, Cause cause);
}
