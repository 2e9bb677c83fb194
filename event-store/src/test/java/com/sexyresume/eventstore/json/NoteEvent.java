package com.sexyresume.eventstore.json;

import com.sexyresume.events.EventType;
import com.sexyresume.events.Id;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of a context that only these tests know. */
public sealed interface NoteEvent extends UserEvent {

    Set<Class<?>> ALL = Set.of(NoteWritten.class, NoteAmended.class, NoteFiled.class);

    record NoteId(UUID value) implements Id {}

    enum Kind {
        SECRET {
            @Override
            public String toString() {
                return "not the name";
            }
        },
        OPEN
    }

    record Author(String name, int age) {}

    @EventType(name = "notes.note-written")
    record NoteWritten(
            NoteId noteId,
            UserId userId,
            @PersonalData @Nullable String text) implements NoteEvent {}

    @EventType(name = "notes.note-amended")
    record NoteAmended(
            NoteId noteId,
            UserId userId,
            int line,
            @PersonalData @Nullable String text) implements NoteEvent {}

    /** One of each type of component. */
    @EventType(
            name = "notes.note-filed",
            revision = 3,
            upcasters = {NoteUpcasters.Shelved.class, NoteUpcasters.Filed.class})
    record NoteFiled(
            NoteId noteId,
            UserId userId,
            Kind kind,
            Instant filedAt,
            BigDecimal weight,
            long pages,
            boolean urgent,
            @Nullable String shelf,
            List<String> labels,
            @PersonalData @Nullable Author author,
            @PersonalData @Nullable List<String> readers,
            @PersonalData @Nullable Integer shoeSize)
            implements NoteEvent {

        /** Looks like a getter, and is none. */
        @SuppressWarnings("unused")
        public boolean isHeavy() {
            return weight.compareTo(BigDecimal.TEN) > 0;
        }

        @SuppressWarnings("unused")
        public String getPlace() {
            return "nowhere";
        }
    }
}
