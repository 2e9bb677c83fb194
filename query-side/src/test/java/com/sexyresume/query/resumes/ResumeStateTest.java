package com.sexyresume.query.resumes;

import static com.sexyresume.query.resumes.Story.ALICE;
import static com.sexyresume.query.resumes.Story.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent.Format;
import com.sexyresume.events.resumes.ResumesEvent.ResumeCreated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDataReplaced;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDeactivated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDeleted;
import com.sexyresume.events.resumes.ResumesEvent.ResumeImported;
import com.sexyresume.events.resumes.ResumesEvent.ResumeLocked;
import com.sexyresume.events.resumes.ResumesEvent.ResumePatched;
import com.sexyresume.events.resumes.ResumesEvent.ResumeRenamed;
import com.sexyresume.events.resumes.ResumesEvent.ResumeUndeleted;
import com.sexyresume.events.resumes.ResumesEvent.ResumeVersionRestored;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** T02: what a résumé is, by its events. */
class ResumeStateTest {

    private static final ResumeId RESUME = Story.resume(1);
    private static final ResumeCreated CREATED = new ResumeCreated(RESUME, ALICE, "My Résumé", "modern", "{\"a\": 1}");

    private static ResumeState after(Story story) {
        return Objects.requireNonNull(story.state(RESUME));
    }

    private static String data(ResumeState state) {
        return String.valueOf(state.content().data());
    }

    @Test
    void aNewResumeIsActiveAndSaysWhatItsFirstEventSays() {
        ResumeState state = after(new Story().then(CREATED));
        assertThat(state.content().title()).isEqualTo("My Résumé");
        assertThat(state.content().template()).isEqualTo("modern");
        assertThat(data(state)).isEqualTo("{\"a\":1}");
        assertThat(state.status()).isEqualTo(new ResumeState.Status(true, false, null));
        assertThat(state.version()).isZero();
        assertThat(state.createdAt()).isEqualTo(BEGIN);
    }

    @Test
    void anEditAppliesItsOperationsInTheirOrder() {
        ResumeState state = after(new Story().then(CREATED).then(new ResumePatched(RESUME, ALICE, """
                                [{"op": "move", "from": "/a", "path": "/b"}, {"op": "add", "path": "/a", "value": 2}]""")));
        assertThat(data(state)).isEqualTo("{\"b\":1,\"a\":2}");
        assertThat(state.version()).isEqualTo(1);
        assertThat(state.createdAt()).isEqualTo(BEGIN);
        assertThat(state.updatedAt()).isEqualTo(BEGIN.plusSeconds(60));
    }

    @Test
    void numbersKeepEveryDigitThroughAnEdit() {
        String number = "12345678901234567890.123456789012345678901234567890";
        ResumeState state = after(new Story()
                .then(new ResumeCreated(RESUME, ALICE, "", "modern", "{\"n\": " + number + "}"))
                .then(new ResumePatched(RESUME, ALICE, "[{\"op\": \"copy\", \"from\": \"/n\", \"path\": \"/m\"}]")));
        assertThat(data(state)).isEqualTo("{\"n\":%s,\"m\":%s}".formatted(number, number));
    }

    @Test
    void aRestoredVersionSaysAgainTitleTemplateAndData() {
        ResumeState state = after(new Story()
                .then(CREATED)
                .then(new ResumeLocked(RESUME, ALICE))
                .then(new ResumeVersionRestored(RESUME, ALICE, 0, "Before", "classic", "{}")));
        assertThat(state.content().title()).isEqualTo("Before");
        assertThat(state.content().template()).isEqualTo("classic");
        assertThat(data(state)).isEqualTo("{}");
        assertThat(state.status().locked()).isTrue();
    }

    @Test
    void deletedIsATimeAndUndeletedTakesItAway() {
        Story story = new Story().then(CREATED).then(new ResumeDeactivated(RESUME, ALICE));
        assertThat(after(story.then(new ResumeDeleted(RESUME, ALICE))).status().deletedAt())
                .isEqualTo(BEGIN.plusSeconds(120));
        assertThat(after(story.then(new ResumeUndeleted(RESUME, ALICE))).status())
                .isEqualTo(new ResumeState.Status(false, false, null));
    }

    @Test
    void anErasedResumeSaysNothingWhateverHappenedToIt() {
        Story story = new Story()
                .then(new ResumeImported(RESUME, ALICE, Format.JSON_RESUME, null, "modern", null))
                .then(new ResumePatched(RESUME, ALICE, null))
                .then(new ResumeRenamed(RESUME, ALICE, null))
                .then(new ResumeDataReplaced(RESUME, ALICE, null))
                .then(new ResumeVersionRestored(RESUME, ALICE, 0, null, "classic", null))
                .then(new ResumePatched(RESUME, ALICE, null));
        ResumeState state = after(story);
        assertThat(state.content()).isEqualTo(new ResumeState.Content(null, "classic", null));
        assertThat(state.version()).isEqualTo(5);
    }

    @Test
    void withoutItsOperationsNobodyCanTellWhatAnEditLeft() {
        assertThat(after(new Story().then(CREATED).then(new ResumePatched(RESUME, ALICE, null)))
                        .content()
                        .data())
                .isNull();
        assertThat(after(new Story()
                                .then(new ResumeCreated(RESUME, ALICE, null, "modern", null))
                                .then(new ResumePatched(RESUME, ALICE, "[{\"op\": \"remove\", \"path\": \"/a\"}]")))
                        .content()
                        .data())
                .isNull();
    }

    @Test
    void aStreamBeginsWithAnEventThatMakesAResume() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> new Story().then(new ResumeLocked(RESUME, ALICE)).state(RESUME));
    }

    @Test
    void timesAreKeptToTheMicrosecondAsRowsKeepThem() {
        ResumeState state = ResumeState.after(null, CREATED, 0, BEGIN.plusNanos(1_999));
        assertThat(state.updatedAt()).isEqualTo(BEGIN.plusNanos(1_000));
        assertThat(state.createdAt()).isEqualTo(BEGIN.plusNanos(1_000));
    }
}
