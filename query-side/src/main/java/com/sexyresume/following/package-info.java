/** How the history is followed: processors, where they stand, and what becomes of them when the database is away. */
@NullMarked
package com.sexyresume.following;

import org.jspecify.annotations.NullMarked;
