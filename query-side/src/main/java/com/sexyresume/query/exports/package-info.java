/** A user's exports (T20). */
@NullMarked
package com.sexyresume.query.exports;

import org.jspecify.annotations.NullMarked;
