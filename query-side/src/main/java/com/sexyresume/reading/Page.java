package com.sexyresume.reading;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list in the order of a key, and where the next part begins. Rows that come or go between two parts move
 * none of the others: nothing is shown twice or skipped.
 *
 * @param next send it as {@code cursor} to go on; null at the end
 */
public record Page<T>(
        List<T> items,

        @Schema(description = "Send it as `cursor` for the next page; null at the end") @Nullable
        String next) {

    /**
     * A page of rows that were read with {@link PageRequest#fetch()} as their limit.
     *
     * @param key the cursor that a row is, the same columns as in {@code ORDER BY}
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<? super T, Cursor> key) {
        if (rows.size() <= request.limit()) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> items = List.copyOf(rows.subList(0, request.limit()));
        return new Page<>(items, key.apply(items.getLast()).text());
    }

    /** The same page, each item shown otherwise. */
    public <R> Page<R> map(Function<? super T, ? extends R> show) {
        return new Page<>(items.stream().<R>map(show).toList(), next);
    }
}
