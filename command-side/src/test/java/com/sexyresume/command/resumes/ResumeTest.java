package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.Story.ADA;
import static com.sexyresume.command.resumes.Story.EVE;
import static com.sexyresume.command.resumes.Story.RESUME;
import static com.sexyresume.command.resumes.Story.created;
import static com.sexyresume.command.resumes.Story.given;
import static com.sexyresume.command.resumes.Story.givenData;
import static com.sexyresume.command.resumes.Story.json;
import static com.sexyresume.command.resumes.Story.resume;
import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.resumes.ResumeCommand.ActivateResume;
import com.sexyresume.command.resumes.ResumeCommand.CreateResume;
import com.sexyresume.command.resumes.ResumeCommand.DeactivateResume;
import com.sexyresume.command.resumes.ResumeCommand.DeleteResume;
import com.sexyresume.command.resumes.ResumeCommand.DuplicateResume;
import com.sexyresume.command.resumes.ResumeCommand.LabelVersion;
import com.sexyresume.command.resumes.ResumeCommand.LockResume;
import com.sexyresume.command.resumes.ResumeCommand.MergeResume;
import com.sexyresume.command.resumes.ResumeCommand.PatchResume;
import com.sexyresume.command.resumes.ResumeCommand.RenameResume;
import com.sexyresume.command.resumes.ResumeCommand.ReplaceData;
import com.sexyresume.command.resumes.ResumeCommand.RestoreVersion;
import com.sexyresume.command.resumes.ResumeCommand.SelectTemplate;
import com.sexyresume.command.resumes.ResumeCommand.UndeleteResume;
import com.sexyresume.command.resumes.ResumeCommand.UnlockResume;
import com.sexyresume.command.resumes.ResumesRefusal.ResumeInvalid;
import com.sexyresume.command.resumes.ResumesRefusal.ResumeIsDeleted;
import com.sexyresume.command.resumes.ResumesRefusal.ResumeIsLocked;
import com.sexyresume.command.resumes.ResumesRefusal.TooManyLabels;
import com.sexyresume.command.resumes.ResumesRefusal.UnknownTemplate;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.deciding.StaleVersion;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent;
import com.sexyresume.events.resumes.ResumesEvent.ResumeActivated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeCreated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDataReplaced;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDeactivated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDeleted;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDuplicated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeLocked;
import com.sexyresume.events.resumes.ResumesEvent.ResumePatched;
import com.sexyresume.events.resumes.ResumesEvent.ResumeRenamed;
import com.sexyresume.events.resumes.ResumesEvent.ResumeUndeleted;
import com.sexyresume.events.resumes.ResumesEvent.ResumeUnlocked;
import com.sexyresume.events.resumes.ResumesEvent.ResumeVersionLabelled;
import com.sexyresume.events.resumes.ResumesEvent.ResumeVersionRestored;
import com.sexyresume.events.resumes.ResumesEvent.TemplateSelected;
import com.sexyresume.sending.IfMatch;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {

    private static final String ADA_S = "{'personalInfo':{'fullName':'Ada'}}";
    private static final String BYRON_S = "{'personalInfo':{'fullName':'Ada Byron'}}";

    private static final ResumesEvent LOCKED = new ResumeLocked(RESUME, ADA);
    private static final ResumesEvent DELETED = new ResumeDeleted(RESUME, ADA);

    static Stream<ResumeCommand> edits(UserId user) {
        return Stream.of(
                new ReplaceData(RESUME, user, json(BYRON_S)),
                new PatchResume(
                        RESUME, user, json("[{'op':'replace','path':'/personalInfo/fullName','value':'Ada Byron'}]")),
                new MergeResume(RESUME, user, json(BYRON_S)),
                new RenameResume(RESUME, user, "Engineer"),
                new SelectTemplate(RESUME, user, "classic"),
                new RestoreVersion(RESUME, user, 0, resume(created("{}"))));
    }

    static Stream<ResumeCommand> editsOfTheOwner() {
        return Stream.concat(edits(ADA), Stream.of(new DeleteResume(RESUME, ADA)));
    }

    static Stream<ResumeCommand> everyCommandOfAStranger() {
        return Stream.concat(edits(EVE), upkeep(EVE));
    }

    static Stream<ResumeCommand> everythingButUndeletingAndDeleting() {
        return Stream.concat(edits(ADA), upkeep(ADA))
                .filter(command -> !(command instanceof UndeleteResume || command instanceof DeleteResume));
    }

    static Stream<ResumeCommand> upkeep(UserId user) {
        return Stream.of(
                new ActivateResume(RESUME, user),
                new DeactivateResume(RESUME, user),
                new LabelVersion(RESUME, user, 0, "sent"),
                new LockResume(RESUME, user),
                new UnlockResume(RESUME, user),
                new DeleteResume(RESUME, user),
                new UndeleteResume(RESUME, user));
    }

    static Stream<ResumeCommand> commandsThatChangeNothing() {
        return Stream.of(
                new CreateResume(RESUME, ADA, "Again", "modern", json("{}")),
                new ReplaceData(RESUME, ADA, json(ADA_S)),
                new PatchResume(RESUME, ADA, json("[{'op':'replace','path':'/personalInfo/fullName','value':'Ada'}]")),
                new PatchResume(RESUME, ADA, json("[{'op':'test','path':'/personalInfo/fullName','value':'Ada'}]")),
                new PatchResume(RESUME, ADA, json("[]")),
                new MergeResume(RESUME, ADA, json("{'personalInfo':{'fullName':'Ada','phone':null}}")),
                new RenameResume(RESUME, ADA, "My Resume"),
                new SelectTemplate(RESUME, ADA, "modern"),
                new RestoreVersion(RESUME, ADA, 0, resume(created(ADA_S))),
                new ActivateResume(RESUME, ADA),
                new UnlockResume(RESUME, ADA),
                new UndeleteResume(RESUME, ADA),
                new LabelVersion(RESUME, ADA, 0, ""));
    }

    @ParameterizedTest
    @MethodSource("everyCommandOfAStranger")
    void answersAStrangerAsIfThereWereNoResume(ResumeCommand command) {
        givenData(ADA_S).when(command).thenRefused(new NoSuchThing("résumé"));
        given().when(command).thenRefused(new NoSuchThing("résumé"));
        given(created(ADA_S), DELETED).when(command).thenRefused(new NoSuchThing("résumé"));
        given(created(ADA_S), LOCKED).when(command).thenRefused(new NoSuchThing("résumé"));
    }

    @ParameterizedTest
    @MethodSource("editsOfTheOwner")
    void keepsWhatItSaysWhileItIsLocked(ResumeCommand command) {
        given(created(ADA_S), LOCKED).when(command).thenRefused(new ResumeIsLocked());
    }

    @ParameterizedTest
    @MethodSource("everythingButUndeletingAndDeleting")
    void canOnlyBeUndeletedOnceItIsDeleted(ResumeCommand command) {
        given(created(ADA_S), DELETED).when(command).thenRefused(new ResumeIsDeleted());
    }

    @ParameterizedTest
    @MethodSource("commandsThatChangeNothing")
    void recordsNothingWhenNothingWouldChange(ResumeCommand command) {
        givenData(ADA_S).when(command).thenNothing();
    }

    @Nested
    class CreationTest {

        @Test
        void carriesItsDefaultsInTheEvent() {
            given().when(new CreateResume(RESUME, ADA, Resume.DEFAULT_TITLE, Resume.DEFAULT_TEMPLATE, json("{}")))
                    .then(new ResumeCreated(RESUME, ADA, "My Resume", "modern", "{}"));
        }

        @Test
        void isActiveUnlockedAndOfItsUser() {
            Resume resume = resume(created(ADA_S));
            assertThat(resume.owner()).isEqualTo(ADA);
            assertThat(resume.active()).isTrue();
            assertThat(resume.locked()).isFalse();
            assertThat(resume.deleted()).isFalse();
            assertThat(resume.version()).isZero();
        }

        @Test
        void refusesAnUnknownTemplate() {
            given().when(new CreateResume(RESUME, ADA, "CV", "papyrus", json("{}")))
                    .thenRefused(new UnknownTemplate("/template"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "  ", "\u0000", "half a pair \ud800", "\udc00 the other half"})
        void refusesATitleThatIsNone(String title) {
            given().when(new CreateResume(RESUME, ADA, title, "modern", json("{}")))
                    .thenRefused(new ResumeInvalid(
                            List.of(new Violation("/title", "is not a text of 1 to 200 characters"))));
        }

        @Test
        void refusesATitleThatIsTooLong() {
            given().when(new CreateResume(RESUME, ADA, "é".repeat(201), "modern", json("{}")))
                    .thenRefused(new ResumeInvalid(
                            List.of(new Violation("/title", "is not a text of 1 to 200 characters"))));
        }

        @Test
        void tellsWhereItsDataIsWrong() {
            given().when(new CreateResume(RESUME, ADA, "CV", "modern", json("{'personalInfo':{'fullName':1}}")))
                    .thenRefused(new ResumeInvalid(
                            List.of(new Violation("/data/personalInfo/fullName", "number found, string expected"))));
        }
    }

    @Nested
    class DuplicationTest {

        private final ResumeId copy = new ResumeId(UUID.fromString("0a000000-0000-4000-8000-000000000002"));

        @Test
        void copiesWhatTheSourceSaysAndSaysWhereFrom() {
            Resume source = resume(created(ADA_S), new TemplateSelected(RESUME, ADA, "compact"));
            given().when(new DuplicateResume(copy, ADA, RESUME, source, null, null))
                    .then(new ResumeDuplicated(
                            copy,
                            ADA,
                            RESUME,
                            1,
                            "My Resume",
                            "compact",
                            json(ADA_S).toString()));
        }

        @Test
        void mayBeNamedAnew() {
            given().when(new DuplicateResume(copy, ADA, RESUME, resume(created("{}")), null, "Copy"))
                    .then(new ResumeDuplicated(copy, ADA, RESUME, 0, "Copy", "modern", "{}"));
        }

        @Test
        void startsUnlockedAndActiveWhateverTheSourceIs() {
            Resume source = resume(created("{}"), LOCKED, new ResumeDeactivated(RESUME, ADA));
            Resume duplicate = given().when(new DuplicateResume(copy, ADA, RESUME, source, null, null))
                    .thenState();
            assertThat(duplicate.locked()).isFalse();
            assertThat(duplicate.active()).isTrue();
        }

        @Test
        void refusesASourceThatIsAbsentOrSomeoneElsesAlike() {
            given().when(new DuplicateResume(copy, EVE, RESUME, resume(created("{}")), null, null))
                    .thenRefused(new NoSuchThing("résumé"));
            given().when(new DuplicateResume(copy, EVE, RESUME, Resume.NONE, null, null))
                    .thenRefused(new NoSuchThing("résumé"));
        }

        @Test
        void refusesASourceThatHasMovedOnSinceTheCallerSawIt() {
            Resume source = resume(created("{}"), new ResumeRenamed(RESUME, ADA, "CV"));
            given().when(new DuplicateResume(copy, ADA, RESUME, source, IfMatch.version(0), null))
                    .thenRefused(new StaleVersion(StreamId.of("resume", RESUME), 0, 1));
            given().when(new DuplicateResume(copy, ADA, RESUME, source, IfMatch.version(1), null))
                    .then(new ResumeDuplicated(copy, ADA, RESUME, 1, "CV", "modern", "{}"));
        }

        @Test
        void refusesADeletedSource() {
            given().when(new DuplicateResume(copy, ADA, RESUME, resume(created("{}"), DELETED), null, null))
                    .thenRefused(new ResumeIsDeleted());
        }
    }

    @Nested
    class ReplacementTest {

        @Test
        void replacesTheData() {
            givenData(ADA_S)
                    .when(new ReplaceData(RESUME, ADA, json(BYRON_S)))
                    .then(new ResumeDataReplaced(RESUME, ADA, json(BYRON_S).toString()));
        }

        @Test
        void refusesDataThatIsNoObject() {
            givenData("{}")
                    .when(new ReplaceData(RESUME, ADA, json("[]")))
                    .thenRefused(new ResumeInvalid(List.of(new Violation("", "array found, object expected"))));
        }
    }

    @Nested
    class PatchingTest {

        @Test
        void recordsTheOperationsWithoutTheTests() {
            givenData(ADA_S)
                    .when(new PatchResume(RESUME, ADA, json("""
                            [{'op':'test','path':'/personalInfo/fullName','value':'Ada'},
                             {'op':'replace','path':'/personalInfo/fullName','value':'Ada Byron','comment':'x'}]""")))
                    .then(new ResumePatched(
                            RESUME,
                            ADA,
                            json("[{'op':'replace','path':'/personalInfo/fullName','value':'Ada Byron'}]")
                                    .toString()));
        }

        @Test
        void refusesAPatchThatBreaksTheSchema() {
            givenData(ADA_S)
                    .when(new PatchResume(
                            RESUME, ADA, json("[{'op':'add','path':'/personalInfo/fullNmae','value':'Ada'}]")))
                    .thenRefused(new ResumeInvalid(List.of(new Violation("/personalInfo/fullNmae", "is not known"))));
        }

        @Test
        void recordsAMergePatchAsOperations() {
            givenData("{'personalInfo':{'fullName':'Ada','phone':'1'},'skills':[]}")
                    .when(new MergeResume(
                            RESUME, ADA, json("{'personalInfo':{'phone':null,'email':'a@b.c'},'skills':null}")))
                    .then(new ResumePatched(RESUME, ADA, json("""
                            [{'op':'remove','path':'/personalInfo/phone'},
                             {'op':'add','path':'/personalInfo/email','value':'a@b.c'},
                             {'op':'remove','path':'/skills'}]""").toString()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "1", "null", "'text'"})
        void refusesAMergePatchThatWouldReplaceTheObject(String merge) {
            givenData(ADA_S)
                    .when(new MergeResume(RESUME, ADA, json(merge)))
                    .thenRefused(new ResumeInvalid(List.of(new Violation("", "is no object"))));
        }
    }

    @Nested
    class TitleAndTemplateTest {

        @Test
        void canBeChanged() {
            givenData("{}").when(new RenameResume(RESUME, ADA, "CV")).then(new ResumeRenamed(RESUME, ADA, "CV"));
            givenData("{}")
                    .when(new SelectTemplate(RESUME, ADA, "technical"))
                    .then(new TemplateSelected(RESUME, ADA, "technical"));
        }

        @Test
        void refuseWhatTheyCannotBe() {
            givenData("{}")
                    .when(new SelectTemplate(RESUME, ADA, "Modern"))
                    .thenRefused(new UnknownTemplate("/template"));
            givenData("{}")
                    .when(new RenameResume(RESUME, ADA, " "))
                    .thenRefused(new ResumeInvalid(
                            List.of(new Violation("/title", "is not a text of 1 to 200 characters"))));
        }
    }

    @Nested
    class VersionsTest {

        @Test
        void areRestoredWithTitleTemplateAndData() {
            given(created(ADA_S), new ResumeRenamed(RESUME, ADA, "CV"), new ResumeDataReplaced(RESUME, ADA, "{}"))
                    .when(new RestoreVersion(RESUME, ADA, 0, resume(created(ADA_S))))
                    .then(new ResumeVersionRestored(
                            RESUME, ADA, 0, "My Resume", "modern", json(ADA_S).toString()));
        }

        @Test
        void areNotRestoredFromTheFuture() {
            givenData(ADA_S).when(new RestoreVersion(RESUME, ADA, 1, null)).thenRefused(new NoSuchThing("version"));
            givenData(ADA_S)
                    .when(new RestoreVersion(RESUME, ADA, 1, resume(created("{}"))))
                    .thenRefused(new NoSuchThing("version"));
        }

        @Test
        void areLabelledEvenWhenTheResumeIsLocked() {
            given(created("{}"), LOCKED)
                    .when(new LabelVersion(RESUME, ADA, 0, "sent to Babbage"))
                    .then(new ResumeVersionLabelled(RESUME, ADA, 0, true, "sent to Babbage"));
        }

        @Test
        void loseALabelThatBecomesEmpty() {
            ResumesEvent labelled = new ResumeVersionLabelled(RESUME, ADA, 0, true, "sent");
            given(created("{}"), labelled)
                    .when(new LabelVersion(RESUME, ADA, 0, "sent"))
                    .thenNothing();
            Resume resume = given(created("{}"), labelled)
                    .when(new LabelVersion(RESUME, ADA, 0, ""))
                    .thenState();
            assertThat(resume.labels()).isEmpty();
        }

        @Test
        void thatAreNotThereCannotBeLabelled() {
            givenData("{}").when(new LabelVersion(RESUME, ADA, 1, "x")).thenRefused(new NoSuchThing("version"));
            givenData("{}").when(new LabelVersion(RESUME, ADA, -1, "x")).thenRefused(new NoSuchThing("version"));
        }

        @Test
        void refuseALabelThatIsTooLong() {
            givenData("{}")
                    .when(new LabelVersion(RESUME, ADA, 0, "x".repeat(201)))
                    .thenRefused(new ResumeInvalid(
                            List.of(new Violation("/label", "is not a text of at most 200 characters"))));
        }

        @Test
        void haveABoundedNumberOfLabels() {
            Resume state = resume(created("{}"));
            for (int version = 0; version < DataLimits.MAX_LABELS; version++) {
                state = state.evolve(new ResumeVersionLabelled(RESUME, ADA, version, true, "label"));
            }
            new Story.Given(state)
                    .when(new LabelVersion(RESUME, ADA, DataLimits.MAX_LABELS, "one more"))
                    .thenRefused(new TooManyLabels());
            assertThat(new Story.Given(state)
                            .when(new LabelVersion(RESUME, ADA, 0, "another text"))
                            .thenState()
                            .labels())
                    .containsEntry(0L, "another text");
        }
    }

    @Nested
    class UpkeepTest {

        @Test
        void deactivatesAndActivates() {
            ResumesEvent deactivated = new ResumeDeactivated(RESUME, ADA);
            givenData("{}").when(new DeactivateResume(RESUME, ADA)).then(deactivated);
            given(created("{}"), deactivated)
                    .when(new ActivateResume(RESUME, ADA))
                    .then(new ResumeActivated(RESUME, ADA));
            given(created("{}"), deactivated)
                    .when(new DeactivateResume(RESUME, ADA))
                    .thenNothing();
        }

        @Test
        void locksAndUnlocks() {
            givenData("{}").when(new LockResume(RESUME, ADA)).then(LOCKED);
            given(created("{}"), LOCKED).when(new LockResume(RESUME, ADA)).thenNothing();
            given(created("{}"), LOCKED).when(new UnlockResume(RESUME, ADA)).then(new ResumeUnlocked(RESUME, ADA));
        }

        @Test
        void deletesAndUndeletes() {
            givenData("{}").when(new DeleteResume(RESUME, ADA)).then(DELETED);
            given(created("{}"), DELETED).when(new DeleteResume(RESUME, ADA)).thenNothing();
            given(created("{}"), DELETED).when(new UndeleteResume(RESUME, ADA)).then(new ResumeUndeleted(RESUME, ADA));
            assertThat(resume(created(ADA_S), DELETED, new ResumeUndeleted(RESUME, ADA))
                            .data())
                    .isEqualTo(resume(created(ADA_S)).data());
        }
    }

    @Test
    void readsAsEmptyOnceItsOwnersKeyIsDestroyed() {
        Resume erased = resume(
                new ResumeCreated(RESUME, ADA, null, "modern", null),
                new ResumePatched(RESUME, ADA, null),
                new ResumeRenamed(RESUME, ADA, null),
                new ResumeVersionLabelled(RESUME, ADA, 0, true, null),
                new ResumeVersionRestored(RESUME, ADA, 0, null, "modern", null));
        assertThat(erased.title()).isEmpty();
        assertThat(erased.data()).isEqualTo(ResumeData.EMPTY);
        assertThat(erased.labels()).isEmpty();
        assertThat(erased.version()).isEqualTo(4);
    }
}
