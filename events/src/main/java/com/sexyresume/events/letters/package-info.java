/** Cover letters: their drafts, and how engines write them (T21, T22, B16). */
@NullMarked
package com.sexyresume.events.letters;

import org.jspecify.annotations.NullMarked;
