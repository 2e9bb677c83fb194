package com.sexyresume.eventstore.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Appends;
import com.sexyresume.eventstore.keys.KeyRegister.Registered;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRegisterTest {

    private HistoryDatabase database;
    private HikariDataSource appender;
    private KeyRegister register;

    @BeforeEach
    void open() {
        database = HistoryDatabase.fresh();
        appender = database.pool("appender", 8);
        register = new KeyRegister(appender);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static MasterKey key(String epoch, int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return MasterKey.fromConfiguration(epoch, Base64.getEncoder().encodeToString(key));
    }

    private static ClaimKey claimKey(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return ClaimKey.fromConfiguration(Base64.getEncoder().encodeToString(key));
    }

    private Registered registered() {
        AtomicReference<Registered> seen = new AtomicReference<>();
        assertThatThrownBy(() -> register.masterKeys(registered -> {
                    seen.set(registered);
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");
        return Objects.requireNonNull(seen.get());
    }

    @Test
    void remembersWhatAHistoryIsWrittenWithAndNoKey() {
        assertThat(registered()).isEqualTo(new Registered(true, Set.of(), Optional.empty()));

        register.masterKeys(_ -> MasterKeys.only(key("", 1)));
        register.claimKey(_ -> claimKey(3));
        register.masterKeys(_ -> new MasterKeys(key("2027", 2), List.of(key("", 1), key("2028", 9))));

        assertThat(registered())
                .isEqualTo(new Registered(
                        true,
                        Set.of(key("", 1).id(), key("2027", 2).id()),
                        Optional.of(claimKey(3).id())));
        assertThat(database.strings("SELECT key_check::text FROM event_store.key_check"))
                .noneMatch(row -> row.contains(Base64.getEncoder().encodeToString(new byte[32])));
    }

    @Test
    void knowsByTheKeysOfSubjectsWhatAHistoryWasWrittenWithBeforeThereWasARegister() {
        MasterKeys both = new MasterKeys(key("2027", 2), List.of(key("", 1)));
        var first = new PostgresSubjectKeys(appender, key("", 1), 10);
        UUID replaced = UUID.randomUUID();
        first.toWrite(replaced);
        first.toWrite(UUID.randomUUID());
        assertThat(new PostgresSubjectKeys(appender, both, 10).replace(replaced))
                .isTrue();
        UUID erased = UUID.randomUUID();
        new PostgresSubjectKeys(appender, key("2026", 7), 10).toWrite(erased);
        try (History history = new History(appender, appender, Duration.ofSeconds(20))) {
            history.append(
                    Appends.onto(Appends.newStream()).erasing(erased).events(1).build());
        }

        assertThat(registered())
                .isEqualTo(new Registered(
                        false, Set.of(key("", 1).id(), key("2027", 2).id()), Optional.empty()));
        assertThat(register.wrapping()).isEqualTo(both.ids());

        register.masterKeys(_ -> both);
        assertThat(registered().masterKeys()).isEqualTo(both.ids());
    }

    @Test
    void ofSeveralProcessesThatStartAtOnceAllSeeTheKeysOfTheFirst() {
        Set<String> chosen = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= 16; i++) {
                MasterKey own = key("", i);
                Function<Registered, MasterKeys> choice = registered -> {
                    chosen.addAll(registered.masterKeys().isEmpty() ? Set.of(own.id()) : registered.masterKeys());
                    return MasterKeys.only(own);
                };
                threads.execute(() -> register.masterKeys(choice));
            }
        }

        assertThat(chosen).hasSize(1).isEqualTo(registered().masterKeys());
    }
}
