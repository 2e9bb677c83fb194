package com.sexyresume.sending;

import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.VersionRequired;
import com.sexyresume.events.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a command, and how it is told from every other. A controller receives one as an argument.
 *
 * @param caller the token's {@code sub}
 * @param service whether the token's {@code role} is {@code service_role}
 * @param commandId the same for the same {@code Idempotency-Key}, operation and caller (UUIDv5); drawn at random
 *     (UUIDv7) when the caller sent no key
 * @param fingerprint a keyed hash, in hex, of what was asked: the same id with another fingerprint is refused
 * @param ifMatch the versions in {@code If-Match}, or null when there was none
 */
public record CommandRequest(
        UserId caller,
        boolean service,
        UUID commandId,
        String fingerprint,
        @Nullable IfMatch ifMatch) {

    /**
     * This request, when it names the version it is about: an edit of a state that others may edit too needs one.
     *
     * @throws CommandRejected with {@link VersionRequired} when there was no {@code If-Match}
     */
    public CommandRequest withVersion() {
        if (ifMatch == null) {
            throw new CommandRejected(new VersionRequired());
        }
        return this;
    }

    /** This request, when {@code If-Match} was about something that the command itself does not change. */
    public CommandRequest withoutVersion() {
        return new CommandRequest(caller, service, commandId, fingerprint, null);
    }

    /** An id for a thing that this command creates: the same again when the command is sent again. */
    public UUID newId() {
        return newId("");
    }

    /** As {@link #newId()}, for one of several things of one command. */
    public UUID newId(String which) {
        return UuidV5.of(commandId, "new:" + which);
    }
}
