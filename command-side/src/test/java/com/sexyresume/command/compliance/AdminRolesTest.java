package com.sexyresume.command.compliance;

import static com.sexyresume.events.compliance.ComplianceEvent.AdminRole.ADMIN;
import static com.sexyresume.events.compliance.ComplianceEvent.AdminRole.AUDITOR;
import static com.sexyresume.events.compliance.ComplianceEvent.AdminRole.SUPER_ADMIN;

import com.sexyresume.command.compliance.ComplianceCommand.GrantAdminRole;
import com.sexyresume.command.compliance.ComplianceCommand.NameAdmin;
import com.sexyresume.command.compliance.ComplianceCommand.RevokeAdminRole;
import com.sexyresume.command.compliance.ComplianceRefusal.LastSuperAdmin;
import com.sexyresume.command.compliance.ComplianceRefusal.NotSuperAdmin;
import com.sexyresume.deciding.Given;
import com.sexyresume.events.UserId;
import com.sexyresume.events.compliance.ComplianceEvent;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRoleGranted;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRoleRevoked;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** T30, B15. */
class AdminRolesTest {

    private static final UserId ROOT = new UserId(new UUID(0, 1));
    private static final UserId ADA = new UserId(new UUID(0, 2));
    private static final AdminRoleGranted ROOT_NAMED = new AdminRoleGranted(ROOT, SUPER_ADMIN, ROOT);
    private static final AdminRoleGranted ADA_AUDITS = new AdminRoleGranted(ADA, AUDITOR, ROOT);

    @Test
    void theConfigurationNamesTheFirstSuperAdminOnce() {
        given().when(AdminRoles::decide, new NameAdmin(ROOT, SUPER_ADMIN)).then(ROOT_NAMED);
        given(ROOT_NAMED)
                .when(AdminRoles::decide, new NameAdmin(ROOT, SUPER_ADMIN))
                .thenNothing();
    }

    @Test
    void aSuperAdminGrantsAndRevokes() {
        given(ROOT_NAMED)
                .when(AdminRoles::decide, new GrantAdminRole(ADA, AUDITOR, ROOT))
                .then(ADA_AUDITS);
        given(ROOT_NAMED, ADA_AUDITS)
                .when(AdminRoles::decide, new RevokeAdminRole(ADA, AUDITOR, ROOT))
                .then(new AdminRoleRevoked(ADA, AUDITOR, ROOT));
    }

    @Test
    void nobodyElseGrantsOrRevokes() {
        given(ROOT_NAMED, ADA_AUDITS)
                .when(AdminRoles::decide, new GrantAdminRole(ADA, ADMIN, ADA))
                .thenRefused(new NotSuperAdmin());
        given(ROOT_NAMED, ADA_AUDITS)
                .when(AdminRoles::decide, new RevokeAdminRole(ROOT, SUPER_ADMIN, ADA))
                .thenRefused(new NotSuperAdmin());
    }

    @Test
    void theLastSuperAdminKeepsTheRole() {
        given(ROOT_NAMED)
                .when(AdminRoles::decide, new RevokeAdminRole(ROOT, SUPER_ADMIN, ROOT))
                .thenRefused(new LastSuperAdmin());
    }

    @Test
    void grantingOrRevokingTwiceRecordsNothing() {
        given(ROOT_NAMED, ADA_AUDITS)
                .when(AdminRoles::decide, new GrantAdminRole(ADA, AUDITOR, ROOT))
                .thenNothing();
        given(ROOT_NAMED)
                .when(AdminRoles::decide, new RevokeAdminRole(ADA, AUDITOR, ROOT))
                .thenNothing();
    }

    private static Given<AdminRoles, ComplianceEvent> given(ComplianceEvent... history) {
        return Given.given(AdminRoles.NONE, AdminRoles::evolve, history);
    }
}
