package com.sexyresume.eventstore.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Appends;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.history.SubjectErased;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.json.NoteEvent;
import com.sexyresume.eventstore.json.NoteEvent.NoteId;
import com.sexyresume.eventstore.json.NoteEvent.NoteWritten;
import com.sexyresume.eventstore.reading.PostgresEventStorageEngine;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectKeysTest {

    @TempDir
    static Path folder;

    private static HistoryDatabase database;
    private static HikariDataSource appender;
    private static MasterKey masterKey;

    private final UUID subject = UUID.randomUUID();

    @BeforeAll
    static void open() {
        database = HistoryDatabase.fresh();
        appender = database.pool("appender", 8);
        masterKey = MasterKey.generatedIn(folder.resolve("master.key"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static PostgresSubjectKeys keys() {
        return new PostgresSubjectKeys(appender, MasterKeys.only(masterKey), 1_000);
    }

    @Test
    void givesASubjectOneKeyForEverAndOnEveryNode() {
        SubjectKeys.SubjectKey made = keys().toWrite(subject);

        assertThat(keys().toWrite(subject)).isEqualTo(made);
        assertThat(keys().toRead(subject, made.id())).isEqualTo(made);
        assertThat(keys().toRead(subject, "another")).isNull();
        assertThat(keys().toWrite(UUID.randomUUID())).isNotEqualTo(made);
    }

    @Test
    void givesOneKeyToAllThatMakeItAtOnce() {
        Set<SubjectKeys.SubjectKey> made = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 32; i++) {
                threads.execute(() -> made.add(keys().toWrite(subject)));
            }
        }

        assertThat(made).hasSize(1);
    }

    @Test
    void storesNoKeyThatIsNotWrapped() {
        SubjectKeys.SubjectKey made = keys().toWrite(subject);

        String stored = database.string(
                "SELECT encode(wrapped_key, 'hex') FROM personal_data.subject_key WHERE subject = '" + subject + "'");
        assertThat(stored)
                .hasSize(2 * (12 + 32 + 16))
                .doesNotContain(java.util.HexFormat.of().formatHex(made.key().getEncoded()));
        assertThat(database.string(
                        "SELECT master_key_id FROM personal_data.subject_key WHERE subject = '" + subject + "'"))
                .isEqualTo(masterKey.id());
    }

    @Test
    void asksTheDatabaseOncePerSubject() {
        PostgresSubjectKeys keys = keys();
        String id = keys.toWrite(subject).id();
        UUID nobody = UUID.randomUUID();
        assertThat(keys.toRead(nobody, id)).isNull();
        PostgresSubjectKeys.Known known = keys.known(nobody);
        assertThat(known).isEqualTo(PostgresSubjectKeys.Known.Gone.ABSENT);

        database.executeAsOwner("DELETE FROM personal_data.subject_key WHERE subject = '" + subject + "'");

        assertThat(keys.toWrite(subject).id()).isEqualTo(id);
        assertThat(keys.toRead(subject, id)).isNotNull();
        keys.forget(subject);
        assertThat(keys.toRead(subject, id)).isNull();
    }

    @Test
    void givesNoKeyOfAnErasedSubjectAndMakesNoOther() {
        String id = keys().toWrite(subject).id();
        database.executeAsOwner("UPDATE personal_data.subject_key SET wrapped_key = NULL, erased_at = now()"
                + " WHERE subject = '" + subject + "'");

        assertThat(keys().toRead(subject, id)).isNull();
        assertThatThrownBy(() -> keys().toWrite(subject)).isInstanceOf(SubjectErased.class);
    }

    @Test
    void namesTheMasterKeyThatIsMissing() {
        keys().toWrite(subject);
        MasterKey other = MasterKey.generatedIn(folder.resolve("other.key"));

        assertThatThrownBy(() -> new PostgresSubjectKeys(appender, MasterKeys.only(other), 10).toWrite(subject))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(masterKey.id())
                .hasMessageContaining(other.id());
    }

    @Test
    void opensNoKeyThatWasWrappedForAnotherSubject() {
        UUID other = UUID.randomUUID();
        String id = keys().toWrite(other).id();
        keys().toWrite(subject);
        database.executeAsOwner("UPDATE personal_data.subject_key k SET key_id = o.key_id, wrapped_key = o.wrapped_key"
                + " FROM personal_data.subject_key o WHERE k.subject = '" + subject + "' AND o.subject = '" + other
                + "'");

        assertThatThrownBy(() -> keys().toRead(subject, id))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(subject.toString())
                .hasMessageContaining("not for this subject");
    }

    @Test
    void leavesNoPersonalValueInTheDatabaseAndReadsNullOnceTheKeyIsGone() {
        String canary = "canary-" + UUID.randomUUID();
        UserId user = new UserId(subject);
        StreamName stream = Appends.newStream();
        NoteWritten note = new NoteWritten(new NoteId(stream.id()), user, canary);
        PostgresEventStorageEngine engine = engine(keys());
        engine.appendEvents(List.of(new GenericDomainEventMessage<>("note", stream.toString(), 0, note)));
        assertThat(engine.readEvents(stream.toString()).next().getPayload()).isEqualTo(note);

        for (String table : database.strings("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                + " WHERE schemaname IN ('event_store', 'personal_data')")) {
            assertThat(database.strings("SELECT row::text FROM " + table + " AS row"))
                    .noneMatch(row -> row.contains(canary));
        }

        database.executeAsOwner("DELETE FROM personal_data.subject_key WHERE subject = '" + subject + "'");
        assertThat(engine(keys()).readEvents(stream.toString()).next().getPayload())
                .isEqualTo(new NoteWritten(note.noteId(), user, null));
    }

    private static PostgresEventStorageEngine engine(SubjectKeys keys) {
        return PostgresEventStorageEngine.builder()
                .history(new History(appender, appender, Duration.ofSeconds(5)))
                .eventSerializer(new EventSerializer(NoteEvent.ALL, keys))
                .build();
    }
}
