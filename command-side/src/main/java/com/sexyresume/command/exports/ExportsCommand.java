package com.sexyresume.command.exports;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.exports.ExportFailure;
import com.sexyresume.events.exports.ExportFormat;
import com.sexyresume.events.exports.ExportId;
import com.sexyresume.events.resumes.ResumeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What may be asked of an export. */
sealed interface ExportsCommand extends Command {

    ExportId exportId();

    UserId userId();

    @Override
    default StreamId stream() {
        return streamOf(exportId());
    }

    static StreamId streamOf(ExportId export) {
        return ExportsStreams.EXPORT.of(export);
    }

    /** What becomes of an export that its user has asked for; nobody else's is there for them. */
    sealed interface OfExport extends ExportsCommand {}

    /**
     * Asks for a file of a version that the user has.
     *
     * @param cost credits, at least 0
     * @param lifetimeSeconds how long the file is kept
     */
    record RequestExport(
            ExportId exportId,
            UserId userId,
            ResumeId resumeId,
            long resumeVersion,
            ExportFormat format,
            String template,
            String locale,
            int cost,
            long lifetimeSeconds)
            implements ExportsCommand {}

    /** The file is kept. */
    record CompleteExport(
            ExportId exportId,
            UserId userId,
            long size,
            String sha256,
            String mediaType,
            int pages,
            @Nullable String ats,
            Instant expiresAt)
            implements OfExport {}

    /**
     * There will be no file.
     *
     * @param charged whether the export's cost was spent
     */
    record FailExport(ExportId exportId, UserId userId, ExportFailure why, boolean charged, Instant expiresAt)
            implements OfExport {}

    record DownloadExport(ExportId exportId, UserId userId) implements OfExport {}

    record DeleteExport(ExportId exportId, UserId userId) implements OfExport {}

    /** The export's time has come. */
    record ExpireExport(ExportId exportId, UserId userId) implements OfExport {}
}
