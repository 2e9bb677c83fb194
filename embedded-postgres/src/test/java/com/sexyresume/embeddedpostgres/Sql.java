package com.sexyresume.embeddedpostgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements on a server of a test, each on a connection of its own. */
final class Sql {

    private Sql() {}

    static DatabaseLogin login(EmbeddedPostgres postgres) {
        return new DatabaseLogin(postgres.jdbcUrl("postgres"), postgres.superuser(), postgres.password());
    }

    static void execute(DatabaseLogin login, String... statements) {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    static List<String> strings(DatabaseLogin login, String query) throws SQLException {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    static boolean accepts(DatabaseLogin login) {
        try (Connection connection = DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password())) {
            return connection.isValid(1);
        } catch (SQLException refused) {
            return false;
        }
    }
}
