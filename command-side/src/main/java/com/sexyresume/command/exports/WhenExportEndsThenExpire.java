package com.sexyresume.command.exports;

import com.sexyresume.command.exports.ExportsCommand.ExpireExport;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.exports.ExportsEvent;
import com.sexyresume.events.exports.ExportsEvent.ExportCompleted;
import com.sexyresume.events.exports.ExportsEvent.ExportFailed;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Ends an export when its time has come, so that the end is an event, and rows need no clock (B10, R01). */
@Component
class WhenExportEndsThenExpire implements Policy<ExportsEvent> {

    @Override
    public Set<Class<? extends ExportsEvent>> follows() {
        return Set.of(ExportCompleted.class, ExportFailed.class);
    }

    @Override
    public void react(Happened<ExportsEvent> happened, Reaction reaction) {
        switch (happened.event()) {
            case ExportCompleted completed -> reaction.remind(completed.expiresAt());
            case ExportFailed failed -> reaction.remind(failed.expiresAt());
            default -> {}
        }
    }

    @Override
    public void due(Happened<ExportsEvent> happened, Reaction reaction) {
        reaction.send(
                "expire",
                new ExpireExport(happened.event().exportId(), happened.event().userId()));
    }
}
