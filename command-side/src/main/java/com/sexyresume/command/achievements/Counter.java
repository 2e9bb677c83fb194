package com.sexyresume.command.achievements;

import java.util.Locale;

/** What is counted of each user, from their first event on (D43); criteria name a counter in lower case. */
enum Counter {
    /** 1 once they have registered. */
    REGISTRATIONS,
    /** Résumés that were begun, imported or copied. */
    RESUMES_CREATED,
    RESUMES_IMPORTED,
    /** Days (UTC) on which they changed what a résumé says. */
    EDITING_DAYS,
    TEMPLATES_SELECTED,
    VERSIONS_LABELLED,
    VERSIONS_RESTORED,
    /** Credits, not spendings. */
    CREDITS_SPENT,
    REFERRALS_SENT,
    /** How often others came by their codes. */
    REFERRALS_REDEEMED,
    /** 1 once they came by somebody's code. */
    CAME_BY_REFERRAL,
    PAYMENTS_MADE,
    /** Exports whose file was made. */
    EXPORTS_COMPLETED,
    /** Enhancements that an engine has answered. */
    ENHANCEMENTS_COMPLETED,
    /** Suggested texts that stand in a résumé, as suggested or in the user's own words. */
    SUGGESTIONS_APPLIED;

    /** As criteria and events name it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether it goes up by at most one a day. Edits are most of what happens: counting each would double the history.
     */
    boolean daily() {
        return this == EDITING_DAYS;
    }
}
