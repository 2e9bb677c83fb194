package com.sexyresume.eventstore.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Appends;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The master key changes while people work: old keys of subjects are wrapped anew, and then its old epoch can go. */
class MasterKeyEpochsTest {

    private static final MasterKey FIRST = key("", 1);
    private static final MasterKey SECOND = key("2027", 2);
    private static final MasterKeys BEFORE = MasterKeys.only(FIRST);
    private static final MasterKeys READY = new MasterKeys(FIRST, List.of(SECOND));
    private static final MasterKeys DURING = new MasterKeys(SECOND, List.of(FIRST));
    private static final MasterKeys AFTER = MasterKeys.only(SECOND);

    private HistoryDatabase database;
    private HikariDataSource appender;
    private HikariDataSource rewrapper;

    @BeforeEach
    void open() {
        database = HistoryDatabase.fresh();
        appender = database.pool("appender", 8);
        rewrapper = database.pool("rewrapper", 4);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static MasterKey key(String epoch, int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return MasterKey.fromConfiguration(epoch, Base64.getEncoder().encodeToString(key));
    }

    private PostgresSubjectKeys node(MasterKeys keys) {
        return new PostgresSubjectKeys(appender, keys, 1_000);
    }

    private KeyWrapping wrapping(MasterKeys keys) {
        return new KeyWrapping(rewrapper, appender, keys);
    }

    private Map<UUID, SubjectKeys.SubjectKey> subjects(int count) {
        Map<UUID, SubjectKeys.SubjectKey> keys = new HashMap<>();
        PostgresSubjectKeys node = node(BEFORE);
        for (int i = 0; i < count; i++) {
            UUID subject = UUID.randomUUID();
            keys.put(subject, node.toWrite(subject));
        }
        return keys;
    }

    @Test
    void keysAreTheSameUnderTheNextEpochAndTheFirstOneCanGo() {
        Map<UUID, SubjectKeys.SubjectKey> keys = subjects(25);
        UUID replaced = keys.keySet().iterator().next();
        assertThat(node(BEFORE).replace(replaced)).isTrue();
        KeyWrapping admin = wrapping(DURING);
        assertThat(admin.wrappedByEpoch()).isEqualTo(Map.of(FIRST.id(), 26L, SECOND.id(), 0L));

        int done = 0;
        for (int some = admin.rewrap(10); some > 0; some = admin.rewrap(10)) {
            assertThat(some).isLessThanOrEqualTo(10);
            done += some;
        }

        assertThat(done).isEqualTo(26);
        // What was replaced is there until it is confirmed, so the first epoch cannot go yet.
        assertThat(admin.wrappedByEpoch()).isEqualTo(Map.of(FIRST.id(), 26L, SECOND.id(), 26L));
        assertThat(admin.confirm(7)).isEqualTo(new KeyWrapping.Confirmed(26, 0));
        assertThat(admin.wrappedByEpoch()).isEqualTo(Map.of(FIRST.id(), 0L, SECOND.id(), 26L));
        PostgresSubjectKeys after = node(AFTER);
        keys.forEach(
                (subject, key) -> assertThat(after.toRead(subject, key.id())).isEqualTo(key));
    }

    @Test
    void aNodeThatIsReadyReadsWhatTheNextEpochWraps() {
        UUID subject = UUID.randomUUID();
        SubjectKeys.SubjectKey key = node(DURING).toWrite(subject);

        assertThat(node(READY).toRead(subject, key.id())).isEqualTo(key);
    }

    @Test
    void anEpochThatIsNotHereIsNamed() {
        UUID subject = UUID.randomUUID();
        node(DURING).toWrite(subject);

        assertThatThrownBy(() -> node(BEFORE).toWrite(subject))
                .hasMessageContaining("of epoch " + SECOND.id())
                .hasMessageContaining("configured are " + FIRST.id());
        // Nor is another key of the same name taken for it.
        MasterKey mistaken = key("2027", 3);
        assertThatThrownBy(() -> node(MasterKeys.only(mistaken)).toWrite(subject))
                .hasMessageContaining(SECOND.id())
                .hasMessageContaining(mistaken.id());
        assertThat(wrapping(BEFORE).wrappedByEpoch()).containsEntry(SECOND.id(), 1L);
    }

    @Test
    void twoNodesWrapAnewWhileOthersReadWriteAndErase() throws Exception {
        Map<UUID, SubjectKeys.SubjectKey> keys = subjects(120);
        List<UUID> erased = keys.keySet().stream().limit(20).toList();
        AtomicBoolean done = new AtomicBoolean();
        try (History history = new History(appender, appender, Duration.ofSeconds(20));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> reader = threads.submit(() -> {
                while (!done.get()) {
                    PostgresSubjectKeys node = node(READY);
                    keys.forEach((subject, key) -> {
                        if (!erased.contains(subject)) {
                            assertThat(node.toRead(subject, key.id())).isEqualTo(key);
                        }
                    });
                }
            });
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                workers.add(threads.submit(() -> {
                    KeyWrapping node = wrapping(DURING);
                    while (node.rewrap(7) > 0) {
                        assertThat(node.confirm(3).restored()).isZero();
                    }
                    assertThat(node.confirm(3).restored()).isZero();
                }));
            }
            workers.add(threads.submit(() -> erased.forEach(subject -> history.append(
                    Appends.onto(Appends.newStream()).erasing(subject).events(1).build()))));
            try {
                for (Future<?> worker : workers) {
                    worker.get();
                }
            } finally {
                done.set(true);
            }
            reader.get();
        }

        assertThat(wrapping(DURING).wrappedByEpoch()).isEqualTo(Map.of(FIRST.id(), 0L, SECOND.id(), 100L));
        assertThat(database.number("SELECT count(*) FROM personal_data.replaced_wrap"))
                .isZero();
        PostgresSubjectKeys after = node(AFTER);
        erased.forEach(subject -> assertThat(after.isErased(subject)).isTrue());
    }

    @Test
    void aKeyThatIsAnotherOneMeanwhileIsLeftAlone() {
        UUID replaced = UUID.randomUUID();
        UUID erased = UUID.randomUUID();
        PostgresSubjectKeys node = node(BEFORE);
        SubjectKeys.SubjectKey first = node.toWrite(replaced);
        String late =
                "SELECT personal_data.rewrap(ARRAY[%s]::uuid[], ARRAY[%s], ARRAY[%s]::bytea[], ARRAY[%s]::bytea[], '%s')"
                        .formatted(
                                "'" + replaced + "', '" + erased + "'",
                                "'" + first.id() + "', '" + node.toWrite(erased).id() + "'",
                                "'" + wrapped(replaced) + "', '" + wrapped(erased) + "'",
                                "'" + rewrapped(replaced, first) + "', '" + rewrapped(erased, node.toWrite(erased))
                                        + "'",
                                SECOND.id());
        assertThat(node.replace(replaced)).isTrue();
        SubjectKeys.SubjectKey second = node.toWrite(replaced);
        try (History history = new History(appender, appender, Duration.ofSeconds(20))) {
            history.append(
                    Appends.onto(Appends.newStream()).erasing(erased).events(1).build());
        }

        assertThat(database.number(late)).as("the former one").isEqualTo(1);

        assertThat(node(DURING).toRead(replaced, first.id())).isEqualTo(first);
        assertThat(node(DURING).toRead(replaced, second.id())).isEqualTo(second);
        assertThat(node(DURING).isErased(erased)).isTrue();
    }

    /** As whoever holds the login rewrapper might. */
    private void ruin(UUID subject, String form, String epoch) {
        HistoryDatabase.execute(database.login("rewrapper"), """
                SELECT personal_data.rewrap(array_agg(subject), array_agg(key_id), array_agg(wrapped_key),
                                            array_agg('%s'::bytea), '%s')
                FROM personal_data.subject_key
                WHERE subject = '%s'
                """.formatted(form, epoch, subject));
    }

    @Test
    void whatTheRewrapperRuinsIsPutBack() {
        Map<UUID, SubjectKeys.SubjectKey> keys = subjects(12);
        List<UUID> subjects = List.copyOf(keys.keySet());
        UUID someoneElses = subjects.get(3);
        ruin(subjects.get(0), "\\x00", SECOND.id());
        ruin(subjects.get(1), "\\x" + "00".repeat(60), SECOND.id());
        ruin(subjects.get(1), "\\x" + "11".repeat(60), SECOND.id());
        ruin(subjects.get(2), "\\x" + "00".repeat(60), "2099/unheard-of");
        // It opens, and is another key.
        ruin(someoneElses, "\\x" + HexFormat.of().formatHex(SECOND.wrap(someoneElses, new byte[32])), SECOND.id());
        PostgresSubjectKeys reading = node(DURING);
        assertThatThrownBy(() -> reading.toWrite(subjects.get(1))).isInstanceOf(IllegalStateException.class);

        assertThat(wrapping(DURING).confirm(2)).isEqualTo(new KeyWrapping.Confirmed(0, 4));

        PostgresSubjectKeys after = node(DURING);
        keys.forEach(
                (subject, key) -> assertThat(after.toRead(subject, key.id())).isEqualTo(key));
        assertThat(wrapping(DURING).wrappedByEpoch()).isEqualTo(Map.of(FIRST.id(), 12L, SECOND.id(), 0L));
    }

    @Test
    void noLoginAloneDestroysAKeyThatIsWrappedAnew() {
        UUID subject = subjects(1).keySet().iterator().next();
        String form = wrapped(subject);
        ruin(subject, "\\x00", SECOND.id());
        for (String login : List.of("rewrapper", "appender", "projector")) {
            for (String statement : List.of(
                    "DELETE FROM personal_data.replaced_wrap",
                    "UPDATE personal_data.replaced_wrap SET wrapped_key = ''",
                    "TRUNCATE personal_data.replaced_wrap",
                    "UPDATE personal_data.subject_key SET wrapped_key = ''",
                    "DELETE FROM personal_data.former_key")) {
                assertThatThrownBy(() -> HistoryDatabase.execute(database.login(login), statement))
                        .as(login)
                        .hasMessageContaining("permission denied");
            }
        }
        String arguments = "(ARRAY['%s']::uuid[], ARRAY['a'], ARRAY['\\x00']::bytea[])".formatted(subject);
        assertThatThrownBy(() -> HistoryDatabase.execute(
                        database.login("rewrapper"), "SELECT personal_data.confirm_rewrap" + arguments))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> HistoryDatabase.execute(
                        database.login("appender"),
                        "SELECT personal_data.rewrap" + arguments.replace("[])", "[], ARRAY['']::bytea[], '')")))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> HistoryDatabase.execute(
                        database.login("appender"),
                        "INSERT INTO personal_data.subject_key (subject, key_id, master_key_id, erased_at)"
                                + " VALUES (gen_random_uuid(), '', '', now())"))
                .hasMessageContaining("permission denied");
        assertThat(database.string("SELECT wrapped_key::text FROM personal_data.replaced_wrap"))
                .isEqualTo(form);
    }

    @Test
    void anErasureDestroysWhatWasReplacedAsWell() {
        UUID subject = subjects(1).keySet().iterator().next();
        KeyWrapping wrapping = wrapping(DURING);
        assertThat(wrapping.rewrap(10)).isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM personal_data.replaced_wrap"))
                .isEqualTo(1);
        try (History history = new History(appender, appender, Duration.ofSeconds(20))) {
            history.append(
                    Appends.onto(Appends.newStream()).erasing(subject).events(1).build());
        }

        assertThat(database.number("SELECT count(*) FROM personal_data.replaced_wrap"))
                .isZero();
        assertThat(wrapping.confirm(10)).isEqualTo(new KeyWrapping.Confirmed(0, 0));
        assertThat(node(DURING).isErased(subject)).isTrue();
    }

    private String wrapped(UUID subject) {
        return database.string(
                "SELECT wrapped_key::text FROM personal_data.subject_key WHERE subject = '" + subject + "'");
    }

    private static String rewrapped(UUID subject, SubjectKeys.SubjectKey key) {
        return "\\x" + HexFormat.of().formatHex(SECOND.wrap(subject, key.key().getEncoded()));
    }

    @Test
    void aSubjectsKeyIsReplacedAndWhatWasWrittenStaysReadable() {
        UUID subject = UUID.randomUUID();
        PostgresSubjectKeys node = node(BEFORE);
        PostgresSubjectKeys other = node(BEFORE);
        SubjectKeys.SubjectKey first = other.toWrite(subject);

        assertThat(node.replace(subject)).isTrue();

        SubjectKeys.SubjectKey second = node.toWrite(subject);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(node.toRead(subject, first.id())).isEqualTo(first);
        // A node that has not heard of it reads both as well.
        assertThat(other.toRead(subject, second.id())).isEqualTo(second);
        assertThat(other.toWrite(subject)).isEqualTo(second);
        assertThat(node.replace(UUID.randomUUID())).as("nobody's").isFalse();
    }
}
