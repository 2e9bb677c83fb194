/** Exports of résumés: asked for, paid for, rendered, kept for a day (T20, B10, B11, R01). */
@NullMarked
package com.sexyresume.command.exports;

import org.jspecify.annotations.NullMarked;
