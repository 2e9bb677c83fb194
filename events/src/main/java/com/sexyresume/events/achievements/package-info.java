/** What users earn by what they do (T08, T26). */
@NullMarked
package com.sexyresume.events.achievements;

import org.jspecify.annotations.NullMarked;
