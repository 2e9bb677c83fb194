/** Names of skills and words of job descriptions, in the ten largest languages. */
@NullMarked
package com.sexyresume.command.matching.words;

import org.jspecify.annotations.NullMarked;
