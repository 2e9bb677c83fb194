package com.sexyresume.projections;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Why a projector failed, in words that quote nothing: a message may hold a row, which may be somebody's.
 *
 * @param exception the class that was thrown
 * @param sqlState what PostgreSQL said (its appendix A), or null when it said nothing
 * @param code {@code constraint-violated}, {@code value-refused}, {@code statement-refused} or {@code projector-failed}
 */
public record Fault(String exception, @Nullable String sqlState, String code) {

    private static final int MAX_CAUSES = 20;

    /**
     * Classes and states of SQL that say nothing about the event: connection (08), transaction rolled back for the sake
     * of others (40), resources (53), operator (57, with cancelled statements and their time-outs), the system below
     * (58) and PostgreSQL itself (XX), a lock that was not available, and a server that only reads.
     */
    private static final List<String> PASSING = List.of("08", "40", "53", "57", "58", "XX", "55P03", "25006");

    public static Fault of(Throwable thrown) {
        String sqlState = sqlState(thrown);
        return new Fault(thrown.getClass().getName(), sqlState, code(sqlState));
    }

    /**
     * Whether the same event will fail again for the same reason. What may pass is never parked: a connection that is
     * lost, a deadlock, a time-out, a database that is away, a process that is ending.
     */
    public static boolean isPoison(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (mayPass(cause)) {
                return false;
            }
            cause = cause.getCause();
        }
        return !Thread.currentThread().isInterrupted();
    }

    private static boolean mayPass(Throwable thrown) {
        return switch (thrown) {
            case SQLTransientException _, SQLRecoverableException _ -> true;
            case SQLException sql -> mayPass(sql.getSQLState());
            case TransientDataAccessException _,
                    RecoverableDataAccessException _,
                    NonTransientDataAccessResourceException _,
                    TransactionException _,
                    InterruptedException _,
                    Error _ -> true;
            default -> false;
        };
    }

    private static boolean mayPass(@Nullable String sqlState) {
        return sqlState == null || sqlState.isEmpty() || PASSING.stream().anyMatch(sqlState::startsWith);
    }

    private static @Nullable String sqlState(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState();
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static String code(@Nullable String sqlState) {
        if (sqlState == null) {
            return "projector-failed";
        }
        if (sqlState.startsWith("23")) {
            return "constraint-violated";
        }
        return sqlState.startsWith("22") ? "value-refused" : "statement-refused";
    }

    @Override
    public String toString() {
        return exception + (sqlState == null ? "" : " " + sqlState);
    }
}
