package com.sexyresume.command.compliance;

import com.sexyresume.command.compliance.ComplianceCommand.GrantAdminRole;
import com.sexyresume.command.compliance.ComplianceCommand.NameAdmin;
import com.sexyresume.command.compliance.ComplianceCommand.RevokeAdminRole;
import com.sexyresume.command.compliance.ComplianceRefusal.LastSuperAdmin;
import com.sexyresume.command.compliance.ComplianceRefusal.NotSuperAdmin;
import com.sexyresume.deciding.Decision;
import com.sexyresume.events.UserId;
import com.sexyresume.events.compliance.ComplianceEvent;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRole;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRoleGranted;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRoleRevoked;
import java.util.HashSet;
import java.util.Set;

/** Only a super admin grants and revokes (T30, B15), and the last super admin keeps the role. */
record AdminRoles(Set<Holder> holders) {

    record Holder(UserId userId, AdminRole role) {}

    static final AdminRoles NONE = new AdminRoles(Set.of());

    Decision<ComplianceEvent> decide(ComplianceCommand command) {
        return switch (command) {
            case NameAdmin(var userId, var role) ->
                holds(userId, role) ? Decision.nothing() : Decision.accept(new AdminRoleGranted(userId, role, userId));
            case GrantAdminRole(var userId, var role, var by) -> {
                if (!holds(by, AdminRole.SUPER_ADMIN)) {
                    yield Decision.refuse(new NotSuperAdmin());
                }
                yield holds(userId, role)
                        ? Decision.nothing()
                        : Decision.accept(new AdminRoleGranted(userId, role, by));
            }
            case RevokeAdminRole(var userId, var role, var by) -> {
                if (!holds(by, AdminRole.SUPER_ADMIN)) {
                    yield Decision.refuse(new NotSuperAdmin());
                }
                if (!holds(userId, role)) {
                    yield Decision.nothing();
                }
                yield role == AdminRole.SUPER_ADMIN && superAdmins() == 1
                        ? Decision.refuse(new LastSuperAdmin())
                        : Decision.accept(new AdminRoleRevoked(userId, role, by));
            }
        };
    }

    AdminRoles evolve(ComplianceEvent event) {
        Set<Holder> after = new HashSet<>(holders);
        switch (event) {
            case AdminRoleGranted(var userId, var role, var _) -> after.add(new Holder(userId, role));
            case AdminRoleRevoked(var userId, var role, var _) -> after.remove(new Holder(userId, role));
        }
        return new AdminRoles(Set.copyOf(after));
    }

    boolean holds(UserId userId, AdminRole role) {
        return holders.contains(new Holder(userId, role));
    }

    private long superAdmins() {
        return holders.stream()
                .filter(holder -> holder.role() == AdminRole.SUPER_ADMIN)
                .count();
    }
}
