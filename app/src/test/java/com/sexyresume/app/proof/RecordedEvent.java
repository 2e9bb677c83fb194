package com.sexyresume.app.proof;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as the history holds it.
 *
 * @param credit what it does to a balance, if it is about credits
 */
record RecordedEvent(
        long position,
        UUID eventId,
        String stream,
        long version,
        UUID commandId,
        @Nullable Credit credit) {

    /**
     * @param change negative when credits were spent
     * @param balanceAfter as the event itself says
     */
    record Credit(long change, long balanceAfter) {}
}
