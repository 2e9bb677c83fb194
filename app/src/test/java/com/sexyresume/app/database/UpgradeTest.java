package com.sexyresume.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sexyresume.embeddedpostgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A database that was made when there were four logins, on a server of its own, because logins belong to the server.
 */
class UpgradeTest {

    private static final LoginPasswords PASSWORDS = LoginPasswords.derivedFrom("upgrade");
    private static final String ERASED = "00000000-0000-4000-8000-0000000e4a5e";
    private static final String LIVING = "00000000-0000-4000-8000-000000011f1e";
    private static final String ADMIN = "00000000-0000-4000-8000-00000000ad01";
    private static final String FORMER = "00000000-0000-4000-8000-00000000ad02";

    @TempDir
    Path folder;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws SQLException {
        postgres = EmbeddedPostgres.durable(folder.resolve("server"));
        try (Connection superuser = superuser()) {
            DatabaseLogins.create(superuser, PASSWORDS);
        }
        execute("""
                REVOKE admin_reader FROM admin_login;
                REVOKE auditor FROM audit_login;
                DROP ROLE admin_login;
                DROP ROLE audit_login;
                DROP ROLE rewrapper;
                GRANT admin_reader, auditor TO query_login;
                """);
        DatabaseConfiguration.flyway(postgres.jdbcUrl("postgres"), PASSWORDS.migrator())
                .target("202611230150")
                .load()
                .migrate();
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void theStartSaysWhatIsMissingAndTheScriptRunAgainMendsIt() throws SQLException {
        history();
        assertThatExceptionOfType(LoginsMissing.class)
                .isThrownBy(() -> DatabaseLogins.check(postgres.jdbcUrl("postgres"), PASSWORDS))
                .satisfies(missing -> {
                    FailureAnalysis analysis = Objects.requireNonNull(new LoginsMissingAnalyzer().analyze(missing));
                    assertThat(analysis.getDescription())
                            .contains("there is no login admin_login")
                            .contains("there is no login audit_login")
                            .contains("there is no login rewrapper")
                            .contains("query_login may still take the role admin_reader")
                            .contains("query_login may still take the role auditor");
                    assertThat(analysis.getAction()).contains("logins.sql").contains("docs/own-postgresql.md");
                });

        try (Connection superuser = superuser()) {
            DatabaseLogins.create(superuser, PASSWORDS);
        }
        assertThatCode(() -> DatabaseLogins.check(postgres.jdbcUrl("postgres"), PASSWORDS))
                .doesNotThrowAnyException();
        DatabaseConfiguration.migrate(postgres.jdbcUrl("postgres"), PASSWORDS.migrator());

        assertThat(strings("SELECT user_id || role FROM private.admin_role ORDER BY 1"))
                .containsExactly(ADMIN + "auditor", ADMIN + "super_admin");
        assertThat(strings("SELECT user_id::text FROM exports")).containsExactly(LIVING);
        assertThat(strings("SELECT user_id || source FROM credit_transactions ORDER BY 1"))
                .containsExactly(LIVING + "coffee", ERASED + "erased");
        assertThat(strings(
                        "SELECT user_id || is_active::text || coalesce(ended_by, '') FROM referral_codes ORDER BY 1"))
                .containsExactly(LIVING + "true", ERASED + "falseerasure");
        assertThat(strings("SELECT user_id || coalesce(ended_by, '') FROM entitlement_grants ORDER BY 1"))
                .containsExactly(LIVING, ERASED + "erasure");
        assertThat(strings("SELECT user_id || plan FROM user_entitlements ORDER BY 1"))
                .containsExactly(LIVING + "premium", ERASED + "free");
        assertThat(strings("SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                        + " AND relkind IN ('r', 'p') AND NOT (relrowsecurity AND relforcerowsecurity)"))
                .as("tables that are open")
                .isEmpty();
    }

    private void history() throws SQLException {
        int position = 0;
        for (String[] role : new String[][] {
            {"granted", ADMIN, "AUDITOR"},
            {"granted", ADMIN, "SUPER_ADMIN"},
            {"granted", FORMER, "ADMIN"},
            {"revoked", FORMER, "ADMIN"},
            {"revoked", ADMIN, "AUDITOR"},
            {"granted", ADMIN, "AUDITOR"}
        }) {
            position++;
            execute("""
                    INSERT INTO event_store.event (position, event_id, stream_type, stream_id, version, type, revision,
                                                   time, metadata, payload, command_id)
                    VALUES (%d, gen_random_uuid(), 'admin-roles', '00000000-0000-0000-0000-000000000001', %d,
                            'compliance.admin-role-%s', 1, now(), '{}', '{"userId":"%s","role":"%s"}', gen_random_uuid())
                    """.formatted(position, position - 1, role[0], role[1], role[2]));
        }
        position++;
        execute("""
                INSERT INTO event_store.event (position, event_id, stream_type, stream_id, version, type, revision,
                                               time, metadata, payload, command_id)
                VALUES (%1$d, gen_random_uuid(), 'user', '%2$s', 0, 'accounts.user-erased', 1, now(), '{}', '{}',
                        gen_random_uuid());
                INSERT INTO personal_data.subject_key (subject, key_id, master_key_id, erased_at, erased_position)
                VALUES ('%2$s', '', '', now(), %1$d);
                """.formatted(position, ERASED));
        for (String user : List.of(ERASED, LIVING)) {
            execute("""
                    INSERT INTO exports (id, user_id, resume_id, resume_version, format, template, locale, status, cost,
                                         version, created_at, updated_at)
                    VALUES (gen_random_uuid(), '%1$s', gen_random_uuid(), 0, 'txt', 'modern', 'en', 'pending', 0, 0, now(),
                            now());
                    INSERT INTO credit_transactions (id, user_id, transaction_type, amount, source, balance_after, version,
                                                     created_at)
                    VALUES (gen_random_uuid(), '%1$s', 'earned', 1, 'coffee', 1, 0, now());
                    INSERT INTO referral_codes (id, user_id, code, is_active, usage_count, max_uses, sent_count,
                                                reward_type, reward_amount, version, created_at, updated_at)
                    VALUES (gen_random_uuid(), '%1$s', '%1$s', true, 0, 1, 0, 'credits', 1, 0, now(), now());
                    INSERT INTO entitlement_grants (id, user_id, entitlement, source, version, created_at)
                    VALUES (gen_random_uuid(), '%1$s', 'premium', 'payment', 0, now());
                    INSERT INTO user_entitlements (user_id, premium, export_unlocked, version, updated_at)
                    VALUES ('%1$s', true, false, 0, now());
                    """.formatted(user));
        }
    }

    private Connection superuser() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("postgres"), postgres.superuser(), postgres.password());
    }

    private void execute(String statements) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private List<String> strings(String query) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> strings = new ArrayList<>();
            while (row.next()) {
                strings.add(row.getString(1));
            }
            return strings;
        }
    }
}
