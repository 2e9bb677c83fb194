/**
 * What every context of the query side needs: the {@link com.sexyresume.query.Projector} that turns events into rows,
 * and how rows are read under row level security. Contexts are packages below this one and do not know each other.
 *
 * <p>{@code query-side/README.md} follows an event to its row, and tells how rows are made again while people read
 * them.
 */
@NullMarked
package com.sexyresume.query;

import org.jspecify.annotations.NullMarked;
