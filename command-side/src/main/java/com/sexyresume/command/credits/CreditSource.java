package com.sexyresume.command.credits;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What credits come from or go to is one of a closed list of codes, because it stays in the history in plain text for
 * ever; what else a caller calls it is words of theirs, and kept with them.
 *
 * @param code of the list
 * @param description the caller's words, encrypted where they are kept; null without any
 */
record CreditSource(String code, @Nullable String description) {

    static final String OTHER = "other";

    static final Set<String> CODES = Set.of(
            "achievement",
            "correction",
            "enhancement",
            "enhancement-refund",
            "export",
            "export-refund",
            "letter",
            "match",
            OTHER,
            "payment",
            "promotion",
            "purchase",
            "referral",
            "refund",
            "subscription",
            "support",
            "template",
            "welcome");

    /** A code that is not on the list is {@code other}, and begins the description. */
    static CreditSource of(String called, @Nullable String description) {
        if (CODES.contains(called)) {
            return new CreditSource(called, description);
        }
        return new CreditSource(OTHER, description == null ? called : called + ": " + description);
    }
}
