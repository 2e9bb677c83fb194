package com.sexyresume.eventstore.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UnknownEvent;
import com.sexyresume.events.Upcaster;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.history.StoredType;
import com.sexyresume.eventstore.history.SubjectErased;
import com.sexyresume.eventstore.json.NoteEvent.Author;
import com.sexyresume.eventstore.json.NoteEvent.Kind;
import com.sexyresume.eventstore.json.NoteEvent.NoteFiled;
import com.sexyresume.eventstore.json.NoteEvent.NoteId;
import com.sexyresume.eventstore.keys.SubjectKeys;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What was recorded in a former revision, or under a former name, reads as the event of today. */
class UpcastingTest {

    private static final SubjectKeys KEYS =
            SubjectKeys.fixed(Base64.getEncoder().encodeToString(new byte[32]));
    private static final UserId USER = new UserId(UUID.fromString("00000000-0000-0000-0000-000000000001"));
    private static final NoteId NOTE = new NoteId(UUID.fromString("00000000-0000-0000-0000-000000000002"));
    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00.123Z");

    private final EventSerializer serializer = new EventSerializer(NoteEvent.ALL, KEYS);

    /** The first shape, as its version of the program wrote it. */
    @EventType(name = "notes.note-shelved")
    record NoteShelved(
            NoteId noteId,
            UserId userId,
            Kind kind,
            Instant filedAt,
            BigDecimal weight,
            long pages,
            boolean urgent,
            @Nullable String shelf,
            @PersonalData @Nullable String writer,
            @PersonalData @Nullable List<String> readers)
            implements UserEvent {}

    private final NoteShelved shelved = new NoteShelved(
            NOTE,
            USER,
            Kind.OPEN,
            TIME,
            new BigDecimal("1.10"),
            9_007_199_254_740_993L,
            true,
            null,
            "Ada",
            List.of("Bob"));

    private final SerializedObject<String> stored =
            new EventSerializer(Set.of(NoteShelved.class), KEYS).serialize(shelved, String.class);

    private static NoteFiled filed(@Nullable Author author, @Nullable List<String> readers) {
        return new NoteFiled(
                NOTE,
                USER,
                Kind.OPEN,
                TIME,
                new BigDecimal("1.10"),
                9_007_199_254_740_993L,
                true,
                null,
                List.of(),
                author,
                readers,
                null);
    }

    @Test
    void aChainLeadsFromTheFirstRevisionAndARenamedPersonalMemberIsOpenedInItsOldPlace() {
        assertThat(stored.getData()).doesNotContain("Ada", "Bob");

        assertThat(serializer.classForType(stored.getType())).isEqualTo(NoteFiled.class);
        assertThat(read(serializer, stored)).isEqualTo(filed(new Author("Ada", 0), List.of("Bob")));
        SerializedObject<JsonNode> tree = serializer.getConverter().convert(stored, JsonNode.class);
        assertThat(read(serializer, tree)).isEqualTo(filed(new Author("Ada", 0), List.of("Bob")));
    }

    @Test
    void aRevisionInTheMiddleTakesTheRestOfTheChain() {
        ObjectNode json = json(serializer.serialize(filed(new Author("Ada", 36), null), String.class));
        json.remove(List.of("labels", "shoeSize"));

        assertThat(read(serializer, stored("notes.note-filed", 2, json))).isEqualTo(filed(new Author("Ada", 36), null));
    }

    @Test
    void stepsAreTakenInTheOrderOfTheirRevisions() {
        EventSerializer paths = new EventSerializer(Set.of(Walked.class), KEYS);
        ObjectNode json = json(paths.serialize(new Walked(USER, "begun"), String.class));

        assertThat(read(paths, stored("tests.walked", 1, json))).isEqualTo(new Walked(USER, "begun, first, second"));
        assertThat(read(paths, stored("tests.walked", 2, json))).isEqualTo(new Walked(USER, "begun, second"));
        assertThat(read(paths, stored("tests.walked", 3, json))).isEqualTo(new Walked(USER, "begun"));
    }

    @Test
    void aNameIsKnownInItsOwnRevisionsAlone() {
        // The new name goes on with the count of the former one.
        for (StoredType type :
                List.of(new StoredType("notes.note-shelved", 2, 17), new StoredType("notes.note-filed", 1, 17))) {
            assertThatThrownBy(() -> serializer.classForType(type))
                    .isInstanceOf(UnknownEvent.class)
                    .hasMessageContaining(type.getName() + ", revision " + type.getRevision() + ", at position 17");
            assertThatThrownBy(
                            () -> read(serializer, new SimpleSerializedObject<>(stored.getData(), String.class, type)))
                    .isInstanceOf(UnknownEvent.class);
        }
    }

    @Test
    void personalDataReadsAsNullOnceItsKeyIsGone() {
        SubjectKeys gone = new SubjectKeys() {
            @Override
            public SubjectKey toWrite(UUID subject) {
                throw new SubjectErased(subject);
            }

            @Override
            public @Nullable SubjectKey toRead(UUID subject, String keyId) {
                return null;
            }
        };

        assertThat(read(new EventSerializer(NoteEvent.ALL, gone), stored)).isEqualTo(filed(null, null));
    }

    @Test
    void personalDataOfAFormerRevisionIsBoundToItsPlaceAsWell() {
        ObjectNode swapped = json(stored);
        swapped.set("writer", swapped.get("readers"));
        assertThatThrownBy(() -> read(serializer, stored("notes.note-shelved", 1, swapped)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("notes.note-shelved|writer of subject")
                .hasMessageContaining("not in this place");

        ObjectNode plain = json(stored);
        plain.put("writer", "Eve");
        assertThatThrownBy(() -> read(serializer, stored("notes.note-shelved", 1, plain)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("not stored as an envelope")
                .hasMessageNotContaining("Eve");

        ObjectNode absent = json(stored);
        absent.remove("writer");
        assertThatThrownBy(() -> read(serializer, stored("notes.note-shelved", 1, absent)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("notes.note-shelved|writer");
    }

    @Test
    void whatIsWrongIsToldWithItsPositionAndWithoutPersonalData() {
        EventSerializer texts = new EventSerializer(Set.of(Said.class), KEYS);
        EventSerializer numbers = new EventSerializer(Set.of(Counted.class), KEYS);
        SerializedObject<String> said = texts.serialize(new Said(USER, "canary"), String.class);
        assertThatThrownBy(() -> read(numbers, said))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("tests.said, revision 1")
                .hasMessageContaining("count")
                .hasNoCause()
                .hasMessageNotContaining("canary");

        EventSerializer failing = new EventSerializer(Set.of(Failing.class), KEYS);
        assertThatThrownBy(() -> read(failing, said))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Fails failed of tests.said, revision 1: java.lang.IllegalStateException")
                .hasNoCause()
                .hasMessageNotContaining("canary");

        assertThatThrownBy(() -> serializer.classForType(new StoredType("notes.note-filed", 4, 17)))
                .hasMessageContaining("notes.note-filed, revision 4, at position 17,");
        assertThatThrownBy(() -> read(
                        serializer,
                        new SimpleSerializedObject<>("{}", String.class, new StoredType("notes.note-filed", 3, 17))))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("notes.note-filed, revision 3, at position 17, cannot be read");
    }

    @Test
    void aRevisionThatNobodyReadsIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new EventSerializer(Set.of(Gap.class), KEYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Gap are no chain: where revision 1 should come, there is tests.gap, revision 2");
        assertThatThrownBy(() -> new EventSerializer(Set.of(Skipping.class), KEYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("where revision 1 should come, there is tests.walked, revision 2");
        assertThatThrownBy(() -> new EventSerializer(Set.of(Backwards.class), KEYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("where revision 1 should come, there is tests.walked, revision 2");
        assertThatThrownBy(() -> new EventSerializer(Set.of(TooFar.class), KEYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("where revision 2 should come, there is tests.counted, revision 3");
        assertThatThrownBy(() -> new EventSerializer(List.of(Counted.class, Failing.class), KEYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("From tests.said, revision 1, two ways lead");
        assertThatThrownBy(() -> new EventSerializer(List.of(Counted.class, Said.class), KEYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tests.said, revision 1 is of today, and a former one of");
    }

    @EventType(name = "tests.said")
    record Said(UserId userId, @PersonalData @Nullable String text) implements UserEvent {}

    @EventType(name = "tests.counted", upcasters = ToCount.class)
    record Counted(UserId userId, @PersonalData @Nullable Integer count) implements UserEvent {}

    @EventType(name = "tests.failing", upcasters = Fails.class)
    record Failing(UserId userId, @PersonalData @Nullable String text) implements UserEvent {}

    @EventType(name = "tests.gap", revision = 2)
    record Gap(UserId userId) implements UserEvent {}

    @EventType(name = "tests.counted", revision = 3, upcasters = ToCount.class)
    record TooFar(UserId userId) implements UserEvent {}

    @EventType(
            name = "tests.walked",
            revision = 3,
            upcasters = {First.class, Second.class})
    record Walked(UserId userId, String path) implements UserEvent {}

    @EventType(name = "tests.walked", revision = 3, upcasters = Second.class)
    record Skipping(UserId userId, String path) implements UserEvent {}

    @EventType(
            name = "tests.walked",
            revision = 3,
            upcasters = {Second.class, First.class})
    record Backwards(UserId userId, String path) implements UserEvent {}

    /** Two that are not the same the other way round. */
    abstract static class Step implements Upcaster {

        private final String word;

        Step(String word) {
            this.word = word;
        }

        @Override
        public String type() {
            return "tests.walked";
        }

        @Override
        public Set<String> personalData() {
            return Set.of();
        }

        @Override
        public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
            Map<String, @Nullable Object> next = new LinkedHashMap<>(stored);
            next.put("path", next.get("path") + ", " + word);
            return next;
        }
    }

    static final class First extends Step {

        First() {
            super("first");
        }

        @Override
        public int revision() {
            return 1;
        }
    }

    static final class Second extends Step {

        Second() {
            super("second");
        }

        @Override
        public int revision() {
            return 2;
        }
    }

    abstract static class OfSaid implements Upcaster {

        @Override
        public String type() {
            return "tests.said";
        }

        @Override
        public int revision() {
            return 1;
        }

        @Override
        public Set<String> personalData() {
            return Set.of("text");
        }
    }

    static final class ToCount extends OfSaid {

        @Override
        public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
            Map<String, @Nullable Object> next = new LinkedHashMap<>(stored);
            next.put("count", next.remove("text"));
            return next;
        }
    }

    static final class Fails extends OfSaid {

        @Override
        public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
            throw new IllegalStateException("planted: " + stored.get("text"));
        }
    }

    private static ObjectNode json(SerializedObject<String> stored) {
        return (ObjectNode) Json.mapper().build().readTree(stored.getData());
    }

    private static SerializedObject<String> stored(String type, int revision, JsonNode json) {
        return new SimpleSerializedObject<>(json.toString(), String.class, type, Integer.toString(revision));
    }

    private static Object read(EventSerializer serializer, SerializedObject<?> stored) {
        return serializer.deserialize(stored);
    }
}
