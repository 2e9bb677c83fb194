package com.sexyresume.command.exports;

import com.sexyresume.command.exports.ExportsCommand.FailExport;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.credits.CreditsEvent.ChargeRefused;
import com.sexyresume.events.credits.CreditsEvent.Purpose;
import com.sexyresume.events.exports.ExportFailure;
import com.sexyresume.events.exports.ExportId;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import org.springframework.stereotype.Component;

/** Whoever has too few credits gets no file, and nothing is spent (B11). */
@Component
class WhenChargeRefusedThenFailExport implements Policy<ChargeRefused> {

    private final ExportProperties properties;

    WhenChargeRefusedThenFailExport(ExportProperties properties) {
        this.properties = properties;
    }

    @Override
    public void react(Happened<ChargeRefused> happened, Reaction reaction) {
        ChargeRefused refused = happened.event();
        if (refused.purpose() == Purpose.EXPORT) {
            reaction.send(
                    "fail",
                    new FailExport(
                            new ExportId(refused.chargeId()),
                            refused.userId(),
                            ExportFailure.INSUFFICIENT_CREDITS,
                            false,
                            happened.time().plus(properties.lifetime())));
        }
    }
}
