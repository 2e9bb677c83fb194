package com.sexyresume.command.compliance;

import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;

/** Why a command about admin roles is refused. */
sealed interface ComplianceRefusal extends Rejection {

    /** Without a super admin nobody could grant a role again. */
    @Refused(value = Kind.CONFLICT, detail = "The last super admin keeps the role.")
    record LastSuperAdmin() implements ComplianceRefusal {}

    /** Only a super admin grants and revokes roles (B15). */
    @Refused(value = Kind.FORBIDDEN, code = "forbidden", detail = "This needs the role super_admin.")
    record NotSuperAdmin() implements ComplianceRefusal {}
}
