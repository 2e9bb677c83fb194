package com.sexyresume.command.letters;

import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;
import java.time.Duration;
import java.util.Map;

/** Why a command about cover letters is refused. */
sealed interface LettersRefusal extends Rejection {

    /** One engine writes it at a time. */
    @Refused(value = Kind.CONFLICT, detail = "The letter is being written; wait until that has ended.")
    record LetterBeingWritten() implements LettersRefusal {}

    /** Only undeleting helps. */
    @Refused(value = Kind.CONFLICT, detail = "The letter is deleted; it can be restored.")
    record LetterDeleted() implements LettersRefusal {}

    /** There is nothing yet that could be done with. */
    @Refused(value = Kind.CONFLICT, detail = "The letter says nothing yet.")
    record LetterEmpty() implements LettersRefusal {}

    /** What is done stays as it is. */
    @Refused(value = Kind.CONFLICT, detail = "The letter is final; it can be read and deleted.")
    record LetterFinal() implements LettersRefusal {}

    /**
     * All slots of the day are taken.
     *
     * @param limit letters a day that an engine writes
     * @param retryAfter until the next day begins, in UTC
     * @param headers that nothing is left of the day
     */
    @Refused(
            value = Kind.LIMITED,
            detail = "So many letters are written a day without premium; failed ones are not counted.")
    record LetterLimitReached(int limit, Duration retryAfter, Map<String, String> headers) implements LettersRefusal {}

    /** An engine writes of what a résumé says, and of nothing else. */
    @Refused(value = Kind.CONFLICT, detail = "The letter names no résumé that it could be made of.")
    record LetterNeedsResume() implements LettersRefusal {}

    /** An engine invented something in it: its user has to say that it is true. */
    @Refused(
            value = Kind.CONFLICT,
            detail = "The letter says what neither the résumé nor you said; change it, or confirm it.")
    record LetterUngrounded() implements LettersRefusal {}

    /** A letter has {@value Letter#MAX_DRAFTS} drafts at most. */
    @Refused(value = Kind.CONFLICT, detail = "The letter has as many drafts as a letter may have.")
    record TooManyDrafts() implements LettersRefusal {}
}
