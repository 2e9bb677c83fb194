package com.sexyresume.command;

/** A wish to change one stream. Commands are records named in the imperative; they carry no Axon types. */
public interface Command {

    /** The stream whose history decides, and in which the events are recorded. */
    StreamId stream();
}
