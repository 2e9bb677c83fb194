package com.sexyresume.events.compliance;

import com.sexyresume.events.EventType;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;

/** Who may see what is not theirs, and why (T30). */
public sealed interface ComplianceEvent extends UserEvent {

    /** The roles of {@code admin_users} (B15), to which the auditor was added. */
    enum AdminRole {
        ADMIN,
        SUPER_ADMIN,
        AUDITOR
    }

    /**
     * Someone may act in a role from now on.
     *
     * @param userId who may now act in the role
     * @param grantedBy the super admin who granted it, or the user themselves when the configuration names the first
     *     one
     */
    @EventType(name = "compliance.admin-role-granted")
    record AdminRoleGranted(UserId userId, AdminRole role, UserId grantedBy) implements ComplianceEvent {}

    @EventType(name = "compliance.admin-role-revoked")
    record AdminRoleRevoked(UserId userId, AdminRole role, UserId revokedBy) implements ComplianceEvent {}
}
