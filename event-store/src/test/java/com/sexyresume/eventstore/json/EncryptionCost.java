package com.sexyresume.eventstore.json;

import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.json.NoteEvent.NoteId;
import com.sexyresume.eventstore.json.NoteEvent.NoteWritten;
import com.sexyresume.eventstore.keys.Secret;
import com.sexyresume.eventstore.keys.SubjectKeys;
import java.util.Base64;
import java.util.UUID;
import org.axonframework.serialization.SerializedObject;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints what it costs to write and to read an event with 3.5 KB of personal text, beside the same JSON in plain. Run
 * it from the test class path.
 */
final class EncryptionCost {

    private static final int ROUNDS = 7;
    private static final int EVENTS = 20_000;

    private EncryptionCost() {}

    private interface Work {
        int once();
    }

    public static void main(String[] arguments) {
        NoteWritten note = new NoteWritten(
                new NoteId(UUID.randomUUID()),
                new UserId(UUID.randomUUID()),
                "A line of somebody's life. ".repeat(130));
        EventSerializer sealing = new EventSerializer(
                NoteEvent.ALL, SubjectKeys.fixed(Base64.getEncoder().encodeToString(Secret.random(32))));
        JsonMapper plain = Json.mapper().build();
        String open = plain.writeValueAsString(note);
        SerializedObject<String> sealed = sealing.serialize(note, String.class);
        System.out.printf(
                "%d characters in plain, %d sealed%n",
                open.length(), sealed.getData().length());
        print("write, plain", () -> plain.writeValueAsString(note).length());
        print(
                "write, sealed",
                () -> sealing.serialize(note, String.class).getData().length());
        print("read, plain", () -> plain.readValue(open, NoteWritten.class).hashCode());
        print(
                "read, sealed",
                () -> sealing.<String, NoteWritten>deserialize(sealed).hashCode());
    }

    private static void print(String what, Work work) {
        double best = Double.MAX_VALUE;
        long sink = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int event = 0; event < EVENTS; event++) {
                sink += work.once();
            }
            best = Math.min(best, (System.nanoTime() - start) / 1_000.0 / EVENTS);
        }
        System.out.printf("%-14s %6.1f µs (%d)%n", what, best, sink);
    }
}
