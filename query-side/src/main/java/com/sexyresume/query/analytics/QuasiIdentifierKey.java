package com.sexyresume.query.analytics;

import java.time.YearMonth;
import javax.crypto.SecretKey;

/**
 * The keys of hashes that stand for quasi-identifiers, such as a device (PII3, F21): another one each month, so that
 * nothing is linked for longer, and the same on every node and after a restart. Without the key a hash cannot be found
 * by trying all values (D54).
 */
public interface QuasiIdentifierKey {

    /** For HMAC-SHA-256, of that month in UTC. */
    SecretKey of(YearMonth month);
}
