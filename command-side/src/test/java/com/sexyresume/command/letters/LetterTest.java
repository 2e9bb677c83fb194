package com.sexyresume.command.letters;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.letters.LettersCommand.CompleteGeneration;
import com.sexyresume.command.letters.LettersCommand.CreateLetter;
import com.sexyresume.command.letters.LettersCommand.DeleteLetter;
import com.sexyresume.command.letters.LettersCommand.DescribeLetter;
import com.sexyresume.command.letters.LettersCommand.Details;
import com.sexyresume.command.letters.LettersCommand.FailGeneration;
import com.sexyresume.command.letters.LettersCommand.FinaliseLetter;
import com.sexyresume.command.letters.LettersCommand.GenerateLetter;
import com.sexyresume.command.letters.LettersCommand.RestoreDraft;
import com.sexyresume.command.letters.LettersCommand.SaveDraft;
import com.sexyresume.command.letters.LettersCommand.StartGeneration;
import com.sexyresume.command.letters.LettersCommand.UndeleteLetter;
import com.sexyresume.command.letters.LettersRefusal.LetterBeingWritten;
import com.sexyresume.command.letters.LettersRefusal.LetterDeleted;
import com.sexyresume.command.letters.LettersRefusal.LetterEmpty;
import com.sexyresume.command.letters.LettersRefusal.LetterFinal;
import com.sexyresume.command.letters.LettersRefusal.LetterLimitReached;
import com.sexyresume.command.letters.LettersRefusal.LetterNeedsResume;
import com.sexyresume.command.letters.LettersRefusal.LetterUngrounded;
import com.sexyresume.command.letters.LettersRefusal.TooManyDrafts;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.Given.Then;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.Claim;
import com.sexyresume.events.UserId;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.events.letters.LetterId;
import com.sexyresume.events.letters.LettersEvent;
import com.sexyresume.events.letters.LettersEvent.CoverLetterCreated;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDeleted;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDescribed;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDraftRestored;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDraftSaved;
import com.sexyresume.events.letters.LettersEvent.CoverLetterFinalised;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerated;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationFailed;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationRequested;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationStarted;
import com.sexyresume.events.letters.LettersEvent.CoverLetterUndeleted;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.language.Grounding.Ungrounded;
import com.sexyresume.language.ModelUsage;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A letter is its last draft, and stays as it is once it is final (T21, T22, B16). */
class LetterTest {

    private static final UserId ADA = new UserId(new UUID(0, 1));
    private static final UserId GRACE = new UserId(new UUID(0, 2));
    private static final LetterId ID = new LetterId(new UUID(0, 3));
    private static final ResumeId RESUME = new ResumeId(new UUID(0, 4));
    private static final UUID WORK = new UUID(0, 5);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final ModelUsage SPENT = new ModelUsage("model", 5, 6, 7);
    private static final Details DETAILS = new Details(RESUME, 6L, "Title", "Engineer", "Engines", "A job");

    private static final CoverLetterCreated CREATED =
            new CoverLetterCreated(ID, ADA, RESUME, 6L, "Title", "Engineer", "Engines", "A job");
    private static final CoverLetterCreated ALONE =
            new CoverLetterCreated(ID, ADA, null, null, "Title", null, null, null);
    private static final CoverLetterDraftSaved FIRST = new CoverLetterDraftSaved(ID, ADA, 1, "One");
    private static final CoverLetterDraftSaved SECOND = new CoverLetterDraftSaved(ID, ADA, 2, "Two");
    private static final CoverLetterGenerationRequested REQUESTED =
            new CoverLetterGenerationRequested(ID, ADA, WORK, RESUME, 6, TonePreset.CREATIVE, "2026-11-22", 2);
    private static final CoverLetterGenerationStarted STARTED =
            new CoverLetterGenerationStarted(ID, ADA, WORK, "template");
    private static final CoverLetterFinalised FINAL = new CoverLetterFinalised(ID, ADA, 1, false);
    private static final CoverLetterDeleted DELETED = new CoverLetterDeleted(ID, ADA);

    private static final SaveDraft SAVE = new SaveDraft(ID, ADA, "New");
    private static final GenerateLetter GENERATE = new GenerateLetter(ID, ADA, WORK, TonePreset.CREATIVE, DAY, 2);
    private static final FinaliseLetter FINALISE = new FinaliseLetter(ID, ADA, false);

    @Test
    void aLetterBeginsEmptyOrWithADraft() {
        given().when(new CreateLetter(ID, ADA, DETAILS, null)).then(CREATED);
        given().when(new CreateLetter(ID, ADA, DETAILS, "One")).then(CREATED, FIRST);
        given(CREATED).when(new CreateLetter(ID, ADA, DETAILS, "One")).thenNothing();
    }

    @Test
    void whatItSaysIsANewDraft() {
        given(CREATED).when(new SaveDraft(ID, ADA, "One")).then(FIRST);
        given(CREATED, FIRST).when(new SaveDraft(ID, ADA, "Two")).then(SECOND);
        given(CREATED, FIRST).when(new SaveDraft(ID, ADA, "One")).thenNothing();
    }

    @Test
    void anEarlierDraftIsRestoredAsANewOne() {
        given(CREATED, FIRST, SECOND)
                .when(new RestoreDraft(ID, ADA, 1, "One"))
                .then(new CoverLetterDraftRestored(ID, ADA, 3, 1, "One"));
        given(CREATED, FIRST, SECOND).when(new RestoreDraft(ID, ADA, 2, "Two")).thenNothing();
        given(CREATED, FIRST)
                .when(new RestoreDraft(ID, ADA, 9, null))
                .thenRefused(new NoSuchThing("draft of this letter"));
    }

    @Test
    void itIsDescribedAnew() {
        Details other = new Details(null, null, "Other", null, null, null);
        given(CREATED)
                .when(new DescribeLetter(ID, ADA, other))
                .then(new CoverLetterDescribed(ID, ADA, null, null, "Other", null, null, null));
        given(CREATED).when(new DescribeLetter(ID, ADA, DETAILS)).thenNothing();
    }

    @Test
    void anEngineWritesItOnceAtATimeAndTakesASlot() {
        given(CREATED).when(GENERATE).then(REQUESTED).claiming(Claim.take("letter-slot", ADA + ":2026-11-22:2"));
        given(CREATED, REQUESTED).when(GENERATE).thenRefused(new LetterBeingWritten());
        given(ALONE).when(GENERATE).thenRefused(new LetterNeedsResume());
        given(CREATED, REQUESTED).when(FINALISE).thenRefused(new LetterBeingWritten());
        given(CREATED, REQUESTED)
                .when(new StartGeneration(ID, WORK, "template"))
                .then(STARTED);
        given(CREATED, REQUESTED, STARTED)
                .when(new StartGeneration(ID, WORK, "template"))
                .thenNothing();
    }

    @Test
    void whatItHasWrittenIsTheLastDraft() {
        given(CREATED, FIRST, REQUESTED, STARTED, SECOND).when(complete()).then(generated(3));
        given(CREATED, FIRST, REQUESTED, STARTED, generated(2)).when(complete()).thenNothing();
        given(CREATED, FIRST, REQUESTED, STARTED, generated(2)).when(GENERATE).then(REQUESTED);
    }

    @Test
    void aFailureGivesTheSlotBackAndMayBeFollowedByAnotherTry() {
        CoverLetterGenerationFailed failed = failed("engine-timeout");
        given(CREATED, REQUESTED)
                .when(new FailGeneration(ID, WORK, "engine-timeout", SPENT, 8L))
                .then(failed)
                .claiming(Claim.release("letter-slot", ADA + ":2026-11-22:2"));
        given(CREATED, REQUESTED, failed)
                .when(new FailGeneration(ID, WORK, "engine-timeout", SPENT, 8L))
                .thenNothing();
        given(CREATED, REQUESTED, failed).when(complete()).thenNothing();
        given(CREATED, REQUESTED, failed).when(GENERATE).then(REQUESTED);
    }

    @Test
    void ofADeletedLetterNothingIsWritten() {
        given(CREATED, REQUESTED, STARTED, DELETED).when(complete()).then(failed("letter-deleted"));
    }

    @Test
    void whatAnEngineMadeUpIsConfirmedBeforeItIsFinal() {
        LettersEvent[] invented = {CREATED, REQUESTED, generated(1)};
        given(invented).when(FINALISE).thenRefused(new LetterUngrounded());
        given(invented).when(new FinaliseLetter(ID, ADA, true)).then(new CoverLetterFinalised(ID, ADA, 1, true));

        CoverLetterDraftSaved still = new CoverLetterDraftSaved(ID, ADA, 2, "I sold 1,200 looms");
        given(CREATED, REQUESTED, generated(1), still).when(FINALISE).thenRefused(new LetterUngrounded());

        CoverLetterDraftSaved honest = new CoverLetterDraftSaved(ID, ADA, 2, "I sold looms");
        given(CREATED, REQUESTED, generated(1), honest)
                .when(FINALISE)
                .then(new CoverLetterFinalised(ID, ADA, 2, false));

        CoverLetterDraftRestored again = new CoverLetterDraftRestored(ID, ADA, 3, 1, "I sold 1200 looms");
        given(CREATED, REQUESTED, generated(1), honest, again).when(FINALISE).thenRefused(new LetterUngrounded());
    }

    @Test
    void whatIsFinalStaysAsItIs() {
        given(CREATED, FIRST).when(FINALISE).then(FINAL);
        given(CREATED).when(FINALISE).thenRefused(new LetterEmpty());
        Asked done = given(CREATED, FIRST, FINAL);
        done.when(FINALISE).thenNothing();
        done.when(SAVE).thenRefused(new LetterFinal());
        done.when(new RestoreDraft(ID, ADA, 1, "One")).thenRefused(new LetterFinal());
        done.when(new DescribeLetter(ID, ADA, DETAILS)).thenRefused(new LetterFinal());
        done.when(GENERATE).thenRefused(new LetterFinal());
        done.when(new DeleteLetter(ID, ADA)).then(DELETED);
        given(CREATED, FIRST, FINAL, DELETED, new CoverLetterUndeleted(ID, ADA))
                .when(SAVE)
                .thenRefused(new LetterFinal());
    }

    @Test
    void whatIsDeletedIsRestoredFirst() {
        Asked deleted = given(CREATED, FIRST, DELETED);
        deleted.when(SAVE).thenRefused(new LetterDeleted());
        deleted.when(GENERATE).thenRefused(new LetterDeleted());
        deleted.when(FINALISE).thenRefused(new LetterDeleted());
        deleted.when(new DeleteLetter(ID, ADA)).thenNothing();
        deleted.when(new UndeleteLetter(ID, ADA)).then(new CoverLetterUndeleted(ID, ADA));
        given(CREATED).when(new UndeleteLetter(ID, ADA)).thenNothing();
    }

    @Test
    void draftsAreCounted() {
        CoverLetterDraftSaved last = new CoverLetterDraftSaved(ID, ADA, Letter.MAX_DRAFTS, "Last");
        given(CREATED, last).when(SAVE).thenRefused(new TooManyDrafts());
        given(CREATED, last).when(GENERATE).thenRefused(new TooManyDrafts());
        given(CREATED, REQUESTED, last).when(complete()).then(failed("too-many-drafts"));
    }

    @Test
    void somebodyElsesIsNotThere() {
        given(CREATED).when(new SaveDraft(ID, GRACE, "Hers")).thenRefused(new NoSuchThing("letter"));
        given().when(SAVE).thenRefused(new NoSuchThing("letter"));
        given().when(complete()).thenNothing();
    }

    @Test
    void ofAnErasedUserNothingIsLeft() {
        CoverLetterCreated created = new CoverLetterCreated(ID, ADA, RESUME, 6L, null, null, null, null);
        given(created, new CoverLetterDraftSaved(ID, ADA, 1, null))
                .when(FINALISE)
                .thenRefused(new LetterEmpty());
    }

    @Test
    void theLimitSaysWhenTheNextDayBegins() {
        LetterLimitReached limit = new LetterLimitReached(10, Duration.ofHours(3), Map.of("RateLimit", "r=0"));
        assertThat(limit.kind().status()).isEqualTo(429);
        assertThat(limit.retryAfter()).isEqualTo(Duration.ofHours(3));
        assertThat(limit.members()).containsEntry("limit", 10);
        assertThat(limit.headers()).containsEntry("RateLimit", "r=0");
    }

    private static CompleteGeneration complete() {
        return new CompleteGeneration(
                ID, WORK, "I sold 1,200 looms", List.of(new Ungrounded("number", "1200")), "model", SPENT, 8);
    }

    private static CoverLetterGenerated generated(int draft) {
        return new CoverLetterGenerated(
                ID,
                ADA,
                WORK,
                draft,
                "I sold 1,200 looms",
                "[{\"kind\":\"number\",\"text\":\"1200\"}]",
                1,
                "model",
                5,
                6,
                7,
                8);
    }

    private static CoverLetterGenerationFailed failed(String code) {
        return new CoverLetterGenerationFailed(ID, ADA, WORK, code, "model", 5, 6, 7, 8L);
    }

    private static Asked given(LettersEvent... history) {
        return new Asked(Given.given(Letter.NONE, Letter::evolve, history));
    }

    private record Asked(Given<Letter, LettersEvent> given) {

        Then<LettersEvent> when(LettersCommand command) {
            return given.when(Asked::decide, command);
        }

        private static Decision<LettersEvent> decide(Letter state, LettersCommand command) {
            return state.decide(command);
        }
    }
}
