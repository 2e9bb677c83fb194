/** Keeps the history: the PostgreSQL storage engine for Axon. It knows no context. */
@NullMarked
package com.sexyresume.eventstore;

import org.jspecify.annotations.NullMarked;
