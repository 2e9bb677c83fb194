package com.sexyresume.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.health.KeysHealth;
import com.sexyresume.eventstore.keys.ClaimKey;
import com.sexyresume.eventstore.keys.KeyRegister;
import com.sexyresume.eventstore.keys.KeyWrapping;
import com.sexyresume.eventstore.keys.MasterKeys;
import com.sexyresume.eventstore.keys.PostgresSubjectKeys;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** A history is only ever worked on with its own keys: nobody makes others for it, and what is missing is named. */
class KeysTest {

    private static final String ZEROS = Base64.getEncoder().encodeToString(new byte[32]);

    private final ApplicationDatabase database = ApplicationDatabase.fresh();
    private final HikariDataSource appender = new HikariDataSource();
    private final HikariDataSource rewrapper = new HikariDataSource();
    private final KeyRegister register = new KeyRegister(appender);
    private final EventStorageEngine noEvents = new InMemoryEventStorageEngine();
    private final Map<String, String> properties = new HashMap<>();
    private final List<Path> made = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path keys;

    @BeforeEach
    void open() {
        Map<String, String> connection = database.properties();
        logIn(appender, "appender", "appender", connection);
        logIn(rewrapper, "rewrapper", "rewrap", connection);
        keys = folder.resolve("data/keys");
        properties.put("sexyresume.history.key-folder", keys.toString());
    }

    private static void logIn(HikariDataSource pool, String login, String password, Map<String, String> connection) {
        pool.setJdbcUrl(connection.get("spring.datasource.url"));
        pool.setUsername(login);
        pool.setPassword(connection.get("sexyresume.database.passwords." + password));
    }

    @AfterEach
    void close() {
        appender.close();
        rewrapper.close();
        database.close();
    }

    private HistoryProperties properties() {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("sexyresume.history", HistoryProperties.class);
    }

    private MasterKeys masterKeys() {
        return register.masterKeys(registered -> EpochsOfMasterKey.of(properties(), registered, made::add));
    }

    private ClaimKey claimKey() {
        return register.claimKey(registered -> KeyOfClaims.of(properties(), registered, register, noEvents, made::add));
    }

    /** Something is recorded with the keys of this start. */
    private void begin() {
        MasterKeys masters = masterKeys();
        claimKey();
        new PostgresSubjectKeys(appender, masters, 10).toWrite(UUID.randomUUID());
        made.clear();
    }

    private void refuses(String... words) throws IOException {
        List<Path> before = list();
        assertThatThrownBy(() -> {
                    masterKeys();
                    claimKey();
                })
                .isInstanceOfSatisfying(KeysMisconfigured.class, refused -> {
                    var analysis = Objects.requireNonNull(new KeysMisconfiguredAnalyzer().analyze(refused));
                    assertThat(analysis.getDescription() + "\n" + analysis.getAction())
                            .contains(words)
                            .doesNotContain(ZEROS);
                });
        assertThat(list()).as("no key was made").isEqualTo(before);
        assertThat(made).isEmpty();
    }

    private List<Path> list() throws IOException {
        if (!Files.isDirectory(keys)) {
            return List.of();
        }
        try (var files = Files.list(keys)) {
            return files.sorted().toList();
        }
    }

    @Test
    void keysOfAnEmptyHistoryAreMadeForTheirOwnerAlone() throws IOException {
        MasterKeys masters = masterKeys();
        ClaimKey claims = claimKey();

        assertThat(made).containsExactly(keys.resolve("master-key"), keys.resolve("claim-key"));
        for (Path each : List.of(keys, keys.getParent())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rwx------");
        }
        made.clear();
        assertThat(masterKeys().ids()).isEqualTo(masters.ids());
        assertThat(claimKey().id()).isEqualTo(claims.id());
        assertThat(made).isEmpty();
    }

    @Test
    void noKeysAreMadeForAHistoryThatHasSome() throws IOException {
        begin();
        Path aside = Files.move(keys, folder.resolve("aside"));

        refuses(
                "is not here",
                "sexyresume.history.master-key",
                keys.resolve("master-key").toString());
        Files.createDirectories(keys);
        refuses("is not here", "sexyresume.history.master-key");
        Files.copy(aside.resolve("master-key"), keys.resolve("master-key"));
        Files.setPosixFilePermissions(keys.resolve("master-key"), PosixFilePermissions.fromString("rw-------"));
        refuses(
                "claim key is not here",
                "sexyresume.history.claim-key",
                keys.resolve("claim-key").toString());
    }

    @Test
    void noKeysAreMadeForAHistoryFromBeforeThereWasARegister() throws Exception {
        begin();
        Files.move(keys, folder.resolve("aside"));
        forgetTheRegister();

        refuses(
                "is not here",
                "sexyresume.history.master-key",
                keys.resolve("master-key").toString());
        Files.move(folder.resolve("aside"), keys);
        assertThat(masterKeys().ids()).hasSize(1);
        assertThat(claimKey()).isNotNull();
    }

    @Test
    void otherKeysAreNotTakenForThoseOfTheHistory() throws IOException {
        begin();

        properties.put("sexyresume.history.master-key", ZEROS);
        refuses("the property sexyresume.history.master-key holds another one");
        properties.remove("sexyresume.history.master-key");
        properties.put("sexyresume.history.claim-key", ZEROS);
        refuses("another claim key than the one in the property sexyresume.history.claim-key");
        properties.remove("sexyresume.history.claim-key");
        String right = Files.readString(keys.resolve("master-key"));
        Files.writeString(keys.resolve("master-key"), ZEROS);
        refuses("the file " + keys.resolve("master-key") + " holds another one");

        Files.writeString(keys.resolve("master-key"), right + "\r\n");
        assertThat(masterKeys().ids()).hasSize(1);
    }

    @Test
    void whatIsNoKeyIsNamedAndNotReplaced() throws IOException {
        begin();
        Path file = keys.resolve("master-key");
        byte[] right = Files.readAllBytes(file);

        Files.write(file, java.util.Arrays.copyOf(right, 20));
        refuses(file.toString(), "32 random bytes");
        Files.write(file, new byte[0]);
        refuses(file.toString(), "32 random bytes");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        refuses(file.toString(), "cannot be read");
        Files.write(file, right);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        refuses("chmod 600");
        Files.delete(file);
        Files.createDirectory(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        refuses(file.toString(), "cannot be read");
        Files.delete(file);
        properties.put("sexyresume.history.master-key", "c2hvcnQ=");
        refuses("32 random bytes");
    }

    @Test
    void aNewEpochIsMadeBesideTheKeysOfTheHistoryAndThenBelongsToThem() throws IOException {
        begin();
        properties.put("sexyresume.history.master-key-epoch", "2027-01");

        MasterKeys both = masterKeys();
        assertThat(both.ids()).hasSize(2);
        assertThat(made).containsExactly(keys.resolve("master-key.2027-01"));
        made.clear();
        assertThat(masterKeys().ids()).isEqualTo(both.ids());

        byte[] second = Files.readAllBytes(keys.resolve("master-key.2027-01"));
        Files.delete(keys.resolve("master-key.2027-01"));
        refuses(
                "sexyresume.history.master-keys.2027-01",
                "master-key.2027-01",
                both.current().id());
        properties.put("sexyresume.history.master-keys.2027-01", new String(second, StandardCharsets.UTF_8));
        assertThat(masterKeys().ids()).isEqualTo(both.ids());
        properties.put("sexyresume.history.master-keys.2027-01", ZEROS);
        refuses("the property sexyresume.history.master-keys.2027-01 holds another one");
    }

    @Test
    void anEpochThatWrapsNothingAnyMoreMayGo() throws IOException {
        begin();
        properties.put("sexyresume.history.master-key-epoch", "2027-01");
        KeyWrapping wrapping = new KeyWrapping(rewrapper, appender, masterKeys());
        assertThat(wrapping.rewrap(10)).isEqualTo(1);
        assertThat(wrapping.confirm(10).confirmed()).isEqualTo(1);
        Files.delete(keys.resolve("master-key"));

        MasterKeys left = masterKeys();

        assertThat(left.ids()).hasSize(1);
        assertThat(health(left).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void healthIsDownWhileAKeyIsMissingThatSomethingIsWrappedBy() throws Exception {
        begin();
        MasterKeys right = masterKeys();
        assertThat(health(right).getStatus()).isEqualTo(Status.UP);

        try (var superuser = database.superuser();
                var statement = superuser.createStatement()) {
            statement.execute("UPDATE personal_data.subject_key SET master_key_id = '2031/0123456789abcdef'");
        }

        Health down = health(right);
        assertThat(down.getStatus()).isEqualTo(Status.DOWN);
        assertThat(down.getDetails())
                .hasEntrySatisfying(
                        "missingMasterKeys",
                        missing -> assertThat(missing.toString()).isEqualTo("[2031/0123456789abcdef]"));
    }

    @Test
    void healthIsDownWhenAFileIsLostWhoseKeyIsStillInMemory() throws IOException {
        begin();
        KeysHealth health = new KeysHealth(register, masterKeys(), claimKey(), properties());
        assertThat(Objects.requireNonNull(health.health()).getStatus()).isEqualTo(Status.UP);

        for (String name : List.of("claim-key", "master-key")) {
            Path file = keys.resolve(name);
            byte[] right = Files.readAllBytes(file);
            Files.delete(file);
            Health down = Objects.requireNonNull(health.health());
            assertThat(down.getStatus()).isEqualTo(Status.DOWN);
            assertThat(down.getDetails()).containsEntry("lostFiles", List.of(file.toString()));

            Files.write(file, right);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            assertThat(Objects.requireNonNull(health.health()).getStatus()).isEqualTo(Status.UP);
        }
    }

    private Health health(MasterKeys masters) {
        return Objects.requireNonNull(new KeysHealth(register, masters, claimKey(), properties()).health());
    }

    private void forgetTheRegister() throws Exception {
        try (var superuser = database.superuser();
                var statement = superuser.createStatement()) {
            statement.execute("DELETE FROM event_store.key_check");
        }
    }
}
