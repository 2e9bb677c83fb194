package com.sexyresume.command.exports;

import com.sexyresume.command.exports.ExportsCommand.CompleteExport;
import com.sexyresume.command.exports.ExportsCommand.FailExport;
import com.sexyresume.deciding.Happened;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.events.credits.CreditsEvent.Purpose;
import com.sexyresume.events.exports.ExportFailure;
import com.sexyresume.events.exports.ExportId;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import com.sexyresume.language.PinnedResume;
import com.sexyresume.language.PinnedResumes;
import com.sexyresume.rendering.DocumentTooLarge;
import com.sexyresume.rendering.ResumeRenderer;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Renders what costs nothing when it is asked for, and the rest when its charge is spent. What cannot be rendered fails
 * for good, and what it cost is given back: the same version would fail again. An export that has failed by then,
 * because its time was over, stays so.
 */
@Component
class WhenExportRequestedThenRender implements Policy<UserEvent> {

    private static final Logger log = LoggerFactory.getLogger(WhenExportRequestedThenRender.class);

    private final Streams streams;
    private final PinnedResumes resumes;
    private final ExportFiles files;
    private final ObjectProvider<ResumeRenderer> renderer;
    private final ExportProperties properties;

    WhenExportRequestedThenRender(
            Streams streams,
            PinnedResumes resumes,
            ExportFiles files,
            ObjectProvider<ResumeRenderer> renderer,
            ExportProperties properties) {
        this.streams = streams;
        this.resumes = resumes;
        this.files = files;
        this.renderer = renderer;
        this.properties = properties;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(ExportRequested.class, CreditsSpent.class);
    }

    @Override
    public int parallelism() {
        return properties.parallelism();
    }

    @Override
    public void react(Happened<UserEvent> happened, Reaction reaction) {
        ExportId id = mayBegin(happened.event());
        if (id == null) {
            return;
        }
        if (!(streams.read(ExportsStreams.EXPORT, id) instanceof Export.Asked export)) {
            return;
        }
        ExportRequested request = export.request();
        // An answer that was lost: the completion is recorded, and the file was not left behind for it.
        boolean isLost = export instanceof Export.Completed && files.read(id) == null;
        if (!(export instanceof Export.Pending || isLost)) {
            return;
        }
        PinnedResume resume = resumes.read(request.userId(), request.resumeId(), request.resumeVersion());
        RenderedExport rendered;
        try {
            // Asked before as well; this node may have other fonts than the one that was asked.
            if (!RenderedExport.missing(
                            request.format(), request.template(), request.locale(), resume, renderer.getObject())
                    .isEmpty()) {
                fail(request, ExportFailure.CHARACTERS_NOT_SHOWN, reaction);
                return;
            }
            rendered = RenderedExport.of(request, resume, renderer.getObject());
        } catch (DocumentTooLarge tooLarge) {
            fail(request, ExportFailure.DOCUMENT_TOO_LARGE, reaction);
            return;
        } catch (RuntimeException | StackOverflowError failed) {
            // Its message may quote the résumé.
            log.warn("Export {} was not rendered: {}", id, failed.getClass().getName());
            fail(request, ExportFailure.RENDERING_FAILED, reaction);
            return;
        }
        files.keep(id, request.userId(), rendered.file().bytes());
        if (isLost) {
            return;
        }
        boolean isRecorded = false;
        try {
            var _ = reaction.send(
                    "complete",
                    new CompleteExport(
                            id,
                            request.userId(),
                            rendered.file().bytes().length,
                            rendered.sha256(),
                            rendered.file().mediaType(),
                            rendered.file().pageCount(),
                            rendered.ats(),
                            Instant.now().plusSeconds(request.lifetimeSeconds())));
            isRecorded = streams.read(ExportsStreams.EXPORT, id) instanceof Export.Completed;
        } finally {
            // Nobody knows of it, or nobody knows yet: its user may have been erased meanwhile, or its time was over.
            if (!isRecorded) {
                files.delete(id);
            }
        }
    }

    private void fail(ExportRequested request, ExportFailure why, Reaction reaction) {
        reaction.send(
                "fail",
                new FailExport(
                        request.exportId(),
                        request.userId(),
                        why,
                        true,
                        Instant.now().plusSeconds(request.lifetimeSeconds())));
    }

    /** The export that can be rendered from now on; null when the event begins none. */
    static @Nullable ExportId mayBegin(UserEvent event) {
        return switch (event) {
            case ExportRequested request -> request.cost() == 0 ? request.exportId() : null;
            case CreditsSpent spent -> spent.purpose() == Purpose.EXPORT ? new ExportId(spent.transactionId()) : null;
            default -> null;
        };
    }
}
