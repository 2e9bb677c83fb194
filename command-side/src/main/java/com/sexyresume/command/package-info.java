/**
 * What every context of the command side needs: a {@link com.sexyresume.command.Command}, the
 * {@link com.sexyresume.command.Decision} that a rule makes of it, and {@link com.sexyresume.command.Commands}, through
 * which it is sent. Contexts are packages below this one and do not know each other.
 */
@NullMarked
package com.sexyresume.command;

import org.jspecify.annotations.NullMarked;
