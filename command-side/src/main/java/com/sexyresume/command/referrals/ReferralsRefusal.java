package com.sexyresume.command.referrals;

import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;

/** Why a command about referrals is refused. */
sealed interface ReferralsRefusal extends Rejection {

    /** Each user comes by one code in their life (B08, D60). */
    @Refused(value = Kind.CONFLICT, detail = "You have said before by whose code you came.")
    record AlreadyReferred() implements ReferralsRefusal {}

    /** The drawn code is somebody's already (F01): another one is drawn. */
    @Refused(value = Kind.CONFLICT, detail = "Somebody has this code.")
    record ReferralCodeTaken() implements ReferralsRefusal {}

    /** More than all of the price cannot be taken off it. */
    @Refused(value = Kind.INVALID, detail = "A discount is at most 100 percent.")
    record DiscountTooLarge() implements ReferralsRefusal {}

    /** Whoever takes part in referrals has an account: any number of tokens make no user. */
    @Refused(value = Kind.CONFLICT, detail = "You have no account yet.")
    record NotRegistered() implements ReferralsRefusal {}

    /**
     * A code that nobody can redeem any more (B08, D60).
     *
     * @param reason {@code expired}, {@code inactive} or {@code exhausted}
     */
    @Refused(value = Kind.CONFLICT, detail = "The code can be redeemed no longer.")
    record ReferralCodeNotUsable(String reason) implements ReferralsRefusal {}

    /** Nobody comes by their own code (B08, D60). */
    @Refused(value = Kind.CONFLICT, detail = "This is your own code.")
    record SelfReferral() implements ReferralsRefusal {}
}
