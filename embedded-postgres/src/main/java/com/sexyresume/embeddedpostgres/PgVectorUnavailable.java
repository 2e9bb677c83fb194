package com.sexyresume.embeddedpostgres;

import org.jspecify.annotations.Nullable;

/** pgvector is neither in the cache nor can it be built here; the message says why and which other ways there are. */
public final class PgVectorUnavailable extends EmbeddedPostgresFailure {

    private static final long serialVersionUID = 1L;

    private static final String OTHER_WAYS = """


            Any one of these helps:
              - set spring.datasource.url to a PostgreSQL 17 of your own that has pgvector;
              - install and start Docker: the compose file brings PostgreSQL with pgvector;
              - on a Debian-family machine with apt and network, install gcc and libc6-dev and start again (it is compiled once),
                or point the system property or environment variable SEXYRESUME_PGVECTOR at a folder with vector.so,
                vector.control and vector--0.8.0.sql built for PostgreSQL 17.""";

    PgVectorUnavailable(String why, @Nullable Throwable cause) {
        super(
                "pgvector " + PgVector.VERSION + " cannot be provided for the embedded PostgreSQL: " + why + OTHER_WAYS,
                cause);
    }
}
