package com.sexyresume.command.compliance;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRole;

/**
 * What may be asked of the admin roles. They all live in one stream, so that who may grant is decided on one history.
 */
public sealed interface ComplianceCommand extends Command {

    @Override
    default StreamId stream() {
        return ComplianceStreams.ADMIN_ROLES.one();
    }

    /** The configuration names a first super admin or auditor. */
    record NameAdmin(UserId userId, AdminRole role) implements ComplianceCommand {}

    /**
     * A super admin lets a user act in a role.
     *
     * @param by the caller
     */
    record GrantAdminRole(UserId userId, AdminRole role, UserId by) implements ComplianceCommand {}

    /**
     * A super admin ends a user's role.
     *
     * @param by the caller
     */
    record RevokeAdminRole(UserId userId, AdminRole role, UserId by) implements ComplianceCommand {}
}
