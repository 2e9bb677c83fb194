package com.sexyresume.quotas;

import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.Entitlement;
import java.time.Instant;
import java.util.Set;

/** What users have paid for or were given, as the history says at this moment (T24, B02). */
public interface Entitlements {

    /**
     * What the user is entitled to.
     *
     * @param at UTC: grants may have an end
     */
    Set<Entitlement> of(UserId user, Instant at);
}
