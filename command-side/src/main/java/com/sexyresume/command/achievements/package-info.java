/** Achievements: what users earn by what they do (T08, T26, F04, F05). */
@NullMarked
package com.sexyresume.command.achievements;

import org.jspecify.annotations.NullMarked;
