package com.sexyresume.events.referrals;

import com.sexyresume.events.Upcaster;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Revision 1 knew no limit: whoever came brought what the code promised. */
final class ReferralRedeemedFrom1 implements Upcaster {

    @Override
    public String type() {
        return "referrals.referral-redeemed";
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> next = new LinkedHashMap<>(stored);
        next.put("withheld", null);
        return next;
    }
}
