package com.sexyresume.command;

/** Where commands are sent: each is decided on its stream's history and answered when the decision is durable. */
public interface Commands {

    /**
     * Sends a command and waits until it is durable.
     *
     * @throws CommandRejected when it is refused
     */
    Receipt send(Command command, CommandRequest request);

    /**
     * Sends a command that follows from an event and waits until it is durable.
     *
     * @throws CommandRejected when it is refused
     */
    Receipt send(Command command, Cause cause);
}
