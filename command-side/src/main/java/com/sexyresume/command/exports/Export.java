package com.sexyresume.command.exports;

import com.sexyresume.command.exports.ExportsCommand.CompleteExport;
import com.sexyresume.command.exports.ExportsCommand.DeleteExport;
import com.sexyresume.command.exports.ExportsCommand.DownloadExport;
import com.sexyresume.command.exports.ExportsCommand.ExpireExport;
import com.sexyresume.command.exports.ExportsCommand.FailExport;
import com.sexyresume.command.exports.ExportsCommand.OfExport;
import com.sexyresume.command.exports.ExportsCommand.RequestExport;
import com.sexyresume.command.exports.ExportsRefusal.ExportExpiredAlready;
import com.sexyresume.command.exports.ExportsRefusal.ExportNotReady;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.exports.ExportsEvent;
import com.sexyresume.events.exports.ExportsEvent.ExportCompleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDeleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDownloaded;
import com.sexyresume.events.exports.ExportsEvent.ExportExpired;
import com.sexyresume.events.exports.ExportsEvent.ExportFailed;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import java.util.function.Function;

/**
 * An export comes to one outcome, whoever tries a second one: a file that can be downloaded until it expires or is
 * deleted, or a failure that gives back what was spent (T20, B10).
 */
sealed interface Export {

    /** Nobody has asked for it. */
    record None() implements Export {}

    /** A user has asked for it, who is the only one to know of it. */
    sealed interface Asked extends Export {

        ExportRequested request();
    }

    record Pending(ExportRequested request) implements Asked {}

    record Completed(ExportRequested request, ExportCompleted file, boolean downloaded) implements Asked {}

    record Failed(ExportRequested request) implements Asked {}

    /** The file is deleted. */
    record Over(ExportRequested request) implements Asked {}

    default Decision<ExportsEvent> decide(ExportsCommand command) {
        return switch (command) {
            case RequestExport ask ->
                this instanceof Asked
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
            case OfExport of ->
                this instanceof Asked asked && asked.request().userId().equals(of.userId())
                        ? decide(asked, of)
                        : Decision.refuse(new NoSuchThing("export"));
        };
    }

    private static Decision<ExportsEvent> decide(Asked export, OfExport command) {
        return switch (export) {
            case Pending(var request) ->
                switch (command) {
                    case CompleteExport done ->
                        Decision.accept(new ExportCompleted(
                                done.userId(),
                                done.exportId(),
                                done.size(),
                                done.sha256(),
                                done.mediaType(),
                                done.pages(),
                                done.ats(),
                                done.expiresAt()));
                    case FailExport(var id, var user, var why, var charged, var expiresAt) ->
                        Decision.accept(
                                new ExportFailed(user, id, why.toString(), charged ? request.cost() : 0, expiresAt));
                    case DownloadExport _, DeleteExport _ -> Decision.refuse(new ExportNotReady("pending"));
                    case ExpireExport _ -> Decision.nothing();
                };
            case Completed(var _, var _, var downloaded) ->
                switch (command) {
                    case CompleteExport _, FailExport _ -> Decision.nothing();
                    case DownloadExport(var id, var user) ->
                        downloaded ? Decision.nothing() : Decision.accept(new ExportDownloaded(user, id));
                    case DeleteExport(var id, var user) -> Decision.accept(new ExportDeleted(user, id));
                    case ExpireExport(var id, var user) -> Decision.accept(new ExportExpired(user, id));
                };
            case Failed _ ->
                switch (command) {
                    case CompleteExport _, FailExport _ -> Decision.nothing();
                    case DownloadExport _ -> Decision.refuse(new ExportNotReady("failed"));
                    case DeleteExport(var id, var user) -> Decision.accept(new ExportDeleted(user, id));
                    case ExpireExport(var id, var user) -> Decision.accept(new ExportExpired(user, id));
                };
            case Over _ ->
                command instanceof DownloadExport ? Decision.refuse(new ExportExpiredAlready()) : Decision.nothing();
        };
    }

    default Export evolve(ExportsEvent event) {
        return switch (event) {
            case ExportRequested requested -> new Pending(requested);
            case ExportCompleted file -> asked(request -> new Completed(request, file, false));
            case ExportFailed _ -> asked(Failed::new);
            case ExportDownloaded _ ->
                this instanceof Completed(var request, var file, var _) ? new Completed(request, file, true) : this;
            case ExportDeleted _, ExportExpired _ -> asked(Over::new);
        };
    }

    private Export asked(Function<ExportRequested, Export> next) {
        return this instanceof Asked asked ? next.apply(asked.request()) : this;
    }
}
