package com.sexyresume.eventstore.keys;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM (NIST SP 800-38D): a sealed value is iv ‖ ciphertext ‖ tag and opens with the same additional data only.
 */
public final class AesGcm {

    public static final int IV_BYTES = 12;

    private static final int TAG_BITS = 128;

    private AesGcm() {}

    public static byte[] seal(SecretKey key, byte[] iv, byte[] additional, byte[] plain) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD(additional);
            byte[] sealed = Arrays.copyOf(iv, IV_BYTES + cipher.getOutputSize(plain.length));
            cipher.doFinal(plain, 0, plain.length, sealed, IV_BYTES);
            return sealed;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Decrypts what was sealed with the same additional data.
     *
     * @throws AEADBadTagException if the key or the additional data is another, or a bit has changed
     */
    public static byte[] open(SecretKey key, byte[] additional, byte[] sealed) throws AEADBadTagException {
        if (sealed.length < IV_BYTES + TAG_BITS / 8) {
            throw new AEADBadTagException("Too short");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, IV_BYTES));
            cipher.updateAAD(additional);
            return cipher.doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES);
        } catch (AEADBadTagException wrong) {
            throw wrong;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
