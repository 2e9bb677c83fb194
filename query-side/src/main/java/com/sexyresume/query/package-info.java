/**
 * The contexts of the query side, one package each, which do not know each other. They are built on {@code projections}
 * and {@code reading}; {@code query-side/README.md} follows an event to its row, and tells how rows are made again
 * while people read them.
 */
@NullMarked
package com.sexyresume.query;

import org.jspecify.annotations.NullMarked;
