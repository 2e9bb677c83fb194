package com.sexyresume.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What whoever holds one of the logins tries in vain ({@code docs/security.md}), each as that login, in SQL. */
class LoginsTest {

    private static final String USER = "00000000-0000-4000-8000-00000000a11c";
    private static final String NO_ROLE = "";

    private static ApplicationDatabase database;

    @BeforeAll
    static void migrate() throws SQLException {
        database = ApplicationDatabase.fresh();
        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("""
                    INSERT INTO users (id, email, version, created_at, updated_at)
                    VALUES ('%1$s', 'alice@example.org', 0, now(), now());
                    INSERT INTO personal_data.subject_key (subject, key_id, wrapped_key, master_key_id)
                    VALUES ('%1$s', 'one', '\\x01', 'first');
                    """.formatted(USER));
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static final List<String> HISTORY = List.of(
            "UPDATE event_store.event SET payload = '{}'",
            "DELETE FROM event_store.event",
            "TRUNCATE event_store.event",
            "INSERT INTO event_store.event SELECT * FROM event_store.event",
            "UPDATE event_store.head SET position = 0",
            "ALTER TABLE event_store.event DISABLE TRIGGER follow_admin_roles",
            "DELETE FROM event_store.claim");

    private static final List<String> KEYS = List.of(
            "UPDATE personal_data.subject_key SET wrapped_key = '\\x00'",
            "DELETE FROM personal_data.subject_key",
            "UPDATE personal_data.former_key SET wrapped_key = '\\x00'",
            "DELETE FROM personal_data.replaced_wrap",
            "INSERT INTO personal_data.subject_key (subject, key_id, master_key_id, erased_at)"
                    + " VALUES (gen_random_uuid(), '', '', now())");

    private static final List<String> ADMINS = List.of(
            "INSERT INTO private.admin_role VALUES ('" + USER + "', 'super_admin')",
            "DELETE FROM private.admin_role",
            "SELECT * FROM private.admin_role",
            "CREATE OR REPLACE FUNCTION private.is_admin() RETURNS boolean LANGUAGE sql AS 'SELECT true'");

    private static final List<String> ROLES = List.of("SET ROLE app_owner", "SET ROLE rls_reader");

    private static final String REWRAP =
            "SELECT personal_data.rewrap('{}'::uuid[], '{}'::text[], '{}'::bytea[], '{}'::bytea[], 'x')";
    private static final String CONFIRM =
            "SELECT personal_data.confirm_rewrap('{}'::uuid[], '{}'::text[], '{}'::bytea[])";
    private static final String RESTORE = "SELECT personal_data.restore_wrap('{}'::uuid[], '{}'::text[])";
    private static final String REPLACE =
            "SELECT personal_data.replace_key(gen_random_uuid(), 'a', 'b', '\\x00'::bytea, 'x')";
    private static final String FORGET = "SELECT event_store.forget_commands(interval '30 days', 1)";

    static Stream<Arguments> forbidden() {
        return Stream.of(
                        of("query_login", NO_ROLE, ROLES, HISTORY, KEYS, ADMINS),
                        of(
                                "query_login",
                                NO_ROLE,
                                List.of(
                                        "SET ROLE admin_reader",
                                        "SET ROLE auditor",
                                        "SET ROLE service_role",
                                        "SELECT * FROM users",
                                        "SELECT * FROM event_store.event",
                                        REWRAP,
                                        CONFIRM,
                                        RESTORE,
                                        REPLACE,
                                        FORGET)),
                        of(
                                "query_login",
                                "authenticated",
                                HISTORY,
                                KEYS,
                                ADMINS,
                                List.of(
                                        "UPDATE users SET email = 'x'",
                                        "INSERT INTO admin_users SELECT * FROM admin_users",
                                        "SELECT * FROM event_store.event",
                                        "SELECT * FROM personal_data.subject_key",
                                        "SELECT * FROM reporting.daily_metrics",
                                        "SELECT * FROM private.export_file")),
                        of(
                                "admin_login",
                                NO_ROLE,
                                ROLES,
                                List.of(
                                        "SET ROLE auditor",
                                        "SET ROLE authenticated",
                                        "SELECT * FROM users",
                                        "SELECT * FROM event_store.event",
                                        REWRAP,
                                        CONFIRM)),
                        of(
                                "admin_login",
                                "admin_reader",
                                HISTORY,
                                KEYS,
                                ADMINS,
                                List.of(
                                        "UPDATE users SET email = 'x'",
                                        "INSERT INTO admin_users SELECT * FROM admin_users",
                                        "SELECT * FROM event_store.event",
                                        "SELECT * FROM personal_data.subject_key",
                                        "SELECT * FROM private.export_file")),
                        of(
                                "audit_login",
                                NO_ROLE,
                                ROLES,
                                List.of(
                                        "SET ROLE admin_reader",
                                        "SET ROLE authenticated",
                                        "SELECT * FROM users",
                                        "SELECT * FROM event_store.event",
                                        REWRAP,
                                        CONFIRM)),
                        of(
                                "audit_login",
                                "auditor",
                                HISTORY,
                                KEYS,
                                ADMINS,
                                List.of(
                                        "SELECT * FROM users",
                                        "SELECT * FROM resumes",
                                        "SELECT * FROM personal_data.subject_key",
                                        "SELECT * FROM event_store.snapshot",
                                        "DELETE FROM projections.dead_letter",
                                        "DELETE FROM policies.parked")),
                        of("projector", NO_ROLE, ROLES, HISTORY, KEYS, ADMINS),
                        of(
                                "projector",
                                NO_ROLE,
                                List.of(
                                        "SET ROLE admin_reader",
                                        "SET ROLE auditor",
                                        "SELECT * FROM event_store.command",
                                        "SELECT * FROM event_store.claim",
                                        "DELETE FROM event_store.snapshot",
                                        REWRAP,
                                        CONFIRM,
                                        RESTORE,
                                        REPLACE,
                                        FORGET)),
                        of("appender", NO_ROLE, ROLES, HISTORY, KEYS, ADMINS),
                        of(
                                "appender",
                                NO_ROLE,
                                List.of(
                                        "SET ROLE admin_reader",
                                        "SET ROLE auditor",
                                        "SELECT * FROM users",
                                        "SELECT * FROM private.export_file",
                                        "SELECT * FROM personal_data.replaced_wrap",
                                        "INSERT INTO admin_users SELECT * FROM admin_users",
                                        REWRAP,
                                        RESTORE)),
                        of("rewrapper", NO_ROLE, ROLES, HISTORY, KEYS, ADMINS),
                        of(
                                "rewrapper",
                                NO_ROLE,
                                List.of(
                                        "SET ROLE admin_reader",
                                        "SET ROLE auditor",
                                        "SELECT * FROM users",
                                        "SELECT * FROM event_store.event",
                                        "SELECT * FROM event_store.snapshot",
                                        "INSERT INTO personal_data.subject_key (subject, key_id, wrapped_key, master_key_id)"
                                                + " VALUES (gen_random_uuid(), 'a', '\\x00', 'x')",
                                        CONFIRM,
                                        REPLACE,
                                        FORGET)),
                        // Until it takes the role of the owner, which it may.
                        of("migrator", NO_ROLE, HISTORY, KEYS, List.of("SELECT * FROM users", REWRAP, CONFIRM)))
                .flatMap(arguments -> arguments);
    }

    @SafeVarargs
    private static Stream<Arguments> of(String login, String role, List<String>... statements) {
        List<Arguments> all = new ArrayList<>();
        for (List<String> some : statements) {
            some.forEach(statement -> all.add(Arguments.of(login, role, statement)));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void isRefused(String login, String role, String statement) throws SQLException {
        try (Connection connection = database.as(login);
                Statement execution = connection.createStatement()) {
            if (!role.isEmpty()) {
                execution.execute("SET ROLE " + role);
            }
            assertThatThrownBy(() -> execution.execute(statement))
                    .isInstanceOf(SQLException.class)
                    .extracting(thrown -> ((SQLException) thrown).getSQLState())
                    .as(statement)
                    .isEqualTo("42501");
        }
    }

    @Test
    void aRowAmongTheAdministratorsMakesNobodyOne() throws SQLException {
        String forger = UUID.randomUUID().toString();
        execute("projector", """
                INSERT INTO admin_users VALUES ('%1$s', 'super_admin', true, '%1$s', now(), now())
                """.formatted(forger));

        assertThat(roles(forger)).isEqualTo("{}");
    }

    @Test
    void whoIsAnAdministratorFollowsTheHistory() throws SQLException {
        String admin = UUID.randomUUID().toString();
        append("compliance.admin-role-granted", admin, 0);
        assertThat(roles(admin)).isEqualTo("{auditor}");
        assertThat(roles(UUID.randomUUID().toString())).isEqualTo("{}");

        append("compliance.admin-role-revoked", admin, 1);
        assertThat(roles(admin)).isEqualTo("{}");
    }

    private static void append(String type, String user, long version) throws SQLException {
        execute("appender", """
                SELECT event_store.append(
                    ARRAY [gen_random_uuid()], ARRAY ['test'], ARRAY ['admin-roles'],
                    ARRAY ['00000000-0000-0000-0000-000000000001'::uuid], ARRAY [%1$d::bigint], ARRAY [1],
                    ARRAY [gen_random_uuid()], ARRAY ['admin-roles'],
                    ARRAY ['00000000-0000-0000-0000-000000000001'::uuid], ARRAY [%1$d::bigint], ARRAY ['%2$s'], ARRAY [1],
                    ARRAY [now()], ARRAY [gen_random_uuid()], ARRAY [NULL::uuid], ARRAY ['{}'],
                    ARRAY ['{"userId":"%3$s","role":"AUDITOR","by":"%3$s"}'], ARRAY ['%3$s'::uuid], ARRAY [false],
                    '{}'::int[], '{}'::text[], '{}'::boolean[])
                """.formatted(version, type, user));
    }

    private static String roles(String user) throws SQLException {
        try (Connection connection = database.as("query_login");
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE authenticated");
            statement.execute("SET request.jwt.claims = '{\"sub\":\"" + user + "\"}'");
            try (ResultSet row = statement.executeQuery("SELECT private.admin_roles()::text")) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void execute(String login, String statements) throws SQLException {
        try (Connection connection = database.as(login);
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
