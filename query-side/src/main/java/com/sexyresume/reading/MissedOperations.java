package com.sexyresume.reading;

import com.sexyresume.events.UserId;
import java.util.List;
import java.util.UUID;

/**
 * Tells, from the stream and never from a projection, what a caller missed who named a stale version in
 * {@code If-Match}: it becomes the member {@code missed} of the 412.
 */
public interface MissedOperations {

    /**
     * What was recorded after the version, in order; empty when the stream is not the caller's to read, or of a type
     * whose version says enough.
     *
     * @param caller the token's {@code sub}
     * @param version the version that the caller had seen, counted from 0
     */
    List<?> since(UserId caller, String streamType, UUID stream, long version);
}
