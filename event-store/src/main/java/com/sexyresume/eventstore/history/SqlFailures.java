package com.sexyresume.eventstore.history;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/** What an SQL failure says about the statement that met it, read from its SQLSTATE (PostgreSQL, appendix A). */
public final class SqlFailures {

    private SqlFailures() {}

    /**
     * The connection broke, or the server ended the session, so nobody knows whether the statement was committed: 08
     * (connection), 57P01 to 57P05 (operator intervention).
     */
    public static boolean isCutOff(SQLException failure) {
        String state = state(failure);
        return state.isEmpty() || state.startsWith("08") || state.startsWith("57P");
    }

    /**
     * It was not committed, but the same may succeed soon: also 53 (resources, such as a full disk), 25006 (a standby
     * that is being promoted), 40 (serialization, deadlock), 55P03 (lock), 57014 (time-out).
     */
    public static boolean mayPass(SQLException failure) {
        String state = state(failure);
        return isCutOff(failure)
                || failure instanceof SQLTransientException
                || state.startsWith("53")
                || state.startsWith("40")
                || state.equals("25006")
                || state.equals("55P03")
                || state.equals("57014");
    }

    /** The database answers and does not write, whatever it is given: 53 (resources, such as a full disk), 25006. */
    public static boolean isRefusedWrite(SQLException failure) {
        return state(failure).startsWith("53") || state(failure).equals("25006");
    }

    /** Less of the same at once may succeed: 53200 (memory), 57014 (time-out). */
    public static boolean mayBeTooMuch(SQLException failure) {
        return state(failure).equals("53200") || state(failure).equals("57014");
    }

    public static RuntimeException of(String message, SQLException failure) {
        return mayPass(failure)
                ? new HistoryUnreachable(message, failure)
                : new EventStoreException(message + ": " + failure.getMessage(), failure);
    }

    /** Empty if there is none. */
    public static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
