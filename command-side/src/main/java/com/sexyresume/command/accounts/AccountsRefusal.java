package com.sexyresume.command.accounts;

import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;

/** Why a command about accounts is refused. */
sealed interface AccountsRefusal extends Rejection {

    /** The caller has an account already; its profile can be updated instead. */
    @Refused(value = Kind.CONFLICT, detail = "This user is registered already.")
    record AlreadyRegistered() implements AccountsRefusal {}

    /** An address belongs to one user, whatever the case of its letters. */
    @Refused(value = Kind.CONFLICT, detail = "Another user has this email.")
    record EmailTaken() implements AccountsRefusal {}

    /** An erasure names, in its body, the user whom it is about, because there is no way back. */
    @Refused(value = Kind.INVALID, detail = "To confirm the erasure, name the user in the body as well.")
    record ErasureNotConfirmed() implements AccountsRefusal {}

    /**
     * Whoever acts for others gives the roles back before they are erased, so that the last super admin does not
     * vanish.
     */
    @Refused(value = Kind.CONFLICT, detail = "The user holds an admin role, which must be revoked first.")
    record HoldsAdminRole() implements AccountsRefusal {}
}
