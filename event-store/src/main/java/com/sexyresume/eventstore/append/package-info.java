/**
 * The queue and its one writer: commands that arrive together are appended in one commit, and each caller learns what
 * became of its own.
 */
@NullMarked
package com.sexyresume.eventstore.append;

import org.jspecify.annotations.NullMarked;
