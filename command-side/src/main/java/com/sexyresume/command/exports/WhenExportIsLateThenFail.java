package com.sexyresume.command.exports;

import com.sexyresume.command.exports.ExportsCommand.FailExport;
import com.sexyresume.deciding.Happened;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.events.exports.ExportFailure;
import com.sexyresume.events.exports.ExportId;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Fails an export that is not rendered in time, whatever keeps it: nobody waits for ever for what was paid. The time
 * begins when the rendering may, so what is given back was spent. Whichever of the two comes second finds the export
 * ended.
 */
@Component
class WhenExportIsLateThenFail implements Policy<UserEvent> {

    private final Streams streams;
    private final ExportProperties properties;

    WhenExportIsLateThenFail(Streams streams, ExportProperties properties) {
        this.streams = streams;
        this.properties = properties;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(ExportRequested.class, CreditsSpent.class);
    }

    @Override
    public void react(Happened<UserEvent> happened, Reaction reaction) {
        if (WhenExportRequestedThenRender.mayBegin(happened.event()) != null) {
            reaction.remind(happened.time().plus(properties.patience()));
        }
    }

    @Override
    public void due(Happened<UserEvent> happened, Reaction reaction) {
        ExportId id = WhenExportRequestedThenRender.mayBegin(happened.event());
        if (id == null) {
            return;
        }
        if (streams.read(ExportsStreams.EXPORT, id) instanceof Export.Pending(var request)) {
            var _ = reaction.send(
                    "fail",
                    new FailExport(
                            id,
                            request.userId(),
                            ExportFailure.NOT_RENDERED_IN_TIME,
                            true,
                            Instant.now().plusSeconds(request.lifetimeSeconds())));
        }
    }
}
