package com.sexyresume.query.resumes;

import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent;
import com.sexyresume.query.resumes.ResumeState.Content;
import com.sexyresume.query.resumes.ResumeState.Status;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.Reader;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A résumé as it was: the nearest checkpoint that is no younger than the version, and the fewer than
 * {@value ResumeProjector#CHECKPOINT_INTERVAL} events between them, of {@value ResumeProjector#MAX_FOLDED_CHARACTERS}
 * characters at most, which are read from the stream. Row level security decides, before anything is read from the
 * stream, whose résumé it is.
 */
@Component
final class ResumeVersions {

    private final Reader reader;
    private final EventStore history;

    ResumeVersions(Reader reader, EventStore history) {
        this.reader = reader;
        this.history = history;
    }

    /** @throws NoSuchRow when the caller has no such résumé, or it has no such version (yet) */
    ResumeState of(UUID resume, long version) {
        return find(resume, version, null);
    }

    /**
     * The last version that was recorded at the time or before.
     *
     * @throws NoSuchRow when the caller has no such résumé, or had not begun it then
     */
    ResumeState at(UUID resume, Instant time) {
        return find(resume, null, time);
    }

    /** @param checkpoint null when there is no such version */
    private record Found(@Nullable Long version, @Nullable ResumeState checkpoint) {}

    private ResumeState find(UUID resume, @Nullable Long version, @Nullable Instant time) {
        Found found = reader.read(rows -> rows.sql("""
                                SELECT r.user_id, r.created_at, h.version AS wanted, c.*
                                FROM resumes r
                                         LEFT JOIN LATERAL (SELECT version
                                                            FROM resume_history
                                                            WHERE resume_id = r.id
                                                              AND (:version::bigint IS NULL OR version = :version)
                                                              AND (:time::timestamptz IS NULL OR recorded_at <= :time)
                                                            ORDER BY version DESC
                                                            LIMIT 1) h ON true
                                         LEFT JOIN LATERAL (SELECT version, title, template, data::text, is_active,
                                                                   is_locked, deleted_at, recorded_at
                                                            FROM resume_history
                                                            WHERE resume_id = r.id
                                                              AND version <= h.version
                                                              AND is_checkpoint
                                                            ORDER BY version DESC
                                                            LIMIT 1) c ON true
                                WHERE r.id = :id
                                  AND r.user_id = :user
                                """)
                        .param("id", resume)
                        .param("user", reader.caller())
                        .param("version", version)
                        .param("time", time == null ? null : Timestamp.from(time))
                        .query((row, number) -> {
                            Long wanted = row.getObject("wanted", Long.class);
                            if (wanted == null) {
                                return new Found(null, null);
                            }
                            return new Found(
                                    wanted,
                                    new ResumeState(
                                            new ResumeId(resume),
                                            new UserId(row.getObject("user_id", UUID.class)),
                                            Content.of(
                                                    row.getString("title"),
                                                    row.getString("template"),
                                                    row.getString("data")),
                                            new Status(
                                                    row.getBoolean("is_active"),
                                                    row.getBoolean("is_locked"),
                                                    ResumeProjector.time(row, "deleted_at")),
                                            row.getLong("version"),
                                            row.getTimestamp("created_at").toInstant(),
                                            row.getTimestamp("recorded_at").toInstant()));
                        })
                        .optional())
                .orElseThrow(() -> new NoSuchRow("résumé"));
        if (found.version() == null || found.checkpoint() == null) {
            throw new NoSuchRow("version of this résumé");
        }
        return folded(found.checkpoint(), found.version());
    }

    private ResumeState folded(ResumeState checkpoint, long version) {
        ResumeState state = checkpoint;
        if (state.version() < version) {
            DomainEventStream events = history.readEvents(stream(state.id()), state.version() + 1);
            while (state.version() < version) {
                DomainEventMessage<?> message = events.next();
                state = ResumeState.after(
                        state,
                        (ResumesEvent) message.getPayload(),
                        message.getSequenceNumber(),
                        message.getTimestamp());
            }
        }
        return state;
    }

    /** The name of the résumé's stream in the history. */
    static String stream(ResumeId resume) {
        return "resume:" + resume;
    }
}
