/** Cover letters: drafts that a user or an engine writes, until they are done (T21, T22, B16). */
@NullMarked
package com.sexyresume.command.letters;

import org.jspecify.annotations.NullMarked;
