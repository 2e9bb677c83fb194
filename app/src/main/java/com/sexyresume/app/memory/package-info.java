/** What the process does about its memory as a whole. */
@NullMarked
package com.sexyresume.app.memory;

import org.jspecify.annotations.NullMarked;
