/** How a command is sent, by a request or by a policy, and what its sender is told. */
@NullMarked
package com.sexyresume.sending;

import org.jspecify.annotations.NullMarked;
