package com.sexyresume.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.events.EventCatalog;
import com.sexyresume.events.Id;
import com.sexyresume.events.PersonalData;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/personal-data.md} names every component of an event that can hold text, as encrypted or as plain, and
 * every table, so that somebody decides about each new one.
 */
class PersonalDataPageTest {

    private static final Path PAGE = Path.of("..", "docs", "personal-data.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([a-z]+) \\|([^|\n]*)\\|([^|\n]*)\\|$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Path MIGRATIONS = Path.of("..", "query-side", "src", "main", "resources", "db", "migration");

    @Test
    void eachContextsTextsAreEncryptedOrHaveAReason() throws IOException {
        SortedSet<String> contexts = contexts();
        Map<String, SortedSet<String>> encrypted = new TreeMap<>();
        Map<String, SortedSet<String>> plain = new TreeMap<>();
        for (MatchResult row : ROW.matcher(Files.readString(PAGE)).results().toList()) {
            if (contexts.contains(row.group(1))) {
                encrypted.put(row.group(1), names(row.group(2)));
                plain.put(row.group(1), names(row.group(3)));
            }
        }
        assertThat(encrypted.keySet()).isEqualTo(contexts);

        Map<String, SortedSet<String>> expectedEncrypted = empty(contexts);
        Map<String, SortedSet<String>> expectedPlain = empty(contexts);
        for (Class<?> event : EventCatalog.events()) {
            String context = context(event);
            for (RecordComponent component : event.getRecordComponents()) {
                String name = event.getSimpleName() + "." + component.getName();
                if (component.isAnnotationPresent(PersonalData.class)) {
                    expectedEncrypted.get(context).add(name);
                } else if (mayHoldText(component.getType())) {
                    expectedPlain.get(context).add(name);
                }
            }
        }
        assertThat(encrypted).isEqualTo(expectedEncrypted);
        assertThat(plain).isEqualTo(expectedPlain);
    }

    @Test
    void everyTableIsOnThePage() throws IOException, SQLException {
        SortedSet<String> named = names(Files.readString(PAGE));
        try (ApplicationDatabase database = ApplicationDatabase.fresh()) {
            try (Connection connection = database.superuser();
                    Statement statement = connection.createStatement();
                    ResultSet table = statement.executeQuery("""
                            SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname
                            FROM pg_class c
                                     JOIN pg_namespace n ON n.oid = c.relnamespace
                            WHERE c.relkind IN ('r', 'p')
                              AND NOT c.relispartition
                              AND n.nspname !~ '^pg_'
                              AND n.nspname NOT IN ('information_schema', 'flyway')
                            """)) {
                List<String> tables = new ArrayList<>();
                while (table.next()) {
                    tables.add(table.getString(1));
                }
                assertThat(tables).isNotEmpty().isSubsetOf(named);
            }
        }
    }

    private static String context(Class<?> event) {
        return event.getPackageName().substring(event.getPackageName().lastIndexOf('.') + 1);
    }

    /** Each has a folder of migrations. */
    private static SortedSet<String> contexts() throws IOException {
        try (Stream<Path> folders = Files.list(MIGRATIONS)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals("query-side"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Map<String, SortedSet<String>> empty(Set<String> contexts) {
        return contexts.stream()
                .collect(Collectors.toMap(context -> context, _ -> new TreeSet<>(), (one, _) -> one, TreeMap::new));
    }

    /** Numbers, times, ids and names of enums cannot. */
    private static boolean mayHoldText(Class<?> type) {
        return !(type.isPrimitive()
                || type.isEnum()
                || Number.class.isAssignableFrom(type)
                || Id.class.isAssignableFrom(type)
                || type == UUID.class
                || type == Instant.class
                || type == Boolean.class);
    }

    private static SortedSet<String> names(String text) {
        return NAME.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
