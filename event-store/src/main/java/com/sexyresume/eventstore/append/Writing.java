package com.sexyresume.eventstore.append;

/**
 * Whether something could be recorded at a moment.
 *
 * @param sqlState of what is in the way (PostgreSQL, appendix A); empty where there is nothing, or it has none
 */
public record Writing(Condition condition, String sqlState) {

    /** What is known of the database. */
    public enum Condition {
        POSSIBLE,
        /** It answers and does not write: its disk is full, or it is read-only. */
        REFUSED,
        /** It does not answer. */
        AWAY
    }
}
