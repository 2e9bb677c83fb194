package com.sexyresume.eventstore.keys;

import com.sexyresume.eventstore.history.SubjectErased;
import java.util.Set;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The keys under which the personal data of subjects is encrypted: one for each subject. */
public interface SubjectKeys {

    /**
     * A data key.
     *
     * @param id which it is; encrypted values name it
     */
    record SubjectKey(String id, SecretKey key) {}

    /**
     * The subject's key, made if there never was one.
     *
     * @throws SubjectErased if it was destroyed
     */
    SubjectKey toWrite(UUID subject);

    /** The subject's key of that id, or null once it is destroyed. */
    @Nullable
    SubjectKey toRead(UUID subject, String keyId);

    /** Gets ready for many subjects to be read soon, where asking for each of them would cost a round trip. */
    default void prepareToRead(Set<UUID> subjects) {}

    /** One key for every subject, for golden files: it reads for ever what it wrote once, and protects nothing. */
    static SubjectKeys fixed(String base64) {
        SubjectKey key = new SubjectKey("fixed", new SecretKeySpec(Secret.decode(base64, "The fixed key"), "AES"));
        return new SubjectKeys() {
            @Override
            public SubjectKey toWrite(UUID subject) {
                return key;
            }

            @Override
            public @Nullable SubjectKey toRead(UUID subject, String keyId) {
                return keyId.equals(key.id()) ? key : null;
            }
        };
    }
}
