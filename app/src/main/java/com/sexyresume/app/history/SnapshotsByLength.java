package com.sexyresume.app.history;

import com.sexyresume.events.DomainEvent;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.AbstractSnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;

/**
 * Has a snapshot taken when a stream has gained so many events, or so many characters, since the last one: reading it
 * at any version takes no more than that.
 */
record SnapshotsByLength(Snapshotter snapshotter, int events, long characters) implements SnapshotTriggerDefinition {

    @Override
    public SnapshotTrigger prepareTrigger(Class<?> aggregateType) {
        return new Trigger(snapshotter, aggregateType, events, characters);
    }

    /** What {@link AbstractSnapshotTrigger} asks after each event. */
    private static final class Trigger extends AbstractSnapshotTrigger {

        private static final long serialVersionUID = 1L;

        private final int mostEvents;
        private final long mostCharacters;
        private int events;
        private long characters;

        Trigger(Snapshotter snapshotter, Class<?> aggregateType, int mostEvents, long mostCharacters) {
            super(snapshotter, aggregateType);
            this.mostEvents = mostEvents;
            this.mostCharacters = mostCharacters;
        }

        @Override
        public void eventHandled(EventMessage<?> message) {
            events++;
            characters += message.getPayload() instanceof DomainEvent event ? event.characters() : 0;
            super.eventHandled(message);
        }

        @Override
        public boolean exceedsThreshold() {
            return events >= mostEvents || characters >= mostCharacters;
        }

        @Override
        public void reset() {
            events = 0;
            characters = 0;
        }
    }
}
