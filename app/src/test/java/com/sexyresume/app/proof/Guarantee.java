package com.sexyresume.app.proof;

/** What the history promises (docs/proof.md): the checker names the one that does not hold. */
enum Guarantee {
    /** Positions are 1, 2, 3 … to the head, and no event is there twice. */
    DENSE_POSITIONS,
    /** Versions of a stream are 0, 1, 2 …, in the order of the positions. */
    CONTIGUOUS_VERSIONS,
    /** Every event is of a command that somebody sent. */
    NO_STRANGERS,
    /** What was acknowledged is recorded at the position and version that the answer named. */
    KEPT_ACKNOWLEDGEMENTS,
    /** What was refused has left nothing behind. */
    REFUSALS_LEAVE_NOTHING,
    /** A command is recorded once or not at all, whatever its client was told. */
    AT_MOST_ONCE,
    /** All events of a command, one after the other, or none. */
    ALL_OR_NONE,
    /** The same command again is answered as the first time. */
    SAME_ANSWER,
    /** A command id with another body is refused and has no effect. */
    OTHER_BODY_REFUSED,
    /** A key is held by one stream at a time, at every prefix of the history. */
    ONE_HOLDER,
    /** A reader sees every position, in order, and what is recorded there. */
    READERS_IN_ORDER,
    /** Whoever sees a position sees all below it. */
    PREFIX_COMPLETE,
    /** What was acknowledged before another command was sent comes before it. */
    REAL_TIME_ORDER,
    /** Credits are neither made nor lost, and below zero at no prefix. */
    CREDITS_CONSERVED,
    /** An edit of a version is the next version. */
    NO_LOST_UPDATE,
    /** Rows are those of a fresh replay. */
    ROWS_EQUAL_REPLAY,
    /** A fault is answered as one, and not as a defect. */
    NO_DEFECT_ANSWERED
}
