package com.sexyresume.events.referrals;

import com.sexyresume.events.Id;
import java.util.UUID;

/** A referral code's stream: made of the code, so that a code is one stream, whoever issues it. */
public record ReferralCodeId(UUID value) implements Id {

    @Override
    public String toString() {
        return value.toString();
    }
}
