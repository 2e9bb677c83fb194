package com.sexyresume.command;

import com.sexyresume.events.UserId;
import java.time.Instant;
import java.util.Set;

/** What users have paid for or were given, as the history says at this moment (T24, B02). */
public interface Entitlements {

    /** What a user may be entitled to. */
    enum Entitlement {
        /** Unlimited enhancements (B02). */
        PREMIUM,
        /** Exports without paying for each with credits (T20). */
        EXPORT_UNLOCKED
    }

    /**
     * What the user is entitled to.
     *
     * @param at UTC: grants may have an end
     */
    Set<Entitlement> of(UserId user, Instant at);
}
