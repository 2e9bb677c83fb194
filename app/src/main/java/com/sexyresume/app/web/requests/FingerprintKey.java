package com.sexyresume.app.web.requests;

import javax.crypto.SecretKey;

/**
 * The key of request fingerprints (HMAC-SHA-256). It must be the same on every node and after a restart, or a command
 * that is sent again is refused as another one.
 */
public interface FingerprintKey {

    SecretKey key();
}
