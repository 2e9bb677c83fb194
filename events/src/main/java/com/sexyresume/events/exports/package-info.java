/** Files that résumés are exported as (T20). */
@NullMarked
package com.sexyresume.events.exports;

import org.jspecify.annotations.NullMarked;
