/**
 * How events become rows: a {@link com.sexyresume.projections.Projector} for each group of tables, in batches, and what
 * is parked when one fails.
 */
@NullMarked
package com.sexyresume.projections;

import org.jspecify.annotations.NullMarked;
