package com.sexyresume.query.referrals;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.referrals.ReferralCodeId;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeIssued;
import com.sexyresume.events.referrals.ReferralsEvent.RewardType;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Codes whose ends were recorded before there was a range of times. */
class ReferralsProjectorTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));

    @Test
    void aCodeBeyondTheRangeLastsToItsEnd() {
        try (QueryDatabase database = QueryDatabase.fresh("referrals")) {
            new ReferralsProjector()
                    .project(
                            List.of(new Recorded<>(
                                    1,
                                    UUID.randomUUID(),
                                    new UUID(1, 2),
                                    0,
                                    Instant.parse("2026-11-22T10:00:00Z"),
                                    new ReferralCodeIssued(
                                            ADA,
                                            new ReferralCodeId(new UUID(1, 2)),
                                            "7K3M9QXZ",
                                            1,
                                            RewardType.CREDITS,
                                            1,
                                            Instant.MAX))),
                            JdbcClient.create(database.pool("projector", 1)));

            assertThat(database.superuser()
                            .sql("SELECT (expires_at AT TIME ZONE 'UTC')::text FROM referral_codes")
                            .query(String.class)
                            .single())
                    .isEqualTo("9999-12-31 23:59:59.999999");
        }
    }
}
