/** Wires Axon to the history: storage engine, command bus, serializers and keys. */
@NullMarked
package com.sexyresume.app.history;

import org.jspecify.annotations.NullMarked;
