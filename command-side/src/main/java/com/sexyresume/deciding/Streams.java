package com.sexyresume.deciding;

import com.sexyresume.events.Id;
import com.sexyresume.events.UserId;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Streams as they are recorded at this moment: no projection's lag, and whose one is can be asked before it is read.
 */
public interface Streams {

    /**
     * The user whose request began the stream, at the cost of one small row, whatever the stream holds.
     *
     * @return empty when there is no such stream, or no user began it
     */
    Optional<UserId> begunBy(StreamId stream);

    /**
     * The first state of a stream that is enough, read from the latest snapshot that is no later than the version.
     *
     * @param version counted from 0; no event behind it is read
     * @return the state at the version, or at the stream's end, when none was enough before
     */
    <S> S read(StreamType<S, ?, ?> type, StreamId stream, long version, Predicate<S> enough);

    /** The state of a stream now; the type's initial state when there is no such stream. */
    default <S> S read(StreamType<S, ?, ?> type, StreamId stream) {
        return read(type, stream, Long.MAX_VALUE, state -> false);
    }

    /** The state of the type's stream of an id. */
    default <S> S read(StreamType<S, ?, ?> type, Id id) {
        return read(type, type.of(id));
    }
}
