/** What there is to earn, and what users have earned (T08, T26). */
@NullMarked
package com.sexyresume.query.achievements;

import org.jspecify.annotations.NullMarked;
