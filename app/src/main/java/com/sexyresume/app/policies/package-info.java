/**
 * Runs the policies of the command side behind the history: at least once each, with commands that take effect once.
 */
@NullMarked
package com.sexyresume.app.policies;

import org.jspecify.annotations.NullMarked;
