/** Events whose rows could not be written, and what an administrator does with them. */
@NullMarked
package com.sexyresume.projections.parked;

import org.jspecify.annotations.NullMarked;
