package com.sexyresume.projections;

import com.sexyresume.events.DomainEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An event as the history keeps it: with the place and the time that a projector may write into rows.
 *
 * @param position the global position: dense, in commit order
 * @param eventId the event's own id
 * @param streamId the id within the stream's type
 * @param version the stream's version that this event made, counted from 0
 * @param time when it was decided, UTC
 * @param event the fact
 */
public record Recorded<E extends DomainEvent>(
        long position, UUID eventId, UUID streamId, long version, Instant time, E event) {

    /** Those of a batch whose event is of that type, in their order. */
    @SuppressWarnings("unchecked") // each one's event was looked at
    public static <E extends DomainEvent> List<Recorded<E>> only(Class<E> type, List<? extends Recorded<?>> batch) {
        return (List<Recorded<E>>) (List<?>) batch.stream()
                .filter(recorded -> type.isInstance(recorded.event()))
                .toList();
    }

    /**
     * One column of a batch as the texts of its values, for {@code unnest(:column::type[])}: a batch becomes one
     * statement however many rows it has.
     */
    public static <R> @Nullable String[] column(List<R> rows, Function<? super R, ? extends @Nullable Object> value) {
        @Nullable String[] column = new @Nullable String[rows.size()];
        for (int row = 0; row < column.length; row++) {
            Object cell = value.apply(rows.get(row));
            column[row] = cell == null ? null : cell.toString();
        }
        return column;
    }
}
