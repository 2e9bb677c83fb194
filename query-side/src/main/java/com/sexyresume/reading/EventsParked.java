package com.sexyresume.reading;

/** 503: the rows lack an event up to the position that the read needs, and waiting for it does not help. */
final class EventsParked extends QueryProblem {

    private static final long serialVersionUID = 1L;

    EventsParked(String projection, long position) {
        super(
                "events-parked",
                503,
                "The projection " + projection + " could not take in the event at position " + position
                        + "; what follows it waits for an administrator. Without Min-Position there are the rows as they"
                        + " were before.",
                null);
    }
}
