package com.sexyresume.app.database;

import java.util.List;

/** The database lacks logins or rights that this version needs, or their passwords are not configured. */
final class LoginsMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String SCRIPT =
            "database/logins.sql (event-store/src/main/resources, or in the application's jar)";

    private final String action;

    private LoginsMissing(String message, String action) {
        super(message);
        this.action = action;
    }

    /** @param properties that are not set */
    static LoginsMissing passwords(List<String> properties) {
        return new LoginsMissing(
                "spring.datasource.url names a PostgreSQL of your own, and these passwords of its logins are not set: "
                        + String.join(", ", properties),
                "Set them to what " + SCRIPT
                        + " was run with. If it was run for an earlier version, run it again with all"
                        + " passwords that it names: docs/own-postgresql.md.");
    }

    /** @param what in words: logins that there are not, rights that are too many */
    static LoginsMissing inDatabase(List<String> what) {
        return new LoginsMissing(
                "The database is not prepared for this version: " + String.join("; ", what),
                "Run " + SCRIPT + " again, as a superuser, in this database. It may be run any number of times, and"
                        + " changes nothing of the data: docs/own-postgresql.md.");
    }

    String action() {
        return action;
    }
}
