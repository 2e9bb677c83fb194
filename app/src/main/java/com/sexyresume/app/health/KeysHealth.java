package com.sexyresume.app.health;

import com.sexyresume.app.history.EpochsOfMasterKey;
import com.sexyresume.app.history.HistoryProperties;
import com.sexyresume.app.history.KeyOfClaims;
import com.sexyresume.eventstore.keys.ClaimKey;
import com.sexyresume.eventstore.keys.KeyRegister;
import com.sexyresume.eventstore.keys.MasterKey;
import com.sexyresume.eventstore.keys.MasterKeys;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Down while keys of subjects are wrapped by a master key that this process was not given, and while a file is gone or
 * changed that it read a key from: the next start would fail, and its memory may be the last place that has the key.
 */
@Component
public final class KeysHealth extends AbstractHealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(KeysHealth.class);

    private final KeyRegister register;
    private final MasterKeys masterKeys;

    /** Whether each file still holds what was read from it. */
    private final Map<Path, BooleanSupplier> files = new HashMap<>();

    private volatile Set<String> lastMissing = Set.of();
    private volatile List<Path> lastLost = List.of();

    public KeysHealth(KeyRegister register, MasterKeys masterKeys, ClaimKey claimKey, HistoryProperties properties) {
        super("The keys of the history were not compared");
        this.register = register;
        this.masterKeys = masterKeys;
        EpochsOfMasterKey.files(properties)
                .forEach((epoch, file) -> files.put(
                        file,
                        () -> masterKeys
                                .ids()
                                .contains(MasterKey.in(epoch, file).id())));
        Path claims = KeyOfClaims.fileIn(properties);
        if (claims != null) {
            files.put(claims, () -> ClaimKey.in(claims).id().equals(claimKey.id()));
        }
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        List<Path> lost = files.entrySet().stream()
                .filter(file -> !holds(file.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!lost.isEmpty()) {
            health.down()
                    .withDetail("lostFiles", lost.stream().map(Path::toString).toList());
        }
        if (!lost.equals(lastLost)) {
            lastLost = lost;
            lost.forEach(file -> log.error(
                    "The key in {} is gone or another one now: give the file back from its backup, before this process"
                            + " ends",
                    file));
        }
        Set<String> missing = new TreeSet<>(register.wrapping());
        missing.removeAll(masterKeys.ids());
        if (!missing.isEmpty()) {
            health.down().withDetail("missingMasterKeys", missing);
        }
        if (!missing.equals(lastMissing)) {
            lastMissing = missing;
            missing.forEach(
                    id -> log.error("Keys of subjects are wrapped by master key {}, which is not configured", id));
        }
    }

    private static boolean holds(BooleanSupplier file) {
        try {
            return file.getAsBoolean();
        } catch (RuntimeException unreadable) {
            return false;
        }
    }
}
