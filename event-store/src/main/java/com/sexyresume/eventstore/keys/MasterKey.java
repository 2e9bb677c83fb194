package com.sexyresume.eventstore.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Wraps the keys of subjects; it is never in the database. Its {@link #id} is the name of its epoch and a hash of the
 * key, so that a wrapped key tells which master key it needs, and another key of the same name is not taken for it.
 */
public final class MasterKey {

    private static final int ID_BYTES = 8;
    private static final Pattern EPOCH = Pattern.compile("|[a-z0-9][a-z0-9-]{0,49}");

    private final SecretKey key;
    private final String id;

    private MasterKey(String epoch, byte[] key) {
        if (!EPOCH.matcher(epoch).matches()) {
            throw new IllegalArgumentException(
                    "An epoch is named by up to 50 lower-case letters, digits and hyphens, not \"" + epoch + "\"");
        }
        this.key = new SecretKeySpec(key, "AES");
        this.id = epoch.isEmpty() ? id(key) : epoch + "/" + id(key);
    }

    /**
     * The key that the configuration holds.
     *
     * @param base64 of 32 random bytes
     */
    public static MasterKey fromConfiguration(String base64) {
        return fromConfiguration("", base64);
    }

    /**
     * The key of an epoch that the configuration holds.
     *
     * @param epoch its name; empty for the first one, which needs none
     */
    public static MasterKey fromConfiguration(String epoch, String base64) {
        return new MasterKey(
                epoch, Secret.decode(base64, epoch.isEmpty() ? "The master key" : "The master key of epoch " + epoch));
    }

    /** The key of an epoch in a file that exists. */
    public static MasterKey in(String epoch, Path file) {
        return new MasterKey(epoch, Secret.read(file));
    }

    /** The key in a file that only its owner may read, made at random if it is absent. */
    public static MasterKey generatedIn(Path file) {
        return generatedIn("", file);
    }

    /** The same for an epoch. */
    public static MasterKey generatedIn(String epoch, Path file) {
        return new MasterKey(epoch, Secret.in(file));
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
