/** The contenders that the history is compared with: Axon's own engines, and plain inserts. */
@NullMarked
package com.sexyresume.benchmarks.stock;

import org.jspecify.annotations.NullMarked;
