package com.sexyresume.command.compliance;

import com.sexyresume.command.compliance.ComplianceRefusal.NotSuperAdmin;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserId;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRole;
import com.sexyresume.sending.AdminRegister;
import org.springframework.stereotype.Component;

/** Reads the one stream of admin roles, which is short, each time it is asked: no projection's lag, no cache. */
@Component
final class RecordedAdminRegister implements AdminRegister {

    private final Streams streams;

    RecordedAdminRegister(Streams streams) {
        this.streams = streams;
    }

    @Override
    public boolean isAdministrator(UserId user) {
        AdminRoles roles = roles();
        return roles.holds(user, AdminRole.ADMIN) || roles.holds(user, AdminRole.SUPER_ADMIN);
    }

    @Override
    public boolean holdsRole(UserId userId) {
        return roles().holders().stream().anyMatch(holder -> holder.userId().equals(userId));
    }

    @Override
    public void requireSuperAdmin(UserId caller) {
        if (!roles().holds(caller, AdminRole.SUPER_ADMIN)) {
            throw new CommandRejected(new NotSuperAdmin());
        }
    }

    private AdminRoles roles() {
        return streams.read(ComplianceStreams.ADMIN_ROLES, ComplianceStreams.ADMIN_ROLES.one());
    }
}
