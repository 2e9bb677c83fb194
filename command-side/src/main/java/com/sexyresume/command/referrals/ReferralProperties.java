package com.sexyresume.command.referrals;

import com.sexyresume.events.referrals.ReferralsEvent.RewardType;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a user's own code promises, {@code sexyresume.referrals.*}; a code keeps what it promised when it was issued.
 *
 * @param rewardAmount credits, percent or days
 * @param maxUses of a code
 * @param lifetime of a code; zero without an end
 */
@ConfigurationProperties("sexyresume.referrals")
record ReferralProperties(
        @DefaultValue("credits") RewardType rewardType,
        @DefaultValue("10") int rewardAmount,
        @DefaultValue("100") int maxUses,
        @DefaultValue("365d") Duration lifetime) {}
