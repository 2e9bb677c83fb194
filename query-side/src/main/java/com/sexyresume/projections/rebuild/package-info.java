/** Tables made again from the history beside the living ones, compared with them row by row, and put in their place. */
@NullMarked
package com.sexyresume.projections.rebuild;

import org.jspecify.annotations.NullMarked;
