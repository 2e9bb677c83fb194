package com.sexyresume.eventstore.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes what has to be found again without being kept: values that are claimed, and requests. It is not the master
 * key, and a new one takes recomputing every claim.
 */
public final class ClaimKey {

    private static final int ID_BYTES = 8;

    private final SecretKeySpec key;

    private ClaimKey(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * The key that the configuration holds.
     *
     * @param base64 of 32 random bytes
     */
    public static ClaimKey fromConfiguration(String base64) {
        return new ClaimKey(Secret.decode(base64, "The claim key"));
    }

    /** The key in a file that exists. */
    public static ClaimKey in(Path file) {
        return new ClaimKey(Secret.read(file));
    }

    /** The key in a file that only its owner may read, made at random if it is absent. */
    public static ClaimKey generatedIn(Path file) {
        return new ClaimKey(Secret.in(file));
    }

    /** A hash of the key, which tells it from every other one. */
    public String id() {
        return HexFormat.of().formatHex(hash("claim key id", new byte[0]), 0, ID_BYTES);
    }

    /** What a request asked: hex, the same for the same bytes. */
    public String fingerprint(byte[] request) {
        return HexFormat.of().formatHex(hash("request", request));
    }

    /** The key that is claimed: {@code kind:hash}. */
    public String key(String kind, String value) {
        if (kind.isEmpty() || kind.indexOf(':') >= 0) {
            throw new IllegalArgumentException("A kind of claim is a word without a colon, not \"" + kind + "\"");
        }
        byte[] hash = hash("claim:" + kind, value.getBytes(StandardCharsets.UTF_8));
        return kind + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private byte[] hash(String purpose, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(text);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
