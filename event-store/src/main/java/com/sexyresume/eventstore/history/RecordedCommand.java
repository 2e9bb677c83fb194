package com.sexyresume.eventstore.history;

import java.util.UUID;

/**
 * What a command came to, kept in the transaction of its events: the same command again is answered with it.
 *
 * @param commandId the command
 * @param fingerprint what was asked, as a keyed hash; the same id with another one is another request
 * @param streamType the type of the stream it was decided on
 * @param streamId the id within the type
 * @param version the stream's version after the command, counted from 0; −1 for a stream without events
 * @param position the global position of the command's last event, or the history's last position before it when it
 *     recorded none
 */
public record RecordedCommand(
        UUID commandId, String fingerprint, String streamType, UUID streamId, long version, long position) {}
