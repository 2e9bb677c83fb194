package com.sexyresume.query.letters;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.events.letters.LetterId;
import com.sexyresume.events.letters.LettersEvent.CoverLetterCreated;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDeleted;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDraftRestored;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDraftSaved;
import com.sexyresume.events.letters.LettersEvent.CoverLetterFinalised;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerated;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationFailed;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationRequested;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationStarted;
import com.sexyresume.events.letters.LettersEvent.CoverLetterUndeleted;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.query.ProjectedRows;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** T21, T22, D49: a letter, every draft there was, and what engines were asked to write. */
class LettersProjectorTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final UserId BOB = new UserId(new UUID(1, 2));
    private static final LetterId LETTER = new LetterId(new UUID(2, 1));
    private static final LetterId OTHER = new LetterId(new UUID(2, 2));
    private static final UUID GENERATION = new UUID(3, 1);

    @RegisterExtension
    private final ProjectedRows rows = new ProjectedRows(new LettersProjector());

    @Test
    void everyDraftStaysAndTheLastOneIsTheLetter() throws SQLException {
        rows.given(
                created(ADA, LETTER),
                new CoverLetterDraftSaved(LETTER, ADA, 1, "Dear all"),
                new CoverLetterDraftSaved(LETTER, ADA, 2, "Dear you"),
                new CoverLetterDraftRestored(LETTER, ADA, 3, 1, "Dear all"),
                new CoverLetterFinalised(LETTER, ADA, 3, false));

        assertThat(rows.rows("cover_letter_drafts", "draft", "source", "restored_draft", "content"))
                .containsExactly("1 written - Dear all", "2 written - Dear you", "3 restored 1 Dear all");
        assertThat(rows.rows("cover_letters", "title", "status", "draft", "version"))
                .containsExactly("Hello final 3 4");
    }

    @Test
    void whatAnEngineWroteIsADraftWithWhatItMadeUp() throws SQLException {
        rows.given(
                created(ADA, LETTER),
                requested(),
                new CoverLetterGenerationStarted(LETTER, ADA, GENERATION, "chat"),
                new CoverLetterGenerated(
                        LETTER,
                        ADA,
                        GENERATION,
                        1,
                        "Dear all",
                        "[{\"kind\": \"number\"}]",
                        1,
                        "model",
                        10,
                        20,
                        30,
                        40));

        assertThat(rows.rows("cover_letter_drafts", "draft", "generation_id", "ungrounded -> 0 ->> 'kind'"))
                .containsExactly("1 " + GENERATION + " number");
        assertThat(rows.rows(
                        "cover_letter_generations", "processing_status", "engine", "model", "draft", "cost_micros"))
                .containsExactly("completed chat model 1 30");
    }

    @Test
    void whatFailedWroteNothing() throws SQLException {
        rows.given(
                created(ADA, LETTER),
                requested(),
                new CoverLetterGenerationFailed(
                        LETTER, ADA, GENERATION, "engine-answer-invalid", "model", 10, 20, 30, 40L));

        assertThat(rows.rows("cover_letter_generations", "processing_status", "failure", "input_tokens"))
                .containsExactly("failed engine-answer-invalid 10");
        assertThat(rows.rows("cover_letters", "draft")).containsExactly("0");
    }

    @Test
    void aDeletedLetterCanComeBack() throws SQLException {
        rows.given(created(ADA, LETTER), new CoverLetterDeleted(LETTER, ADA));
        assertThat(rows.rows("cover_letters", "deleted_at IS NULL")).containsExactly("false");

        rows.given(new CoverLetterUndeleted(LETTER, ADA));
        assertThat(rows.rows("cover_letters", "deleted_at IS NULL")).containsExactly("true");
    }

    @Test
    void ofAnErasedUserNothingIsLeft() throws SQLException {
        rows.given(
                created(ADA, LETTER),
                new CoverLetterDraftSaved(LETTER, ADA, 1, "Dear all"),
                requested(),
                created(BOB, OTHER),
                new CoverLetterDraftSaved(OTHER, BOB, 1, "Dear you"),
                new UserErased(ADA, ADA));

        assertThat(rows.rows("cover_letters", "user_id")).containsExactly(BOB.toString());
        assertThat(rows.rows("cover_letter_drafts", "user_id")).containsExactly(BOB.toString());
        assertThat(rows.rows("cover_letter_generations", "user_id")).isEmpty();
    }

    @Test
    void aReplayOfAnErasedUserWritesNoDraft() throws SQLException {
        rows.given(
                new CoverLetterCreated(LETTER, ADA, null, null, null, null, null, null),
                new CoverLetterDraftSaved(LETTER, ADA, 1, null));

        assertThat(rows.rows("cover_letter_drafts", "draft")).isEmpty();
        assertThat(rows.rows("cover_letters", "draft")).containsExactly("1");
    }

    private static CoverLetterCreated created(UserId user, LetterId letter) {
        return new CoverLetterCreated(letter, user, null, null, "Hello", "Weaver", "Loom", null);
    }

    private static CoverLetterGenerationRequested requested() {
        return new CoverLetterGenerationRequested(
                LETTER, ADA, GENERATION, new ResumeId(new UUID(4, 1)), 0, TonePreset.CREATIVE, "2026-11-22", 0);
    }
}
