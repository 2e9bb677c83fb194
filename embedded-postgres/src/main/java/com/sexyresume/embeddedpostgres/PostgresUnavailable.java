package com.sexyresume.embeddedpostgres;

import org.jspecify.annotations.Nullable;

/** A server could not be unpacked, initialised, started or asked; the message carries what PostgreSQL itself said. */
public final class PostgresUnavailable extends EmbeddedPostgresFailure {

    private static final long serialVersionUID = 1L;

    PostgresUnavailable(String message) {
        super(message, null);
    }

    PostgresUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
