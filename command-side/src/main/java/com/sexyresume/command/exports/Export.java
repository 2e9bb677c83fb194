package com.sexyresume.command.exports;

import com.sexyresume.command.Decision;
import com.sexyresume.command.NoSuchThing;
import com.sexyresume.command.exports.ExportsCommand.CompleteExport;
import com.sexyresume.command.exports.ExportsCommand.DeleteExport;
import com.sexyresume.command.exports.ExportsCommand.DownloadExport;
import com.sexyresume.command.exports.ExportsCommand.ExpireExport;
import com.sexyresume.command.exports.ExportsCommand.FailExport;
import com.sexyresume.command.exports.ExportsCommand.RequestExport;
import com.sexyresume.command.exports.ExportsRefusal.ExportExpiredAlready;
import com.sexyresume.command.exports.ExportsRefusal.ExportNotReady;
import com.sexyresume.events.exports.ExportsEvent;
import com.sexyresume.events.exports.ExportsEvent.ExportCompleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDeleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDownloaded;
import com.sexyresume.events.exports.ExportsEvent.ExportExpired;
import com.sexyresume.events.exports.ExportsEvent.ExportFailed;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import org.jspecify.annotations.Nullable;

/**
 * An export comes to one outcome, whoever tries a second one: a file that can be downloaded until it expires or is
 * deleted, or a failure that gives back what was spent (T20, B10).
 *
 * @param request null while nobody has asked for it
 * @param completed null while there is no file
 */
record Export(
        @Nullable ExportRequested request, @Nullable ExportCompleted completed, Status status, boolean downloaded) {

    /** How far an export is. */
    enum Status {
        PENDING,
        COMPLETED,
        FAILED,
        /** The file is deleted. */
        OVER
    }

    static final Export NONE = new Export(null, null, Status.PENDING, false);

    Decision<ExportsEvent> decide(ExportsCommand command) {
        if (command instanceof RequestExport ask) {
            return request != null
                    ? Decision.nothing()
                    : Decision.accept(new ExportRequested(
                            ask.userId(),
                            ask.exportId(),
                            ask.resumeId(),
                            ask.resumeVersion(),
                            ask.format(),
                            ask.template(),
                            ask.locale(),
                            ask.cost(),
                            ask.lifetimeSeconds()));
        }
        if (request == null || !request.userId().equals(command.userId())) {
            return Decision.refuse(new NoSuchThing("export"));
        }
        return switch (command) {
            case RequestExport _ -> Decision.nothing();
            case CompleteExport done ->
                status == Status.PENDING
                        ? Decision.accept(new ExportCompleted(
                                done.userId(),
                                done.exportId(),
                                done.size(),
                                done.sha256(),
                                done.mediaType(),
                                done.pages(),
                                done.ats(),
                                done.expiresAt()))
                        : Decision.nothing();
            case FailExport failed ->
                status == Status.PENDING
                        ? Decision.accept(new ExportFailed(
                                failed.userId(),
                                failed.exportId(),
                                failed.code(),
                                failed.charged() ? request.cost() : 0,
                                failed.expiresAt()))
                        : Decision.nothing();
            case DownloadExport download ->
                switch (status) {
                    case PENDING -> Decision.refuse(new ExportNotReady("pending"));
                    case FAILED -> Decision.refuse(new ExportNotReady("failed"));
                    case OVER -> Decision.refuse(new ExportExpiredAlready());
                    case COMPLETED ->
                        downloaded
                                ? Decision.nothing()
                                : Decision.accept(new ExportDownloaded(download.userId(), download.exportId()));
                };
            case DeleteExport delete ->
                switch (status) {
                    case PENDING -> Decision.refuse(new ExportNotReady("pending"));
                    case OVER -> Decision.nothing();
                    case FAILED, COMPLETED -> Decision.accept(new ExportDeleted(delete.userId(), delete.exportId()));
                };
            case ExpireExport expire ->
                status == Status.OVER || status == Status.PENDING
                        ? Decision.nothing()
                        : Decision.accept(new ExportExpired(expire.userId(), expire.exportId()));
        };
    }

    Export evolve(ExportsEvent event) {
        return switch (event) {
            case ExportRequested requested -> new Export(requested, null, Status.PENDING, false);
            case ExportCompleted done -> new Export(request, done, Status.COMPLETED, false);
            case ExportFailed _ -> new Export(request, null, Status.FAILED, false);
            case ExportDownloaded _ -> new Export(request, completed, status, true);
            case ExportDeleted _, ExportExpired _ -> new Export(request, completed, Status.OVER, downloaded);
        };
    }
}
