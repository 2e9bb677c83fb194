package com.sexyresume.command.referrals;

import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.referrals.ReferralsEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The streams of referrals. */
@Configuration
class ReferralsStreams {

    /** One of each code. */
    static final StreamType<ReferralCode, ReferralsCommand, ReferralsEvent> CODE = StreamType.of(
            "referral-code",
            ReferralsCommand.class,
            ReferralsEvent.class,
            ReferralCode.NONE,
            ReferralCode::decide,
            ReferralCode::evolve);

    @Bean
    StreamType<?, ?, ?> referralCodeStreamType() {
        return CODE;
    }
}
