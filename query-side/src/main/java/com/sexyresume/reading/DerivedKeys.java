package com.sexyresume.reading;

import javax.crypto.SecretKey;

/** Keys that are the same on every node and after a restart, and tell nothing of each other. */
public interface DerivedKeys {

    /** For HMAC-SHA-256. */
    SecretKey of(String purpose);
}
