package com.sexyresume.eventstore.json;

import com.sexyresume.eventstore.keys.AesGcm;
import com.sexyresume.eventstore.keys.Secret;
import com.sexyresume.eventstore.keys.SubjectKeys;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Personal data as it is stored: {@code {"$pii":1,"s":subject,"k":key id,"c":Base64 of iv ‖ ciphertext ‖ tag}},
 * encrypted with AES-256-GCM under the subject's key. The additional data is {@code subject|place}, so that no envelope
 * can be moved to another place or person.
 */
final class Envelopes {

    private static final String MARK = "$pii";
    private static final int FORM = 1;
    private static final String BEGINNING = "{\"" + MARK + "\":" + FORM + ",\"s\":\"";
    private static final int UUID_LENGTH = 36;

    private final SubjectKeys keys;
    private final Supplier<byte[]> ivs;

    /** @param ivs 12 bytes each, never the same twice under one key */
    Envelopes(SubjectKeys keys, Supplier<byte[]> ivs) {
        this.keys = keys;
        this.ivs = ivs;
    }

    static Supplier<byte[]> randomIvs() {
        return () -> Secret.random(AesGcm.IV_BYTES);
    }

    void write(JsonGenerator json, UUID subject, String place, byte[] plain) {
        SubjectKeys.SubjectKey key = keys.toWrite(subject);
        byte[] sealed = AesGcm.seal(key.key(), ivs.get(), additional(subject, place), plain);
        json.writeStartObject();
        json.writeNumberProperty(MARK, FORM);
        json.writeStringProperty("s", subject.toString());
        json.writeStringProperty("k", key.id());
        json.writeStringProperty("c", Base64.getEncoder().encodeToString(sealed));
        json.writeEndObject();
    }

    /**
     * What was written, or null if the key is gone.
     *
     * @throws SerializationException if it is no envelope, or not of this place
     */
    byte @Nullable [] open(JsonNode envelope, String place) {
        if (envelope.path(MARK).asInt(0) != FORM) {
            throw new SerializationException(place + " is personal, but is not stored as an envelope of form " + FORM);
        }
        UUID subject = UUID.fromString(envelope.path("s").asString());
        String keyId = envelope.path("k").asString();
        SubjectKeys.SubjectKey key = keys.toRead(subject, keyId);
        if (key == null) {
            return null;
        }
        try {
            byte[] sealed = Base64.getDecoder().decode(envelope.path("c").asString());
            return AesGcm.open(key.key(), additional(subject, place), sealed);
        } catch (AEADBadTagException wrong) {
            throw new SerializationException(place + " of subject " + subject + " was not written under key " + keyId
                    + ", or not in this place");
        }
    }

    /**
     * Adds whose keys will be asked for when this JSON is read. It need not find all of them, and what it finds need
     * not be a subject: it is a hint.
     */
    static void subjects(String json, Set<UUID> subjects) {
        for (int mark = json.indexOf(BEGINNING); mark >= 0; mark = json.indexOf(BEGINNING, mark + 1)) {
            int begin = mark + BEGINNING.length();
            int end = begin + UUID_LENGTH;
            if (end < json.length() && json.charAt(end) == '"') {
                try {
                    subjects.add(UUID.fromString(json.substring(begin, end)));
                } catch (IllegalArgumentException none) {
                    // Whoever reads it will say so.
                }
            }
        }
    }

    private static byte[] additional(UUID subject, String place) {
        return (subject + "|" + place).getBytes(StandardCharsets.UTF_8);
    }
}
