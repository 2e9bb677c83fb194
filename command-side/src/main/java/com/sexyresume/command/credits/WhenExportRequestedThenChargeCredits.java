package com.sexyresume.command.credits;

import com.sexyresume.command.credits.CreditsCommand.ChargeCredits;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.credits.CreditsEvent.Purpose;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import org.springframework.stereotype.Component;

/** Charges an export that costs something; whoever renders it waits for the outcome (B11). */
@Component
class WhenExportRequestedThenChargeCredits implements Policy<ExportRequested> {

    @Override
    public void react(Happened<ExportRequested> happened, Reaction reaction) {
        ExportRequested request = happened.event();
        if (request.cost() > 0) {
            reaction.send(
                    "charge",
                    new ChargeCredits(request.userId(), request.exportId().value(), request.cost(), Purpose.EXPORT));
        }
    }
}
