/** A command, the stream that decides it, and the decision or refusal that a rule makes of it. */
@NullMarked
package com.sexyresume.deciding;

import org.jspecify.annotations.NullMarked;
