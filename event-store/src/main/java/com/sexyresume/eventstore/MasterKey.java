package com.sexyresume.eventstore;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Wraps the keys of subjects; it is never in the database. Its {@link #id} follows from the key, so that a wrapped key
 * tells which master key it needs.
 */
public final class MasterKey {

    private static final int ID_BYTES = 8;

    private final SecretKey key;
    private final String id;

    private MasterKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        this.id = id(key);
    }

    /**
     * The key that the configuration holds.
     *
     * @param base64 of 32 random bytes
     */
    public static MasterKey fromConfiguration(String base64) {
        return new MasterKey(Secret.decode(base64, "The master key"));
    }

    /** The key in a file that only its owner may read, made at random if it is absent. */
    public static MasterKey generatedIn(Path file) {
        return new MasterKey(Secret.in(file));
    }

    public String id() {
        return id;
    }

    byte[] wrap(UUID subject, byte[] dataKey) {
        return AesGcm.seal(key, Secret.random(AesGcm.IV_BYTES), additional(subject), dataKey);
    }

    byte[] unwrap(UUID subject, byte[] wrapped) {
        try {
            return AesGcm.open(key, additional(subject), wrapped);
        } catch (AEADBadTagException wrong) {
            throw new IllegalStateException("The key of subject " + subject + " was not wrapped by master key " + id
                    + ", although it says so, or not for this subject");
        }
    }

    private byte[] additional(UUID subject) {
        return (subject + "|" + id).getBytes(StandardCharsets.UTF_8);
    }

    private static String id(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest = mac.doFinal("master key id".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
