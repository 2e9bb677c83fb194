package com.sexyresume.command.referrals;

import com.sexyresume.events.referrals.ReferralsEvent.RewardType;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a code promises where nothing else is said, {@code sexyresume.referrals.*}, as T07 has it (C16); a code keeps
 * what it promised when it was issued.
 *
 * @param rewardAmount credits, percent or days
 * @param maxUses of a code
 * @param lifetime of a user's own code; zero without an end
 */
@ConfigurationProperties("sexyresume.referrals")
record ReferralProperties(
        @DefaultValue("credits") RewardType rewardType,
        @DefaultValue("1") int rewardAmount,
        @DefaultValue("100") int maxUses,
        @DefaultValue("0") Duration lifetime) {}
