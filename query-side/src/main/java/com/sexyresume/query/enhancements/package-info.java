/** Enhancements and their suggestions (T03, T04). */
@NullMarked
package com.sexyresume.query.enhancements;

import org.jspecify.annotations.NullMarked;
