package com.sexyresume.quotas;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many of each thing one user may make, {@code sexyresume.quotas.*}; each is 1 to {@value #MOST}.
 *
 * @param resumes in all, those that were deleted included: they are kept and can be restored
 * @param letters in all, likewise
 * @param referralCodes in all, ended ones included; those that an administrator gives do not count
 * @param invitationsPerDay with all codes together
 * @param exportsPerDay whether they succeed or not
 * @param jobMatchesPerDay whether they find something or not
 * @param profileChangesPerDay that changed something
 * @param referralAwardsPerDay that one user gets for others who come by their codes; who comes beyond them is counted,
 *     and brings nothing
 */
@ConfigurationProperties("sexyresume.quotas")
public record QuotaProperties(
        @DefaultValue("200") int resumes,
        @DefaultValue("500") int letters,
        @DefaultValue("20") int referralCodes,
        @DefaultValue("50") int invitationsPerDay,
        @DefaultValue("200") int exportsPerDay,
        @DefaultValue("200") int jobMatchesPerDay,
        @DefaultValue("20") int profileChangesPerDay,
        @DefaultValue("10") int referralAwardsPerDay) {

    /** When a quota is nearly used up, as many keys are looked up. */
    static final int MOST = 1_000;

    public QuotaProperties {
        for (int limit : new int[] {
            resumes,
            letters,
            referralCodes,
            invitationsPerDay,
            exportsPerDay,
            jobMatchesPerDay,
            profileChangesPerDay,
            referralAwardsPerDay
        }) {
            if (limit < 1 || limit > MOST) {
                throw new IllegalArgumentException("sexyresume.quotas: each is 1 to " + MOST);
            }
        }
    }

    int limit(Quota quota) {
        return switch (quota) {
            case RESUMES -> resumes;
            case LETTERS -> letters;
            case REFERRAL_CODES -> referralCodes;
            case INVITATIONS -> invitationsPerDay;
            case EXPORTS -> exportsPerDay;
            case JOB_MATCHES -> jobMatchesPerDay;
            case PROFILE_CHANGES -> profileChangesPerDay;
            case REFERRAL_AWARDS -> referralAwardsPerDay;
        };
    }
}
