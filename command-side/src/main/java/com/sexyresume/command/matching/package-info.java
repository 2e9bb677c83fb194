/** Matching: which job roles there are, and which of them fit a résumé (T05, T06, T27, B09). */
@NullMarked
package com.sexyresume.command.matching;

import org.jspecify.annotations.NullMarked;
