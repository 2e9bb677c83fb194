/** Requests to improve what a résumé says, and what became of each suggestion (T03, T04). */
@NullMarked
package com.sexyresume.events.enhancements;

import org.jspecify.annotations.NullMarked;
