package com.sexyresume.app.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Closes a session that may not write (SQLSTATE 25006), as if it were broken: it would stay so after its database may
 * be written again, and its pool would keep it for half an hour.
 */
final class ReadOnlySessions implements SQLExceptionOverride {

    private static final String READ_ONLY = "25006";

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return READ_ONLY.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
