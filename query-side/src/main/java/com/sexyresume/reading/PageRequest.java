package com.sexyresume.reading;

import org.jspecify.annotations.Nullable;

/**
 * How much of a list is wanted, and after which row.
 *
 * @param limit 1 to {@value #MAX_LIMIT} rows
 * @param after the last row of the page before, or null for the first page
 */
public record PageRequest(int limit, @Nullable Cursor after) {

    public static final int MAX_LIMIT = 200;

    /** For {@code @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT)}. */
    public static final String DEFAULT_LIMIT = "50";

    /**
     * From the parameters {@code limit} and {@code cursor}.
     *
     * @param key the types of the cursor's parts
     * @throws InvalidParameter when the limit is out of bounds, or the cursor is not one that this list gave
     */
    public static PageRequest of(int limit, @Nullable String cursor, Class<?>... key) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidParameter("limit", "A page has 1 to " + MAX_LIMIT + " rows.");
        }
        return new PageRequest(limit, cursor == null ? null : Cursor.parse(cursor, key));
    }

    /** The limit for SQL: one row more, which tells whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }
}
