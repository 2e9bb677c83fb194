package com.sexyresume.events.payments;

/** What a user may be entitled to. */
public enum Entitlement {
    /** Enhancements without a daily limit (B02). */
    PREMIUM,
    /** Exports that do not cost credits each (T20). */
    EXPORT_UNLOCKED
}
