/** Credits: what a user may spend (T25). */
@NullMarked
package com.sexyresume.command.credits;

import org.jspecify.annotations.NullMarked;
