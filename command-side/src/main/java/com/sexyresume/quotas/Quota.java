package com.sexyresume.quotas;

/** What a user may make a number of only, whatever it costs them otherwise. */
public enum Quota {
    RESUMES("resume-quota", "résumés", false),
    LETTERS("letter-quota", "letters", false),
    REFERRAL_CODES("referral-code-quota", "referral codes", false),
    INVITATIONS("invitation-quota", "invitations", true),
    EXPORTS("export-quota", "exports", true),
    JOB_MATCHES("job-match-quota", "job matches", true),
    PROFILE_CHANGES("profile-change-quota", "profile changes", true),
    /** Counted of whom the code is. */
    REFERRAL_AWARDS("referral-award-quota", "referral awards", true);

    private final String kind;
    private final String noun;
    private final boolean daily;

    Quota(String kind, String noun, boolean daily) {
        this.kind = kind;
        this.noun = noun;
        this.daily = daily;
    }

    /** Of its claims. */
    String kind() {
        return kind;
    }

    /** In the plural. */
    String noun() {
        return noun;
    }

    /** Whether it begins anew at 00:00 UTC; otherwise what is deleted counts as well, because it is kept. */
    boolean isDaily() {
        return daily;
    }
}
