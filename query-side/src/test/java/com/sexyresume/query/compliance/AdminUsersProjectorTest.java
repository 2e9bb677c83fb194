package com.sexyresume.query.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRole;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRoleGranted;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRoleRevoked;
import com.sexyresume.query.ProjectedRows;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** T30: who holds a role, and who has held one. */
class AdminUsersProjectorTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final UserId BOB = new UserId(new UUID(1, 2));

    @RegisterExtension
    private final ProjectedRows rows = new ProjectedRows(new AdminUsersProjector());

    @Test
    void aRoleThatIsTakenAndGivenAgainIsOneRow() throws SQLException {
        rows.given(granted(ADA, AdminRole.ADMIN, ADA), granted(ADA, AdminRole.AUDITOR, ADA));
        rows.given(new AdminRoleRevoked(ADA, AdminRole.ADMIN, BOB));
        assertThat(rows.rows("admin_users", "role", "is_active")).containsExactly("admin false", "auditor true");

        rows.given(granted(ADA, AdminRole.ADMIN, BOB));
        assertThat(rows.rows("admin_users", "role", "is_active", "granted_by"))
                .containsExactly("admin true " + BOB, "auditor true " + ADA);
    }

    @Test
    void whoIsErasedHoldsNone() throws SQLException {
        rows.given(granted(ADA, AdminRole.ADMIN, BOB), granted(BOB, AdminRole.ADMIN, BOB), new UserErased(ADA, BOB));

        assertThat(rows.rows("admin_users", "user_id", "is_active")).containsExactly(ADA + " false", BOB + " true");
    }

    private static AdminRoleGranted granted(UserId user, AdminRole role, UserId by) {
        return new AdminRoleGranted(user, role, by);
    }
}
