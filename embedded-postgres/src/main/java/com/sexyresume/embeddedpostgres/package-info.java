/**
 * A real PostgreSQL with pgvector for a machine that has none: {@link com.sexyresume.embeddedpostgres.EmbeddedPostgres}
 * runs the application's own durable cluster, {@link com.sexyresume.embeddedpostgres.TestDatabases} hands isolated
 * databases to tests. Linux on amd64 and arm64, loopback only.
 */
@NullMarked
package com.sexyresume.embeddedpostgres;

import org.jspecify.annotations.NullMarked;
