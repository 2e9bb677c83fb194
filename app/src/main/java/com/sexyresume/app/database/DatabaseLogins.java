package com.sexyresume.app.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** Runs {@code database/logins.sql}, the script that a user of their own PostgreSQL runs with psql. */
final class DatabaseLogins {

    private static final String SCRIPT = "database/logins.sql";

    private static final String MISSING = """
            SELECT 'there is no login ' || name
            FROM unnest(ARRAY ['migrator', 'appender', 'projector', 'query_login', 'admin_login', 'audit_login',
                               'rewrapper']) AS name
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = name AND r.rolcanlogin)
            UNION ALL
            SELECT m.login || ' may not take the role ' || m.role
            FROM (VALUES ('query_login', 'authenticated'), ('admin_login', 'admin_reader'), ('audit_login', 'auditor'))
                     AS m (login, role)
                     JOIN pg_catalog.pg_roles l ON l.rolname = m.login
                     JOIN pg_catalog.pg_roles r ON r.rolname = m.role
            WHERE NOT pg_has_role(l.oid, r.oid, 'MEMBER')
            UNION ALL
            SELECT 'query_login may still take the role ' || r.rolname
            FROM pg_catalog.pg_roles l,
                 pg_catalog.pg_roles r
            WHERE l.rolname = 'query_login'
              AND r.rolname IN ('admin_reader', 'auditor')
              AND pg_has_role(l.oid, r.oid, 'MEMBER')
            """;

    private DatabaseLogins() {}

    /** As a superuser connected to the database; any number of times. */
    static void create(Connection superuser, LoginPasswords passwords) throws SQLException {
        String script = script().replace(":'migrator_password'", literal(passwords.migrator()))
                .replace(":'appender_password'", literal(passwords.appender()))
                .replace(":'projector_password'", literal(passwords.projector()))
                .replace(":'query_password'", literal(passwords.query()))
                .replace(":'admin_password'", literal(passwords.admin()))
                .replace(":'audit_password'", literal(passwords.audit()))
                .replace(":'rewrap_password'", literal(passwords.rewrap()));
        try (Statement statement = superuser.createStatement()) {
            statement.execute(script);
        }
    }

    /**
     * Asks, as {@code migrator}, whether the script was run for this version; a database that does not answer is left
     * to whoever connects next.
     *
     * @throws LoginsMissing if it was not
     */
    static void check(String url, LoginPasswords passwords) {
        List<String> missing = new ArrayList<>();
        try (Connection migrator = DriverManager.getConnection(url, "migrator", passwords.migrator());
                PreparedStatement query = migrator.prepareStatement(MISSING);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                missing.add(row.getString(1));
            }
        } catch (SQLException away) {
            return;
        }
        if (!missing.isEmpty()) {
            throw LoginsMissing.inDatabase(missing);
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
