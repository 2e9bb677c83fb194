package com.sexyresume.events;

import java.util.UUID;

/** A typed identifier: a record with the single component {@code value}, written in JSON as that UUID's text alone. */
public interface Id {

    UUID value();
}
