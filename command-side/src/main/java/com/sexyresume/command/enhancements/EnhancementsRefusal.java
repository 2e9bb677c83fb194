package com.sexyresume.command.enhancements;

import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;
import java.time.Duration;
import java.util.Map;

/** Why a command about enhancements is refused. */
sealed interface EnhancementsRefusal extends Rejection {

    /**
     * All slots of the day are taken (B01, D61).
     *
     * @param limit requests a day
     * @param retryAfter until the next day begins, in UTC
     * @param headers that nothing is left of the day
     */
    @Refused(
            value = Kind.LIMITED,
            detail = "So many enhancements are possible a day without premium; failed ones are not counted.")
    record EnhancementLimitReached(int limit, Duration retryAfter, Map<String, String> headers)
            implements EnhancementsRefusal {}

    /** A suggestion is decided once (C04). */
    @Refused(value = Kind.CONFLICT, detail = "The suggestion was decided otherwise before.")
    record SuggestionDecided() implements EnhancementsRefusal {}

    /** It asks for a fact that nobody but the user knows: it cannot be accepted as it is. */
    @Refused(value = Kind.CONFLICT, detail = "The suggestion has a gap that only you can fill; modify it.")
    record SuggestionNeedsInput() implements EnhancementsRefusal {}

    /** It would put into a résumé what its owner has not said there, and they have not confirmed it. */
    @Refused(
            value = Kind.CONFLICT,
            detail = "The suggestion says what the résumé does not; confirm it, or use words of your own.")
    record SuggestionUngrounded() implements EnhancementsRefusal {}
}
