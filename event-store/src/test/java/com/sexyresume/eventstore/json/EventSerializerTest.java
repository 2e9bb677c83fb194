package com.sexyresume.eventstore.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.events.AccountingRecord;
import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UnknownEvent;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.history.SubjectErased;
import com.sexyresume.eventstore.json.NoteEvent.Author;
import com.sexyresume.eventstore.json.NoteEvent.Kind;
import com.sexyresume.eventstore.json.NoteEvent.NoteFiled;
import com.sexyresume.eventstore.json.NoteEvent.NoteId;
import com.sexyresume.eventstore.json.NoteEvent.NoteWritten;
import com.sexyresume.eventstore.keys.SubjectKeys;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventSerializerTest {

    private static final String FIXED_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final UserId USER = new UserId(UUID.fromString("00000000-0000-0000-0000-000000000001"));
    private static final NoteId NOTE = new NoteId(UUID.fromString("00000000-0000-0000-0000-000000000002"));

    private final EventSerializer serializer = with(SubjectKeys.fixed(FIXED_KEY));

    private static EventSerializer with(SubjectKeys keys) {
        return new EventSerializer(NoteEvent.ALL, keys, () -> new byte[12]);
    }

    private final NoteFiled filed = new NoteFiled(
            NOTE,
            USER,
            Kind.SECRET,
            Instant.parse("2026-11-22T10:00:00.123Z"),
            new BigDecimal("1.10"),
            7,
            true,
            null,
            List.of("a", "b"),
            new Author("Ada", 36),
            List.of("Bob"),
            43);

    @Test
    void writesNamesOfItsOwnAndComponentsInTheirOrder() {
        SerializedObject<String> written = serializer.serialize(filed, String.class);

        assertThat(written.getType().getName()).isEqualTo("notes.note-filed");
        assertThat(written.getType().getRevision()).isEqualTo("3");
        assertThat(written.getData())
                .startsWith(
                        "{\"noteId\":\"00000000-0000-0000-0000-000000000002\","
                                + "\"userId\":\"00000000-0000-0000-0000-000000000001\",\"kind\":\"SECRET\","
                                + "\"filedAt\":\"2026-11-22T10:00:00.123Z\",\"weight\":1.10,\"pages\":7,\"urgent\":true,"
                                + "\"shelf\":null,\"labels\":[\"a\",\"b\"],"
                                + "\"author\":{\"$pii\":1,\"s\":\"00000000-0000-0000-0000-000000000001\",\"k\":\"fixed\",\"c\":\"")
                .doesNotContain("Ada", "Bob", "43", "heavy", "place");
    }

    @Test
    void readsWhatItWrote() {
        assertThat(read(serializer, serializer.serialize(filed, String.class))).isEqualTo(filed);
        assertThat(read(serializer, serializer.serialize(filed, byte[].class))).isEqualTo(filed);
        SerializedObject<JsonNode> tree =
                serializer.getConverter().convert(serializer.serialize(filed, String.class), JsonNode.class);
        assertThat(read(serializer, tree)).isEqualTo(filed);
    }

    @Test
    void keepsNullPersonalDataNull() {
        NoteWritten empty = new NoteWritten(NOTE, USER, null);

        SerializedObject<String> written = serializer.serialize(empty, String.class);

        assertThat(written.getData()).endsWith("\"text\":null}");
        assertThat(read(serializer, written)).isEqualTo(empty);
    }

    @Test
    void writesTheSameAgainWithAFixedKeyAndFixedIvs() {
        assertThat(serializer.serialize(filed, String.class).getData())
                .isEqualTo(with(SubjectKeys.fixed(FIXED_KEY))
                        .serialize(filed, String.class)
                        .getData());
    }

    @Test
    void neverWritesTheSameTwiceOtherwise() {
        EventSerializer real = new EventSerializer(NoteEvent.ALL, SubjectKeys.fixed(FIXED_KEY));
        NoteWritten note = new NoteWritten(NOTE, USER, "text");

        assertThat(real.serialize(note, String.class).getData())
                .isNotEqualTo(real.serialize(note, String.class).getData());
        assertThat(read(serializer, real.serialize(note, String.class))).isEqualTo(note);
    }

    @Test
    void readsPersonalDataAsNullOnceItsKeyIsGone() {
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

        NoteFiled anonymous = (NoteFiled) read(with(gone), serializer.serialize(filed, String.class));

        assertThat(anonymous.author()).isNull();
        assertThat(anonymous.readers()).isNull();
        assertThat(anonymous.shoeSize()).isNull();
        assertThat(anonymous.labels()).isEqualTo(filed.labels());
        assertThatThrownBy(() -> with(gone).serialize(filed, String.class)).isInstanceOf(SubjectErased.class);
    }

    @Test
    void refusesPersonalDataThatWasMovedToAnotherPersonOrPlace() {
        JsonMapper mapper = new JsonMapper();
        SerializedObject<String> written = serializer.serialize(new NoteWritten(NOTE, USER, "text"), String.class);

        ObjectNode otherPerson = (ObjectNode) mapper.readTree(written.getData());
        ((ObjectNode) otherPerson.get("text")).put("s", UUID.randomUUID().toString());
        assertThatThrownBy(() -> read(serializer, written("notes.note-written", "1", otherPerson.toString())))
                .isInstanceOf(SerializationException.class)
                .hasStackTraceContaining("notes.note-written|text of subject")
                .hasStackTraceContaining("not in this place");

        ObjectNode otherEvent = (ObjectNode) mapper.readTree(written.getData());
        otherEvent.put("line", 1);
        assertThatThrownBy(() -> read(serializer, written("notes.note-amended", "1", otherEvent.toString())))
                .hasStackTraceContaining("not in this place");

        ObjectNode otherField = (ObjectNode)
                mapper.readTree(serializer.serialize(filed, String.class).getData());
        otherField.set("readers", otherField.get("author"));
        assertThatThrownBy(() -> read(serializer, written("notes.note-filed", "3", otherField.toString())))
                .hasStackTraceContaining("notes.note-filed|readers");
    }

    @Test
    void refusesPersonalDataThatIsStoredPlain() {
        assertThatThrownBy(() -> read(
                        serializer,
                        written(
                                "notes.note-written",
                                "1",
                                "{\"noteId\":\"" + NOTE.value() + "\",\"userId\":\"" + USER
                                        + "\",\"text\":\"plain\"}")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("not stored as an envelope")
                .hasMessageNotContaining("plain\"");
    }

    @Test
    void namesATypeOrRevisionThatItDoesNotKnow() {
        assertThatThrownBy(() -> read(serializer, written("notes.note-burnt", "1", "{}")))
                .isInstanceOf(UnknownEvent.class)
                .hasMessage("The history holds an event of type notes.note-burnt, revision 1, a type which this version"
                        + " does not know");
        assertThatThrownBy(() -> read(serializer, written("notes.note-filed", "4", "{}")))
                .isInstanceOf(UnknownEvent.class)
                .hasMessage("The history holds an event of type notes.note-filed, revision 4, of which this version"
                        + " knows revision 3");
    }

    @Test
    void refusesComponentsThatAreUnknownOrMissing() {
        String common = "\"noteId\":\"" + NOTE.value() + "\",\"userId\":\"" + USER + "\"";
        assertThatThrownBy(() -> read(
                        serializer, written("notes.note-written", "1", "{" + common + ",\"text\":null,\"size\":1}")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("size");
        assertThatThrownBy(() -> read(serializer, written("notes.note-written", "1", "{" + common + "}")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("text");
    }

    @Test
    void keepsTextThatIsNotUnicodeWithoutGivingItToTheDatabase() {
        EventSerializer plain = new EventSerializer(Set.of(Said.class), SubjectKeys.fixed(FIXED_KEY));
        Said said = new Said("\u0000 half a pair: \ud800 💼");

        SerializedObject<String> written = plain.serialize(said, String.class);

        assertThat(written.getData()).isEqualTo("{\"text\":\"\\u0000 half a pair: \\uD800 💼\"}");
        assertThat(read(plain, written)).isEqualTo(said);
    }

    @Test
    void quotesNoPersonalDataThatItCannotRead() {
        EventSerializer texts = new EventSerializer(Set.of(Filed.class), SubjectKeys.fixed(FIXED_KEY));
        EventSerializer numbers = new EventSerializer(Set.of(FiledByNumber.class), SubjectKeys.fixed(FIXED_KEY));
        SerializedObject<String> written = texts.serialize(new Filed(USER, "canary"), String.class);

        assertThatThrownBy(() -> read(numbers, written))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("tests.filed|shelf")
                .satisfies(failed -> assertThat(failed).hasNoCause())
                .hasMessageNotContaining("canary");
    }

    @EventType(name = "tests.filed")
    record Filed(UserId userId, @PersonalData @Nullable String shelf) implements UserEvent {}

    @EventType(name = "tests.filed")
    record FiledByNumber(
            UserId userId, @PersonalData @Nullable Integer shelf) implements UserEvent {}

    @EventType(name = "tests.said")
    record Said(String text) {}

    @EventType(name = "tests.said")
    record SaidAgain(String text) {}

    @EventType(name = "tests.whispered")
    record Whispered(@PersonalData @Nullable String text) {}

    @EventType(name = "tests.paid")
    record Paid(UserId userId, @PersonalData @Nullable String by) implements AccountingRecord {}

    record Unnamed(String text) {}

    @Test
    void refusesACatalogThatIsAmbiguousOrIncomplete() {
        SubjectKeys keys = SubjectKeys.fixed(FIXED_KEY);
        assertThatThrownBy(() -> new EventSerializer(List.of(Said.class, SaidAgain.class), keys))
                .hasMessageContaining("both named tests.said");
        assertThatThrownBy(() -> new EventSerializer(List.of(Unnamed.class), keys))
                .hasMessageContaining("Unnamed");
        assertThatThrownBy(() -> new EventSerializer(List.of(Whispered.class), keys))
                .hasMessageContaining("personal data of nobody");
        assertThatThrownBy(() -> new EventSerializer(List.of(Paid.class), keys))
                .hasMessageContaining("is recorded of erased users");
    }

    @Test
    void writesNothingButEventsAndMetadata() {
        assertThatThrownBy(() -> serializer.serialize("text", String.class)).isInstanceOf(SerializationException.class);

        MetaData metadata = MetaData.from(Map.of("userId", USER.toString()));
        SerializedObject<String> written = serializer.serialize(metadata, String.class);
        assertThat(written.getData()).isEqualTo("{\"userId\":\"" + USER + "\"}");
        assertThat(read(serializer, written)).isEqualTo(metadata);
    }

    /** The token store is not ours, but its tokens are: this is the serializer that it can be given. */
    @Test
    void leavesTokensToAxonsOwnSerializer() {
        Jackson3Serializer tokens = Jackson3Serializer.builder().build();
        SerializedObject<String> written = tokens.serialize(new GlobalSequenceTrackingToken(7), String.class);

        assertThat(written.getData()).isEqualTo("{\"globalIndex\":7}");
        assertThat(tokens.<String, TrackingToken>deserialize(written)).isEqualTo(new GlobalSequenceTrackingToken(7));
    }

    private static SerializedObject<String> written(String type, String revision, String json) {
        return new SimpleSerializedObject<>(json, String.class, type, revision);
    }

    private static Object read(EventSerializer serializer, SerializedObject<?> written) {
        return serializer.deserialize(written);
    }
}
