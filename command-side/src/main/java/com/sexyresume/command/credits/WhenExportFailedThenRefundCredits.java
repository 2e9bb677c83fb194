package com.sexyresume.command.credits;

import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.exports.ExportsEvent.ExportFailed;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import com.sexyresume.sending.UuidV5;
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
