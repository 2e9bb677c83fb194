/** Commands on their way: each is decided on the state that the one before it leaves, and recorded once. */
@NullMarked
package com.sexyresume.eventstore.pipeline;

import org.jspecify.annotations.NullMarked;
