package com.sexyresume.events.exports;

import com.sexyresume.events.EventType;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to one export of a résumé (T20, B10, B11). None of it quotes the résumé: the file does. */
public sealed interface ExportsEvent extends UserEvent {

    ExportId exportId();

    /**
     * A file was asked for; it is rendered at once when it costs nothing, else when its charge is spent.
     *
     * @param resumeVersion which never changes, counted from 0
     * @param template such as {@code modern}
     * @param locale BCP 47: language of headings and months, and the size of paper
     * @param cost credits; 0 when the export is free
     * @param lifetimeSeconds how long the file is kept
     */
    @EventType(name = "exports.export-requested")
    record ExportRequested(
            UserId userId,
            ExportId exportId,
            ResumeId resumeId,
            long resumeVersion,
            ExportFormat format,
            String template,
            String locale,
            int cost,
            long lifetimeSeconds)
            implements ExportsEvent {}

    /**
     * The file can be downloaded.
     *
     * @param size bytes
     * @param sha256 of the file, in hex
     * @param pages of a PDF; 0 for formats without pages
     * @param ats JSON: what of the PDF a machine can read, by pointers into the JSON Resume document, never by its
     *     text; null for other formats
     * @param expiresAt when the file is deleted, UTC
     */
    @EventType(name = "exports.export-completed")
    record ExportCompleted(
            UserId userId,
            ExportId exportId,
            long size,
            String sha256,
            String mediaType,
            int pages,
            @Nullable String ats,
            Instant expiresAt)
            implements ExportsEvent {}

    /**
     * There will be no file.
     *
     * @param code of an {@link ExportFailure}
     * @param refund credits that are given back; 0 when none were spent
     * @param expiresAt when the record of it is deleted, UTC
     */
    @EventType(name = "exports.export-failed")
    record ExportFailed(UserId userId, ExportId exportId, String code, int refund, Instant expiresAt)
            implements ExportsEvent {}

    /** The file was downloaded for the first time. */
    @EventType(name = "exports.export-downloaded")
    record ExportDownloaded(UserId userId, ExportId exportId) implements ExportsEvent {}

    /** The user has deleted the file. */
    @EventType(name = "exports.export-deleted")
    record ExportDeleted(UserId userId, ExportId exportId) implements ExportsEvent {}

    /** The file's time is over (B10): it is deleted. */
    @EventType(name = "exports.export-expired")
    record ExportExpired(UserId userId, ExportId exportId) implements ExportsEvent {}
}
