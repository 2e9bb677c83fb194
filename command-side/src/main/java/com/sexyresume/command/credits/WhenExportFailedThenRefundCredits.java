package com.sexyresume.command.credits;

import com.sexyresume.command.Happened;
import com.sexyresume.command.Policy;
import com.sexyresume.command.Reaction;
import com.sexyresume.command.UuidV5;
import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.events.exports.ExportsEvent.ExportFailed;
import org.springframework.stereotype.Component;

/** Gives back, once, what was spent on an export that there will be no file of. */
@Component
class WhenExportFailedThenRefundCredits implements Policy<ExportFailed> {

    @Override
    public void react(Happened<ExportFailed> happened, Reaction reaction) {
        ExportFailed failed = happened.event();
        if (failed.refund() > 0) {
            reaction.send(
                    "refund",
                    new AwardCredits(
                            failed.userId(),
                            UuidV5.of(failed.exportId().value(), "refund"),
                            failed.refund(),
                            "export-refund",
                            null));
        }
    }
}
