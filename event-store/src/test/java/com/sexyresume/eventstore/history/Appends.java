package com.sexyresume.eventstore.history;

import com.sexyresume.events.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds what a command decided: {@code onto(stream).at(3).events(2)}. */
public final class Appends {

    private final StreamName stream;
    private UUID commandId = UUID.randomUUID();
    private String fingerprint = "f";
    private @Nullable Long version;
    private final List<NewEvent> events = new ArrayList<>();
    private final List<Append.ClaimedKey> claims = new ArrayList<>();
    private String payload = "{}";
    private @Nullable UUID sender;
    private @Nullable UUID subject;
    private boolean erases;

    private Appends(StreamName stream) {
        this.stream = stream;
    }

    public static StreamName newStream() {
        return new StreamName("note", UUID.randomUUID());
    }

    public static Appends onto(StreamName stream) {
        return new Appends(stream);
    }

    public Appends command(UUID id, String fingerprint) {
        this.commandId = id;
        this.fingerprint = fingerprint;
        return this;
    }

    /** The version that the stream has before, −1 for none. */
    public Appends at(long version) {
        this.version = version;
        return this;
    }

    public Appends payload(String payload) {
        this.payload = payload;
        return this;
    }

    Appends sentBy(UUID sender) {
        this.sender = sender;
        return this;
    }

    Appends about(UUID subject) {
        this.subject = subject;
        return this;
    }

    public Appends erasing(UUID subject) {
        this.subject = subject;
        erases = true;
        return this;
    }

    public Appends events(int count) {
        for (int i = 0; i < count; i++) {
            event("notes.note-written", payload);
        }
        return this;
    }

    public Appends event(String type, String json) {
        long next = (version == null ? -1 : version) + 1;
        version = next;
        events.add(new NewEvent(
                UUID.randomUUID(),
                stream,
                next,
                type,
                1,
                Instant.parse("2026-11-22T10:00:00Z"),
                sender,
                "{}",
                json,
                subject,
                erases));
        return this;
    }

    public Appends take(String key) {
        claims.add(new Append.ClaimedKey(key, Claim.Action.TAKE));
        return this;
    }

    Appends takeAnew(String key) {
        claims.add(new Append.ClaimedKey(key, Claim.Action.TAKE_ANEW));
        return this;
    }

    public Appends release(String key) {
        claims.add(new Append.ClaimedKey(key, Claim.Action.RELEASE));
        return this;
    }

    public Append build() {
        return new Append(commandId, fingerprint, stream, version, events, claims);
    }
}
