package com.sexyresume.app.database;

import com.sexyresume.embeddedpostgres.DockerCompose;
import com.sexyresume.embeddedpostgres.DockerEngine;
import com.sexyresume.embeddedpostgres.EmbeddedPostgres;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL of this process, chosen in this order: the one that {@code spring.datasource.url} names; an embedded
 * data folder that exists, because installing Docker must not swap someone's history for an empty one; Docker, when an
 * engine answers; otherwise embedded. One log line says which and why.
 */
final class Database implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final String NAME = "sexyresume";

    private final String url;
    private final LoginPasswords passwords;
    private final @Nullable EmbeddedPostgres embedded;

    private Database(String url, LoginPasswords passwords, @Nullable EmbeddedPostgres embedded) {
        this.url = url;
        this.passwords = passwords;
        this.embedded = embedded;
    }

    static Database choose(@Nullable String configuredUrl, DatabaseProperties properties) {
        if (configuredUrl != null) {
            log.info("PostgreSQL: {}, because spring.datasource.url names it", withoutParameters(configuredUrl));
            LoginPasswords passwords = properties.passwords();
            if (passwords == null) {
                throw LoginsMissing.passwords(List.of("sexyresume.database.passwords.*"));
            }
            return new Database(configuredUrl, passwords, null);
        }
        if (Files.exists(properties.dataFolder())) {
            return embedded(properties, "the data folder exists");
        }
        if (Files.exists(properties.composeFile()) && DockerEngine.answers()) {
            return docker(properties);
        }
        return embedded(properties, "no URL is configured and no Docker engine answers");
    }

    private static Database embedded(DatabaseProperties properties, String why) {
        log.info("PostgreSQL: embedded in {}, because {}", properties.dataFolder(), why);
        EmbeddedPostgres embedded = EmbeddedPostgres.durable(properties.dataFolder());
        try {
            return prepared(embedded.jdbcUrl("postgres"), embedded.jdbcUrl(NAME), embedded.password(), embedded);
        } catch (RuntimeException failure) {
            embedded.close();
            throw failure;
        }
    }

    private static Database docker(DatabaseProperties properties) {
        log.info(
                "PostgreSQL: the service postgres of {}, because a Docker engine answers and there is no data folder {}",
                properties.composeFile(),
                properties.dataFolder());
        String password = ComposePassword.of(properties.composeFile(), System.getenv());
        DockerCompose.up(properties.composeFile(), "postgres");
        String server = "jdbc:postgresql://127.0.0.1:54329/";
        return prepared(server + "postgres", server + NAME, password, null);
    }

    private static Database prepared(
            String maintenanceUrl, String url, String superuserPassword, @Nullable EmbeddedPostgres embedded) {
        LoginPasswords passwords = LoginPasswords.derivedFrom(superuserPassword);
        try {
            try (Connection connection = DriverManager.getConnection(maintenanceUrl, "postgres", superuserPassword);
                    Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(
                            "SELECT FROM pg_catalog.pg_database WHERE datname = '" + NAME + "'")) {
                if (!found.next()) {
                    statement.execute("CREATE DATABASE " + NAME);
                }
            }
            try (Connection connection = DriverManager.getConnection(url, "postgres", superuserPassword)) {
                DatabaseLogins.create(connection, passwords);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("PostgreSQL was started but could not be prepared", failure);
        }
        return new Database(url, passwords, embedded);
    }

    private static String withoutParameters(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    String url() {
        return url;
    }

    LoginPasswords passwords() {
        return passwords;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
