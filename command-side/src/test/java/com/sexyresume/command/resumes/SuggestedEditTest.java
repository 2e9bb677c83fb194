package com.sexyresume.command.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.resumes.ResumeCommand.ApplySuggestedEdit;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.Given.Then;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent;
import com.sexyresume.events.resumes.ResumesEvent.ResumeCreated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDataReplaced;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDeleted;
import com.sexyresume.events.resumes.ResumesEvent.ResumeLocked;
import com.sexyresume.events.resumes.ResumesEvent.SuggestedEditApplied;
import com.sexyresume.events.resumes.ResumesEvent.SuggestedEditRefused;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A suggested text takes the place of the one that it was made of, or of none (T04). */
class SuggestedEditTest {

    private static final UserId ADA = new UserId(new UUID(0, 1));
    private static final UserId EVE = new UserId(new UUID(0, 2));
    private static final ResumeId RESUME = new ResumeId(new UUID(0, 3));
    private static final UUID ENHANCEMENT = new UUID(0, 4);
    private static final UUID SUGGESTION = new UUID(0, 5);
    private static final String PATH = "/experience/0/achievements/1";
    private static final ResumeCreated CREATED =
            new ResumeCreated(RESUME, ADA, "CV", "modern", entry("a", "Worked on looms"));
    private static final SuggestedEditApplied APPLIED = new SuggestedEditApplied(
            RESUME,
            ADA,
            ENHANCEMENT,
            SUGGESTION,
            "[{\"op\":\"replace\",\"path\":\"/experience/0/achievements/1\",\"value\":\"Built looms\"}]");

    @Test
    void itReplacesTheTextThatItWasMadeOf() {
        given(CREATED).when(edit(ADA, PATH, "a")).then(APPLIED);

        assertThat(Resume.NONE.evolve(CREATED).evolve(APPLIED).data())
                .isEqualTo(ResumeData.of(entry("a", "Built looms")));
    }

    @Test
    void aTextThatHasChangedIsLeftAlone() {
        given(CREATED, new ResumeDataReplaced(RESUME, ADA, entry("a", "My own")))
                .when(edit(ADA, PATH, "a"))
                .then(refused("patch-test-failed"));
    }

    @Test
    void theSameTextInAnotherEntryIsLeftAlone() {
        given(CREATED, new ResumeDataReplaced(RESUME, ADA, entry("b", "Worked on looms")))
                .when(edit(ADA, PATH, "a"))
                .then(refused("patch-test-failed"));
    }

    @Test
    void aTextThatIsGoneCannotBeReplaced() {
        given(CREATED, new ResumeDataReplaced(RESUME, ADA, "{}"))
                .when(edit(ADA, PATH, "a"))
                .then(refused("patch-path-missing"));
        given(CREATED).when(edit(ADA, "/personalInfo/summary", null)).then(refused("patch-path-missing"));
    }

    @Test
    void whatMayNotBeEditedIsLeftAlone() {
        given(CREATED, new ResumeLocked(RESUME, ADA)).when(edit(ADA, PATH, "a")).then(refused("resume-locked"));
        given(CREATED, new ResumeDeleted(RESUME, ADA))
                .when(edit(ADA, PATH, "a"))
                .then(refused("resume-deleted"));
    }

    @Test
    void aTextThatTheSchemaForbidsIsLeftAlone() {
        given(CREATED)
                .when(new ApplySuggestedEdit(
                        RESUME, ADA, ENHANCEMENT, SUGGESTION, PATH, "a", "Worked on looms", "x".repeat(10_001)))
                .then(refused("resume-invalid"));
    }

    @Test
    void aRefusalChangesNothing() {
        Resume before = Resume.NONE.evolve(CREATED);
        Resume after = before.evolve(refused("patch-test-failed"));

        assertThat(after.data()).isEqualTo(before.data());
        assertThat(after.version()).isEqualTo(before.version() + 1);
    }

    @Test
    void nobodyElsesResumeIsEdited() {
        given(CREATED).when(edit(EVE, PATH, "a")).thenRefused(new NoSuchThing("résumé"));
        given().when(edit(ADA, PATH, "a")).thenRefused(new NoSuchThing("résumé"));
    }

    private static String entry(String id, String text) {
        return """
                {"experience":[{"id":"%s","achievements":["Audited books","%s"]}]}""".formatted(id, text);
    }

    private static ApplySuggestedEdit edit(UserId user, String path, @Nullable String entry) {
        return new ApplySuggestedEdit(
                RESUME, user, ENHANCEMENT, SUGGESTION, path, entry, "Worked on looms", "Built looms");
    }

    private static SuggestedEditRefused refused(String code) {
        return new SuggestedEditRefused(RESUME, ADA, ENHANCEMENT, SUGGESTION, code);
    }

    private static Asked given(ResumesEvent... history) {
        return new Asked(Given.given(Resume.NONE, Resume::evolve, history));
    }

    private record Asked(Given<Resume, ResumesEvent> given) {

        Then<ResumesEvent> when(ResumeCommand command) {
            return given.when(Asked::decide, command);
        }

        private static Decision<ResumesEvent> decide(Resume state, ResumeCommand command) {
            return state.decide(command);
        }
    }
}
