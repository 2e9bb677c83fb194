package com.sexyresume.embeddedpostgres;

import org.jspecify.annotations.Nullable;

/** Everything that this module refuses or fails at; the message says what to do, without a stack trace being read. */
public abstract sealed class EmbeddedPostgresFailure extends RuntimeException
        permits DataFolderInUse, PgVectorUnavailable, PostgresUnavailable, DockerFailure {

    private static final long serialVersionUID = 1L;

    EmbeddedPostgresFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
