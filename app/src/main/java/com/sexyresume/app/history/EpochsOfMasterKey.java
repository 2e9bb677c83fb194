package com.sexyresume.app.history;

import com.sexyresume.eventstore.MasterKey;
import com.sexyresume.eventstore.MasterKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The master keys of all epochs: those that are configured, and those in files of the key folder. The first epoch has
 * no name, and its file is {@code master-key}; that of another one is {@code master-key.<epoch>}.
 */
final class EpochsOfMasterKey {

    private static final String FIRST = "";
    private static final String FILE = "master-key";

    private EpochsOfMasterKey() {}

    /** Makes a key at random if the epoch that is to be the current one has none. */
    static MasterKeys of(HistoryProperties properties) {
        Map<String, MasterKey> keys = new HashMap<>();
        filesIn(properties.keyFolder()).forEach((epoch, file) -> keys.put(epoch, MasterKey.generatedIn(epoch, file)));
        if (properties.masterKey() != null) {
            keys.put(FIRST, MasterKey.fromConfiguration(properties.masterKey()));
        }
        properties.masterKeys().forEach((epoch, key) -> keys.put(epoch, MasterKey.fromConfiguration(epoch, key)));
        String epoch = properties.masterKeyEpoch();
        MasterKey current =
                keys.computeIfAbsent(epoch, _ -> MasterKey.generatedIn(epoch, fileOf(properties.keyFolder(), epoch)));
        return new MasterKeys(current, keys.values());
    }

    private static Path fileOf(Path folder, String epoch) {
        return folder.resolve(epoch.isEmpty() ? FILE : FILE + "." + epoch);
    }

    private static Map<String, Path> filesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Map.of();
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
            throw new UncheckedIOException("The keys in " + folder + " cannot be read", failed);
        }
        return files;
    }
}
