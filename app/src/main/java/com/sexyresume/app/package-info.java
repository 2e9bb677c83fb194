/** One process: wires the command side, the query side and the history together. */
@NullMarked
package com.sexyresume.app;

import org.jspecify.annotations.NullMarked;
