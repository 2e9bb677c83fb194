package com.sexyresume.embeddedpostgres;

import org.jspecify.annotations.Nullable;

/** Docker was asked for and did not deliver; the message carries the command's own output. */
public final class DockerFailure extends EmbeddedPostgresFailure {

    private static final long serialVersionUID = 1L;

    DockerFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
