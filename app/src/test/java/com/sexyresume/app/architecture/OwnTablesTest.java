package com.sexyresume.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The SQL of a command context names tables that the migrations of that context make, and no others (ADR 25). */
class OwnTablesTest {

    private static final Path MIGRATIONS = Path.of("../query-side/src/main/resources/db/migration");
    private static final Path COMMANDS = Path.of("../command-side/src/main/java/com/sexyresume/command");

    private static final Pattern MADE = Pattern.compile("CREATE TABLE ([a-z_.]+)");
    private static final Pattern NAMED = Pattern.compile("\\b(?:FROM|JOIN|INTO|UPDATE)\\s+([a-z_.]+)");

    @Test
    void aCommandContextNamesItsOwnTables() throws IOException {
        Map<String, String> owners = new HashMap<>();
        for (Path migration : files(MIGRATIONS, ".sql")) {
            found(MADE, migration).forEach(table -> owners.put(table, folder(migration)));
        }
        List<String> own = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        for (Path source : files(COMMANDS, ".java")) {
            for (String table : found(NAMED, source)) {
                // Whatever else is named is no table of a context.
                if (owners.containsKey(table)) {
                    (folder(source).equals(owners.get(table)) ? own : foreign).add(source.getFileName() + " " + table);
                }
            }
        }
        assertThat(own).isNotEmpty();
        assertThat(foreign).isEmpty();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(file));
        return matcher.results().map(result -> result.group(1)).toList();
    }

    private static String folder(Path file) {
        return file.getParent().getFileName().toString();
    }
}
