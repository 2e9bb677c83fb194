package com.sexyresume.query.resumes;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent;
import com.sexyresume.events.resumes.ResumesEvent.ResumePatched;
import com.sexyresume.events.resumes.ResumesEvent.SuggestedEditApplied;
import com.sexyresume.reading.MissedOperations;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What somebody missed who edits a version that is no longer the last one: judged from the stream, never from rows, and
 * told to the owner alone.
 */
@Component
public final class MissedChanges implements MissedOperations {

    /** Longer lists help nobody: the résumé is to be read anew. */
    static final int MAX_CHANGES = 100;

    /** Of the operations of one answer. */
    static final int MAX_CHARACTERS = 1 << 20;

    /** Of events, the ones that replace all of the data included. */
    static final long MAX_READ_CHARACTERS = 4L << 20;

    private final EventStore history;

    MissedChanges(EventStore history) {
        this.history = history;
    }

    /**
     * One event that was missed.
     *
     * @param version that it made
     * @param type of the event, such as {@code resumes.resume-patched}
     * @param operations the JSON text of what it did to the data (RFC 6902); null when it was no edit of parts of the
     *     data, or there is too much of them: the résumé is to be read anew
     */
    public record Missed(
            long version,
            String type,
            Instant time,

            @JsonRawValue
            @Schema(
                    description =
                            "JSON Patch (RFC 6902) on the data; null when the change was none of parts of the data",
                    ref = "JsonPatch")
            @Nullable
            String operations) {}

    @Override
    public List<Missed> since(UserId caller, String streamType, UUID stream, long version) {
        return streamType.equals("resume") ? since(caller, new ResumeId(stream), version) : List.of();
    }

    /**
     * The events after the version, in their order, at most {@value #MAX_CHANGES}, and no more once they have
     * {@value #MAX_READ_CHARACTERS} characters.
     *
     * @param caller sees their own résumés; of others' nothing
     * @param version counted from 0
     */
    List<Missed> since(UserId caller, ResumeId resume, long version) {
        List<Missed> missed = new ArrayList<>();
        long characters = 0;
        long read = 0;
        DomainEventStream events =
                history.readEvents(ResumeVersions.stream(resume), Math.clamp(version, -1, Long.MAX_VALUE - 1) + 1);
        while (missed.size() < MAX_CHANGES && read < MAX_READ_CHARACTERS && events.hasNext()) {
            DomainEventMessage<?> message = events.next();
            ResumesEvent event = (ResumesEvent) message.getPayload();
            if (!event.userId().equals(caller)) {
                return List.of();
            }
            read += event.characters();
            String operations = switch (event) {
                case ResumePatched patched -> patched.patch();
                case SuggestedEditApplied applied -> applied.patch();
                default -> null;
            };
            characters += operations == null ? 0 : operations.length();
            missed.add(new Missed(
                    message.getSequenceNumber(),
                    ResumeProjector.type(event),
                    message.getTimestamp(),
                    characters > MAX_CHARACTERS ? null : operations));
        }
        return missed;
    }
}
