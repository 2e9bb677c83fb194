package com.sexyresume.app.web;

import com.sexyresume.command.StreamId;
import com.sexyresume.events.UserId;
import java.util.List;

/**
 * Tells, from the stream and never from a projection, what a caller missed who named a stale version in
 * {@code If-Match}: it becomes the member {@code missed} of the 412.
 */
public interface MissedOperations {

    /**
     * What was recorded after the version, in order; empty when the stream is not the caller's to read.
     *
     * @param caller the token's {@code sub}
     * @param version the version that the caller had seen, counted from 0
     */
    List<?> since(UserId caller, StreamId stream, long version);
}
