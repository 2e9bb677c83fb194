package com.sexyresume.deciding;

import com.sexyresume.events.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Streams whose states a test says; all others are empty. */
public final class GivenStreams implements Streams {

    private final Map<StreamId, Supplier<?>> states = new HashMap<>();

    public GivenStreams with(StreamId stream, Supplier<?> state) {
        states.put(stream, state);
        return this;
    }

    @Override
    public Optional<UserId> begunBy(StreamId stream) {
        return Optional.empty();
    }

    @Override
    @SuppressWarnings("unchecked") // what the test has said
    public <S> S read(StreamType<S, ?, ?> type, StreamId stream, long version, Predicate<S> enough) {
        Supplier<?> state = states.get(stream);
        return state == null ? type.initial() : (S) state.get();
    }
}
