/** Compliance: who may see what is not theirs (T30). */
@NullMarked
package com.sexyresume.command.compliance;

import org.jspecify.annotations.NullMarked;
