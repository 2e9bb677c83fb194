package com.sexyresume.query.accounts;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sexyresume.projections.rebuild.AfterSwitch.Switch;
import com.sexyresume.projections.rebuild.SwitchRefused;
import com.sexyresume.query.QueryDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A switch is refused that leaves somebody's dashboard wrong (V01, D17–D19). */
class DashboardCheckTest {

    private QueryDatabase database;
    private JdbcClient projector;

    @BeforeEach
    void fill() {
        database = QueryDatabase.whole();
        projector = JdbcClient.create(database.pool("projector", 1));
        database.asSuperuser("""
                INSERT INTO users (id, version, created_at, updated_at, deleted_at)
                SELECT ('00000000-0000-4000-8000-00000000000' || n)::uuid, 0, now(), now(),
                       CASE n WHEN 3 THEN now() END
                FROM generate_series(1, 3) n;
                INSERT INTO user_credit_balances VALUES ('00000000-0000-4000-8000-000000000001', 7, 0, now());
                """);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatShowsEveryUserOnceIsRight() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void aUserWhoIsNotShownIsFound() {
        redefine("SELECT * FROM dashboard WHERE credit_balance > 0");
        assertThatExceptionOfType(SwitchRefused.class).isThrownBy(this::check).withMessage("dashboard-wrong");
    }

    @Test
    void aUserWhoIsShownTwiceIsFound() {
        redefine("SELECT * FROM dashboard UNION ALL SELECT * FROM dashboard");
        assertThatExceptionOfType(SwitchRefused.class).isThrownBy(this::check);
    }

    @Test
    void anotherBalanceIsFound() {
        redefine("SELECT id, email, full_name, created_at, updated_at, resume_count, export_count,"
                + " credit_balance + 1 AS credit_balance FROM dashboard");
        assertThatExceptionOfType(SwitchRefused.class).isThrownBy(this::check);
    }

    @Test
    void anotherNumberOfExportsIsFound() {
        redefine("SELECT id, email, full_name, created_at, updated_at, resume_count, export_count + 1 AS export_count,"
                + " credit_balance FROM dashboard");
        assertThatExceptionOfType(SwitchRefused.class).isThrownBy(this::check);
    }

    @Test
    void whatItDoesNotReadIsNotItsAffair() {
        redefine("SELECT * FROM dashboard WHERE credit_balance > 0");
        assertThatCode(() ->
                        new DashboardCheck().switched(new Switch("admin-users", List.of("admin_users"), 1), projector))
                .doesNotThrowAnyException();
    }

    private void redefine(String rows) {
        database.asSuperuser("""
                ALTER VIEW user_dashboard_data RENAME TO dashboard;
                CREATE VIEW user_dashboard_data AS %s;
                GRANT SELECT ON user_dashboard_data TO projector;
                """.formatted(rows));
    }

    private void check() {
        new DashboardCheck().switched(new Switch("users", List.of("users"), 1), projector);
    }
}
