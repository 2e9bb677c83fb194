package com.sexyresume.eventstore.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.History;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppendOnlyTest {

    private static final List<String> CHANGES = List.of(
            "UPDATE event_store.event SET payload = '{}'",
            "DELETE FROM event_store.event",
            "TRUNCATE event_store.event");

    private static HistoryDatabase database;

    @BeforeAll
    static void open() {
        database = HistoryDatabase.fresh();
        var pool = database.pool("appender", 1);
        new History(pool, pool, Duration.ofSeconds(5))
                .append(Appends.onto(Appends.newStream())
                        .events(1)
                        .take("email:a")
                        .build());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"appender", "projector", "query_login", "admin_login", "audit_login", "rewrapper"})
    void noLoginMayChangeTheHistoryOrWriteItDirectly(String login) {
        for (String change : CHANGES) {
            assertRefused(login, change);
        }
        assertRefused(login, "INSERT INTO event_store.event SELECT * FROM event_store.event");
        assertRefused(login, "UPDATE event_store.head SET position = 0");
        assertRefused(login, "UPDATE event_store.command SET version = 0");
        assertRefused(login, "DELETE FROM event_store.claim");
        assertRefused(login, "ALTER TABLE event_store.event DISABLE TRIGGER append_only", "must be owner");
    }

    @Test
    void theOwnerHasNoPrivilegeAndMeetsTheTriggerOnceItGivesItselfOne() {
        for (String change : CHANGES) {
            assertThatThrownBy(() -> database.executeAsOwner(change))
                    .hasMessageContaining("permission denied for table event");
            assertThatThrownBy(() -> database.executeAsOwner(
                            "GRANT UPDATE, DELETE, TRUNCATE ON event_store.event TO app_owner; " + change))
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void aSuperuserMeetsTheTriggerEvenAsAReplica() {
        for (String change : CHANGES) {
            assertThatThrownBy(() -> database.execute(change)).hasMessageContaining("append-only");
            assertThatThrownBy(() -> database.execute("SET session_replication_role = replica; " + change))
                    .hasMessageContaining("append-only");
        }
        assertThat(database.number("SELECT count(*) FROM event_store.event")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "appender, event_store.event, true",
        "appender, event_store.head, true",
        "appender, event_store.command, true",
        "appender, event_store.claim, true",
        "appender, event_store.snapshot, true",
        "appender, personal_data.subject_key, true",
        "projector, event_store.event, true",
        "projector, event_store.head, true",
        "projector, event_store.command, false",
        "projector, event_store.claim, false",
        "projector, event_store.snapshot, false",
        "projector, personal_data.subject_key, true",
        "appender, personal_data.replaced_wrap, false",
        "projector, personal_data.replaced_wrap, false",
        "rewrapper, personal_data.replaced_wrap, true",
        "rewrapper, personal_data.subject_key, true",
        "rewrapper, event_store.event, false",
        "admin_login, event_store.event, false",
        "admin_login, personal_data.subject_key, false",
        "audit_login, event_store.event, false",
        "audit_login, personal_data.subject_key, false",
        "query_login, event_store.event, false",
        "query_login, event_store.head, false",
        "query_login, personal_data.subject_key, false",
        "authenticated, event_store.event, false",
        "authenticated, personal_data.subject_key, false",
        "admin_reader, event_store.event, false",
        "admin_reader, personal_data.subject_key, false",
        "anon, event_store.event, false",
        "service_role, personal_data.subject_key, false",
        "auditor, event_store.event, true",
        "auditor, event_store.head, true",
        "auditor, event_store.claim, false",
        "auditor, event_store.command, false",
        "auditor, personal_data.subject_key, false"
    })
    void eachRoleReadsWhatItNeeds(String role, String table, boolean allowed) {
        String schema = table.substring(0, table.indexOf('.'));
        assertThat(database.string("SELECT has_schema_privilege('" + role + "', '" + schema
                        + "', 'USAGE') AND has_table_privilege('" + role + "', '" + table + "', 'SELECT')"))
                .isEqualTo(allowed ? "t" : "f");
    }

    @ParameterizedTest
    @CsvSource({
        "appender, t",
        "projector, f",
        "query_login, f",
        "admin_login, f",
        "audit_login, f",
        "rewrapper, f",
        "authenticated, f",
        "auditor, f",
        "service_role, f"
    })
    void onlyTheAppenderAppends(String role, String allowed) {
        assertThat(database.string("SELECT has_function_privilege('" + role
                        + "', oid, 'EXECUTE') FROM pg_proc WHERE oid = 'event_store.append'::regproc"))
                .isEqualTo(allowed);
    }

    @Test
    void theFunctionRunsWithASearchPathOfItsOwn() {
        assertThat(database.string("SELECT array_to_string(proconfig, ' ') FROM pg_proc"
                        + " WHERE oid = 'event_store.append'::regproc AND prosecdef"))
                .contains("search_path=\"\"", "jit=off");
    }

    private static void assertRefused(String login, String statement) {
        assertRefused(login, statement, "permission denied");
    }

    private static void assertRefused(String login, String statement, String why) {
        assertThatThrownBy(() -> HistoryDatabase.execute(database.login(login), statement))
                .satisfies(refused -> assertThat(refused.getMessage()).containsAnyOf(why, "permission denied"));
    }
}
