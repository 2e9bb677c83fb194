package com.sexyresume.command.referrals;

import com.sexyresume.events.referrals.ReferralCodeId;
import com.sexyresume.sending.UuidV5;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.UUID;

/**
 * A referral code as people read it: 8 characters of Crockford's Base32, which has no I, L, O and U, drawn from 40
 * random bits (F01, D01, D02). What people type is read kindly: in any case, with I and L as 1, O as 0, and hyphens
 * anywhere.
 */
record CodeText(String value) {

    /** Never changes: the streams of codes that are recorded depend on it. */
    private static final UUID CODES = UUID.fromString("0c1f2b6e-9a51-4e7d-8a86-0d4d2f1f9b33");

    static final int LENGTH = 8;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    static CodeText drawn() {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new CodeText(text.toString());
    }

    /** What was typed may be no code at all: then there is none of that name. */
    static CodeText typed(String text) {
        return new CodeText(text.strip()
                .replace("-", "")
                .toUpperCase(Locale.ROOT)
                .replace('I', '1')
                .replace('L', '1')
                .replace('O', '0'));
    }

    ReferralCodeId id() {
        return new ReferralCodeId(UuidV5.of(CODES, value));
    }
}
