package com.sexyresume.embeddedpostgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** What it takes to connect to one database as one user. */
public record DatabaseLogin(String jdbcUrl, String user, String password) {

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + " at " + jdbcUrl;
    }
}
