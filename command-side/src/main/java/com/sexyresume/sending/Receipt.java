package com.sexyresume.sending;

import com.sexyresume.deciding.StreamId;
import java.util.UUID;

/**
 * What is known once a command is durable; sending the same command again gives an equal receipt.
 *
 * @param commandId the command
 * @param stream the stream it was decided on
 * @param version the stream's version after the command, counted from 0; −1 for a stream without events
 * @param position the global position of the command's last event, or the history's last position before it when the
 *     command changed nothing
 */
public record Receipt(UUID commandId, StreamId stream, long version, long position) {}
