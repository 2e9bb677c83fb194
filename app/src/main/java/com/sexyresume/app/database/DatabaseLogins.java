package com.sexyresume.app.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.core.io.ClassPathResource;

/** Runs {@code database/logins.sql}, the script that a user of their own PostgreSQL runs with psql. */
final class DatabaseLogins {

    private static final String SCRIPT = "database/logins.sql";

    private DatabaseLogins() {}

    /** As a superuser connected to the database; any number of times. */
    static void create(Connection superuser, LoginPasswords passwords) throws SQLException {
        String script = script().replace(":'migrator_password'", literal(passwords.migrator()))
                .replace(":'appender_password'", literal(passwords.appender()))
                .replace(":'projector_password'", literal(passwords.projector()))
                .replace(":'query_password'", literal(passwords.query()));
        try (Statement statement = superuser.createStatement()) {
            statement.execute(script);
        }
    }

    private static String script() {
        try {
            return new ClassPathResource(SCRIPT).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new IllegalStateException(SCRIPT + " is not on the class path", failure);
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
