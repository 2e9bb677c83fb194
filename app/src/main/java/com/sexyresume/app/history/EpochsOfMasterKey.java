package com.sexyresume.app.history;

import com.sexyresume.eventstore.keys.KeyRegister;
import com.sexyresume.eventstore.keys.KeyRegister.Registered;
import com.sexyresume.eventstore.keys.MasterKey;
import com.sexyresume.eventstore.keys.MasterKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The master keys of all epochs: those that are configured, and those in files of the key folder. The first epoch has
 * no name, and its file is {@code master-key}; that of another one is {@code master-key.<epoch>}.
 */
public final class EpochsOfMasterKey {

    private static final String FIRST = "";
    private static final String FILE = "master-key";

    private EpochsOfMasterKey() {}

    /**
     * Those of a history. The current one is made at random for an empty history, and for an epoch that is new to one
     * whose keys are here.
     *
     * @param made is told which file was made
     * @throws KeysMisconfigured the history was written with others
     */
    static MasterKeys of(HistoryProperties properties, Registered registered, Consumer<Path> made) {
        Map<String, MasterKey> keys = keys(properties);
        String epoch = properties.masterKeyEpoch();
        for (String known : registered.masterKeys()) {
            MasterKey key = keys.get(epochOf(known));
            if (key != null && !key.id().equals(known)) {
                throw other(properties, known);
            }
        }
        boolean hasOne =
                keys.values().stream().anyMatch(key -> registered.masterKeys().contains(key.id()));
        boolean isNew = registered.masterKeys().stream()
                .noneMatch(known -> epochOf(known).equals(epoch));
        MasterKey current = keys.get(epoch);
        if (registered.masterKeys().isEmpty()) {
            if (current == null && !registered.historyIsEmpty()) {
                throw missing(
                        properties, List.of(epoch), "The database holds a history, but its master key is not here.");
            }
        } else if (!hasOne || (current == null && !isNew)) {
            List<String> absent = registered.masterKeys().stream()
                    .filter(known -> !keys.containsKey(epochOf(known)))
                    .toList();
            throw missing(
                    properties,
                    absent.stream().map(EpochsOfMasterKey::epochOf).toList(),
                    "The history in this database is written with the master key " + String.join(", ", absent)
                            + ", which is not here.");
        }
        if (current == null) {
            Path file = fileOf(properties.keyFolder(), epoch);
            current = MasterKey.generatedIn(epoch, file);
            keys.put(epoch, current);
            made.accept(file);
        }
        return new MasterKeys(current, keys.values());
    }

    private static Map<String, MasterKey> keys(HistoryProperties properties) {
        Map<String, MasterKey> keys = new HashMap<>();
        try {
            files(properties).forEach((epoch, file) -> keys.put(epoch, MasterKey.in(epoch, file)));
            if (properties.masterKey() != null) {
                keys.put(FIRST, MasterKey.fromConfiguration(properties.masterKey()));
            }
            properties.masterKeys().forEach((epoch, key) -> keys.put(epoch, MasterKey.fromConfiguration(epoch, key)));
            return keys;
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException unusable) {
            throw KeysMisconfigured.unusable(unusable);
        }
    }

    /** The files that keys are read from, by epoch: where a property names one, it counts. */
    public static Map<String, Path> files(HistoryProperties properties) {
        Map<String, Path> files = filesIn(properties.keyFolder());
        if (properties.masterKey() != null) {
            files.remove(FIRST);
        }
        properties.masterKeys().keySet().forEach(files::remove);
        return files;
    }

    private static KeysMisconfigured other(HistoryProperties properties, String known) {
        return missing(
                properties,
                List.of(epochOf(known)),
                "The history in this database is written with the master key " + known + ", but "
                        + place(properties, epochOf(known)) + " holds another one.");
    }

    private static KeysMisconfigured missing(HistoryProperties properties, List<String> epochs, String problem) {
        return new KeysMisconfigured(
                problem,
                "Give it back, from its backup: as "
                        + epochs.stream()
                                .map(epoch -> "the property " + property(epoch) + " or the file "
                                        + fileOf(properties.keyFolder(), epoch))
                                .collect(Collectors.joining(", and as "))
                        + ". Without it nothing can be read that is personal; docs/recovery.md, \"A lost key\".");
    }

    private static String place(HistoryProperties properties, String epoch) {
        Path file = files(properties).get(epoch);
        return file == null ? "the property " + property(epoch) : "the file " + file;
    }

    private static String property(String epoch) {
        return "sexyresume.history.master-key" + (epoch.isEmpty() ? "" : "s." + epoch);
    }

    private static String epochOf(String masterKeyId) {
        @Nullable String epoch = KeyRegister.epochOf(masterKeyId);
        return Objects.requireNonNullElse(epoch, FIRST);
    }

    private static Path fileOf(Path folder, String epoch) {
        return folder.resolve(epoch.isEmpty() ? FILE : FILE + "." + epoch);
    }

    private static Map<String, Path> filesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new HashMap<>();
        }
        Map<String, Path> files = new HashMap<>();
        try (Stream<Path> listed = Files.list(folder)) {
            List<Path> found = listed.toList();
            for (Path file : found) {
                String name = file.getFileName().toString();
                // One that is just being written ends in .new.
                if (name.equals(FILE)) {
                    files.put(FIRST, file);
                } else if (name.startsWith(FILE + ".") && !name.endsWith(".new")) {
                    files.put(name.substring(FILE.length() + 1), file);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The keys in " + folder + " cannot be read: " + failed, failed);
        }
        return files;
    }
}
