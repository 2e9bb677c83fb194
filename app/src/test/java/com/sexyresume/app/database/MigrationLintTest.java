package com.sexyresume.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * MG12–MG18, D44, D45: a migration holds no lock for as long as a table is large, leaves no table open, destroys
 * nothing unsaid, and guards itself by table and schema. What row level security does not cover in the schema that
 * results is {@link RowSecurityLintTest}'s to find.
 */
class MigrationLintTest {

    /**
     * Migrations up to this one have landed and cannot change; some build an index or check a constraint in their
     * transaction. That does no harm: a new database runs them on empty tables, and no older one has them to run again.
     */
    private static final long LANDED = 202611281150L;

    private static final Pattern TOKEN =
            Pattern.compile("'[^']*'|\\$(\\w*)\\$.*?\\$\\1\\$|--[^\\n]*|/\\*.*?\\*/|;", Pattern.DOTALL);
    private static final String ALTER = "ALTER TABLE (?:ONLY )?([\\w.]+)";
    private static final String CONCURRENTLY = "^(CREATE (UNIQUE )?INDEX|DROP INDEX|REINDEX.*) CONCURRENTLY";

    /** What a script breaks, and what to write instead. */
    enum Rule {
        INDEX("An index of a table that may have rows is made CONCURRENTLY, in a migration of its own."),
        KEY("A key of a table that may have rows is added USING an INDEX that was made CONCURRENTLY."),
        ALONE("What is done CONCURRENTLY is alone in its migration, which Flyway runs outside a transaction."),
        COLUMN("A column of a table that may have rows is added with a DEFAULT, or may be null."),
        CONSTRAINT(
                "A constraint of a table that may have rows is added NOT VALID, and validated by a migration of its own."),
        GUARD("A guard names schema and table, not a name alone: conrelid = 'public.users'::regclass beside conname."),
        ROW_SECURITY(
                "A table of public gets row level security in the script that makes it: private.secure_user_table('…')."),
        DESTRUCTION("What destroys rows says so, and why, in a comment that begins with: -- Destroys");

        private final String sentence;

        Rule(String sentence) {
            this.sentence = sentence;
        }

        private boolean isBrokenBy(Script script) {
            return switch (this) {
                case INDEX -> script.changes("CREATE (UNIQUE )?INDEX(?! CONCURRENTLY).*? ON (?!ONLY )([\\w.]+)", 2);
                case KEY -> script.changes(ALTER + ".* (UNIQUE|PRIMARY KEY)(?! USING INDEX)", 1);
                case ALONE ->
                    script.has(CONCURRENTLY)
                            && !script.statements().stream().allMatch(one -> Script.finds(CONCURRENTLY, one));
                case COLUMN -> script.changes(ALTER + ".* ADD COLUMN (?![^,]*(DEFAULT|GENERATED))[^,]*NOT NULL", 1);
                case CONSTRAINT -> script.changes(ALTER + ".* ADD CONSTRAINT (?!.*NOT VALID).*(CHECK|FOREIGN KEY)", 1);
                case GUARD ->
                    script.has("\\bIF NOT EXISTS \\w+ ON ")
                            || script.hasWithout("\\bconname ?(=|IN\\b)", "\\bconrelid\\b")
                            || script.has("\\bconrelid ?= ?'\\w+'::regclass")
                            || script.hasWithout("\\brelname ?(=|IN\\b)", "\\brelnamespace\\b|\\bnspname\\b")
                            || script.hasWithout(
                                    "\\b(indexname|policyname) ?(=|IN\\b)", "(?=.*\\bschemaname\\b).*\\btablename\\b")
                            || script.hasWithout("\\btgname ?(=|IN\\b)", "\\btgrelid\\b")
                            || script.hasWithout(
                                    "\\binformation_schema\\.", "(?=.*\\btable_schema\\b).*\\btable_name\\b");
                case ROW_SECURITY ->
                    script.made().stream()
                            .filter(table -> !table.contains(".") || table.startsWith("public."))
                            .map(table -> table.replace("public.", ""))
                            .anyMatch(table -> !script.secures(table));
                case DESTRUCTION ->
                    script.has("\\b(DROP (TABLE|COLUMN|SCHEMA)|TRUNCATE)\\b")
                            && !script.text().contains("-- Destroys");
            };
        }

        static List<String> brokenBy(String text) {
            Script script = Script.of(text);
            return Stream.of(values())
                    .filter(rule -> rule.isBrokenBy(script))
                    .map(rule -> rule + ": " + rule.sentence)
                    .toList();
        }
    }

    /**
     * A migration's text and its statements, without comments, with one space between words. Functions are statements
     * too, but what they will do is not done by the script.
     *
     * @param made the tables and materialised views that it makes: they have no rows but its own
     */
    private record Script(String text, List<String> statements, Set<String> made) {

        static Script of(String text) {
            List<String> statements = new ArrayList<>();
            StringBuilder statement = new StringBuilder();
            Matcher token = TOKEN.matcher(text + "\n;");
            while (token.find()) {
                boolean isComment =
                        token.group().startsWith("--") || token.group().startsWith("/*");
                token.appendReplacement(
                        statement,
                        isComment || token.group().equals(";") ? " " : Matcher.quoteReplacement(token.group()));
                if (token.group().equals(";")) {
                    statements.add(statement.toString().replaceAll("\\s+", " ").strip());
                    statement.setLength(0);
                }
            }
            statements.removeIf(String::isEmpty);
            Set<String> made = new TreeSet<>();
            for (String one : statements) {
                Matcher makes = pattern(
                                "^CREATE (?:UNLOGGED )?(?:TABLE|MATERIALIZED VIEW) (?:IF NOT EXISTS )?([\\w.]+)")
                        .matcher(one);
                if (makes.find()) {
                    made.add(makes.group(1));
                }
            }
            return new Script(text, statements, made);
        }

        boolean has(String regex) {
            return statements.stream().anyMatch(statement -> finds(regex, statement));
        }

        boolean hasWithout(String regex, String needed) {
            return statements.stream().anyMatch(one -> finds(regex, one) && !finds(needed, one));
        }

        /** Whether it does that to a table, the group of that number, that it did not make. */
        boolean changes(String regex, int table) {
            return statements.stream()
                    .filter(statement -> !finds("^CREATE (OR REPLACE )?(FUNCTION|PROCEDURE)", statement))
                    .map(pattern(regex)::matcher)
                    .anyMatch(change -> change.find() && !made.contains(change.group(table)));
        }

        boolean secures(String table) {
            return has("secure_(user|shared)_table\\('" + table + "'")
                    || has("ALTER TABLE (public\\.)?" + table
                            + "\\b.*ENABLE ROW LEVEL SECURITY.*FORCE ROW LEVEL SECURITY");
        }

        static boolean finds(String regex, String statement) {
            return pattern(regex).matcher(statement).find();
        }

        private static Pattern pattern(String regex) {
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        }
    }

    @Test
    void noMigrationBreaksARule() throws IOException {
        List<String> broken = new ArrayList<>();
        List<String> landed = new ArrayList<>();
        Resource[] scripts =
                new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/**/*__*.sql");
        for (Resource script : scripts) {
            String name = Objects.requireNonNull(script.getFilename());
            boolean hasLanded = name.startsWith("V") && Long.parseLong(name.substring(1, name.indexOf("__"))) <= LANDED;
            for (String rule : Rule.brokenBy(script.getContentAsString(StandardCharsets.UTF_8))) {
                (hasLanded ? landed : broken).add(name + " breaks " + rule);
            }
        }
        assertThat(broken).isEmpty();
        assertThat(landed).as("what the lint finds in old ones").isNotEmpty();
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of(Rule.INDEX, "CREATE INDEX idx_users_name ON users (full_name);"),
                Arguments.of(Rule.INDEX, "CREATE UNIQUE INDEX ON public.users\n    (lower(email));"),
                Arguments.of(Rule.INDEX, "DO $$ BEGIN CREATE INDEX idx_users_name ON users (full_name); END $$;"),
                Arguments.of(Rule.KEY, "ALTER TABLE users ADD CONSTRAINT users_name UNIQUE (full_name);"),
                Arguments.of(Rule.KEY, "ALTER TABLE users ADD COLUMN nickname text UNIQUE;"),
                Arguments.of(Rule.ALONE, """
                        ALTER TABLE users ADD COLUMN nickname text;
                        CREATE INDEX CONCURRENTLY idx_users_nickname ON users (nickname);
                        """),
                Arguments.of(Rule.COLUMN, "ALTER TABLE users ADD COLUMN shoe_size int NOT NULL;"),
                Arguments.of(Rule.CONSTRAINT, "ALTER TABLE users ADD CONSTRAINT is_tall CHECK (height > 180);"),
                Arguments.of(Rule.CONSTRAINT, """
                        ALTER TABLE letters
                            ADD CONSTRAINT letters_user_fkey FOREIGN KEY (user_id) REFERENCES users;
                        """),
                // As the document has it: the second table that needs a constraint of this name gets none.
                Arguments.of(Rule.GUARD, """
                        DO $$
                        BEGIN
                            IF NOT EXISTS (SELECT FROM information_schema.table_constraints
                                           WHERE constraint_name = 'is_tall') THEN
                                ALTER TABLE users ADD CONSTRAINT is_tall CHECK (height > 180) NOT VALID;
                            END IF;
                        END $$;
                        """),
                Arguments.of(Rule.GUARD, "DO $$ BEGIN PERFORM FROM pg_constraint WHERE conname = 'is_tall'; END $$;"),
                Arguments.of(Rule.GUARD, """
                        DO $$ BEGIN
                            PERFORM FROM pg_constraint WHERE conrelid = 'users'::regclass AND conname = 'is_tall';
                        END $$;
                        """),
                Arguments.of(Rule.GUARD, "DO $$ BEGIN PERFORM FROM pg_class WHERE relname = 'idx_a'; END $$;"),
                Arguments.of(
                        Rule.GUARD, "CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_users_name ON users (full_name);"),
                Arguments.of(
                        Rule.ROW_SECURITY, "CREATE TABLE shoes (id uuid PRIMARY KEY); -- secure_user_table('shoes')"),
                Arguments.of(Rule.ROW_SECURITY, "CREATE TABLE a (id int); SELECT private.secure_user_table('ab');"),
                Arguments.of(Rule.ROW_SECURITY, """
                        CREATE TABLE public.shoes (id uuid PRIMARY KEY);
                        ALTER TABLE public.shoes ENABLE ROW LEVEL SECURITY;
                        """),
                Arguments.of(Rule.DESTRUCTION, "ALTER TABLE users DROP COLUMN full_name;"),
                Arguments.of(Rule.DESTRUCTION, "DROP TABLE users;"));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void whatIsPlantedIsRefusedWithASentence(Rule rule, String script) {
        assertThat(Rule.brokenBy(script)).containsExactly(rule + ": " + rule.sentence);
    }

    static Stream<String> soundScripts() {
        return Stream.of("""
                CREATE TABLE shoes (id uuid PRIMARY KEY, user_id uuid NOT NULL, size int);
                CREATE INDEX shoes_user ON shoes (user_id);
                ALTER TABLE shoes ADD CONSTRAINT shoes_fit CHECK (size > 30);
                SELECT private.secure_user_table('shoes');
                """, """
                -- Makes good what a first attempt left.
                DROP INDEX CONCURRENTLY IF EXISTS idx_users_name;
                CREATE INDEX CONCURRENTLY idx_users_name ON users (full_name);
                """, """
                ALTER TABLE users ADD COLUMN nickname text, ADD COLUMN is_tall boolean NOT NULL DEFAULT false;
                """, """
                DO $$
                BEGIN
                    IF NOT EXISTS (SELECT FROM pg_constraint
                                   WHERE conname = 'is_tall' AND conrelid = 'public.users'::regclass) THEN
                        ALTER TABLE public.users ADD CONSTRAINT is_tall CHECK (height > 180) NOT VALID;
                    END IF;
                END $$;
                """, "ALTER TABLE users VALIDATE CONSTRAINT is_tall;", """
                -- Destroys what users called their shoes: nobody has read it since 2027.
                ALTER TABLE shoes DROP COLUMN name;
                """, """
                CREATE TABLE private.cupboard (id uuid PRIMARY KEY);
                CREATE FUNCTION private.clear() RETURNS void LANGUAGE sql AS $$ CREATE INDEX ON private.cupboard (id); $$;
                """);
    }

    @ParameterizedTest
    @MethodSource("soundScripts")
    void whatIsSoundPasses(String script) {
        assertThat(Rule.brokenBy(script)).isEmpty();
    }

    @Test
    void flywayRunsWhatIsConcurrentOutsideATransaction(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("V999901010000__index.sql"), """
                DROP INDEX CONCURRENTLY IF EXISTS idx_users_name;
                CREATE INDEX CONCURRENTLY idx_users_name ON users (full_name);
                """);
        try (ApplicationDatabase database = ApplicationDatabase.fresh();
                Connection connection = database.superuser()) {
            assertThat(strings(connection, LEFT_UNDONE)).isEmpty();
            DatabaseConfiguration.flyway(
                            Objects.requireNonNull(database.properties().get("spring.datasource.url")),
                            Objects.requireNonNull(database.properties().get("sexyresume.database.passwords.migrator")))
                    .locations("classpath:db/migration", "filesystem:" + folder)
                    .load()
                    .migrate();
            assertThat(
                            strings(
                                    connection,
                                    "SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'public.idx_users_name'::regclass"))
                    .containsExactly("true");

            connection.setAutoCommit(false);
            try (Statement plant = connection.createStatement()) {
                plant.execute("CREATE INDEX planted_index ON ONLY public.analytics_events (session_id)");
                plant.execute("ALTER TABLE public.users ADD CONSTRAINT planted_check CHECK (true) NOT VALID");
            }
            assertThat(strings(connection, LEFT_UNDONE)).containsExactly("planted_check", "planted_index");
        }
    }

    /** An index whose making failed, or a constraint that was never validated. */
    private static final String LEFT_UNDONE = """
            SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid
            UNION ALL
            SELECT conname::text FROM pg_constraint WHERE NOT convalidated
            ORDER BY 1
            """;

    private static List<String> strings(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> strings = new ArrayList<>();
            while (row.next()) {
                strings.add(row.getString(1));
            }
            return strings;
        }
    }
}
