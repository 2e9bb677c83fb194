package com.sexyresume.app.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which PostgreSQL is used, and how many connections each login keeps; the one that wraps keys anew keeps none.
 *
 * @param dataFolder the embedded PostgreSQL's folder; it exists once the application has run without another database
 * @param composeFile what is started when a Docker engine answers and neither a URL nor a data folder is there
 * @param passwords of the logins, for a PostgreSQL of one's own (spring.datasource.url); otherwise they are generated
 * @param connectionTimeoutMs how long a request waits for a connection before it is answered with 503
 */
@ConfigurationProperties("sexyresume.database")
record DatabaseProperties(
        @DefaultValue("data/postgresql") Path dataFolder,
        @DefaultValue("docker-compose.yml") Path composeFile,
        @Nullable LoginPasswords passwords,
        @DefaultValue("2000") long connectionTimeoutMs,
        @DefaultValue("8") int appenderConnections,
        @DefaultValue("12") int projectorConnections,
        @DefaultValue("8") int queryConnections,
        @DefaultValue("3") int adminConnections,
        @DefaultValue("3") int auditConnections) {}
