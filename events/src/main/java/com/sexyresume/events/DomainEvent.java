package com.sexyresume.events;

/**
 * A fact that was recorded and never changes. Every event is a record that carries an {@link EventType} and everything
 * a projector needs besides the position and the time that the history gives it: ids and times come from the event,
 * never from the reader's clock, so that a replay gives equal rows.
 */
public interface DomainEvent {

    /** How long the text is that it carries, where that may be long: what reading it again costs. */
    default long characters() {
        return 0;
    }
}
