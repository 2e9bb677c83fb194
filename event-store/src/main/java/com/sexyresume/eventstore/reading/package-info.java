/** The history as Axon reads it: events of a stream, and what is new for whoever follows. */
@NullMarked
package com.sexyresume.eventstore.reading;

import org.jspecify.annotations.NullMarked;
