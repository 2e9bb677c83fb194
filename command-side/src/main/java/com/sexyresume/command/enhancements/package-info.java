/** Enhancements: what a résumé says, said better (T03, T04). */
@NullMarked
package com.sexyresume.command.enhancements;

import org.jspecify.annotations.NullMarked;
