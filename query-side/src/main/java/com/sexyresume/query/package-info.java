/**
 * What every context of the query side needs: the {@link com.sexyresume.query.Projector} that turns events into rows,
 * and how rows are read under row level security. Contexts are packages below this one and do not know each other.
 */
@NullMarked
package com.sexyresume.query;

import org.jspecify.annotations.NullMarked;
