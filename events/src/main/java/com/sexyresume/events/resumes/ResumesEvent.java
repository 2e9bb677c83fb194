package com.sexyresume.events.resumes;

import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a résumé (T02): the user is its owner. An event that makes a résumé, or replaces what it says,
 * carries the whole of it, defaults included (C16), so that a stream is understood without any other.
 */
public sealed interface ResumesEvent extends UserEvent {

    ResumeId resumeId();

    @Override
    default long characters() {
        String text = switch (this) {
            case ResumeCreated created -> created.data();
            case ResumeImported imported -> imported.data();
            case ResumeDuplicated copy -> copy.data();
            case ResumeDataReplaced replaced -> replaced.data();
            case ResumeVersionRestored restored -> restored.data();
            case ResumePatched patched -> patched.patch();
            case SuggestedEditApplied applied -> applied.patch();
            case ResumeRenamed _,
                    TemplateSelected _,
                    ResumeActivated _,
                    ResumeDeactivated _,
                    ResumeVersionLabelled _,
                    ResumeLocked _,
                    ResumeUnlocked _,
                    ResumeDeleted _,
                    ResumeUndeleted _,
                    SuggestedEditRefused _ -> null;
        };
        return text == null ? 0 : text.length();
    }

    /** What a document is written in that a résumé is made of. */
    enum Format {
        /** This system's own: {@code /schemas/resume-data.json} (C15). */
        RESUME_DATA,
        /** JSON Resume 1.x. */
        JSON_RESUME
    }

    /**
     * A résumé was begun.
     *
     * @param data the JSON text of a résumé's data (C15)
     */
    @EventType(name = "resumes.resume-created")
    record ResumeCreated(
            ResumeId resumeId,
            UserId userId,
            @PersonalData @Nullable String title,
            String template,
            @PersonalData @Nullable String data)
            implements ResumesEvent {}

    /**
     * A résumé was made of a document that was written elsewhere.
     *
     * @param format what the document was written in
     * @param data the JSON text of the résumé's data that the document became
     */
    @EventType(name = "resumes.resume-imported")
    record ResumeImported(
            ResumeId resumeId,
            UserId userId,
            Format format,
            @PersonalData @Nullable String title,
            String template,
            @PersonalData @Nullable String data)
            implements ResumesEvent {}

    /**
     * A résumé was made as a copy of another one of the same user.
     *
     * @param source the résumé that was copied
     * @param sourceVersion the version that the source had
     */
    @EventType(name = "resumes.resume-duplicated")
    record ResumeDuplicated(
            ResumeId resumeId,
            UserId userId,
            ResumeId source,
            long sourceVersion,
            @PersonalData @Nullable String title,
            String template,
            @PersonalData @Nullable String data)
            implements ResumesEvent {}

    /** The data was replaced as a whole. */
    @EventType(name = "resumes.resume-data-replaced")
    record ResumeDataReplaced(
            ResumeId resumeId,
            UserId userId,
            @PersonalData @Nullable String data) implements ResumesEvent {}

    /**
     * The data was edited.
     *
     * @param patch the JSON text of the operations (RFC 6902) on the data, without {@code test} operations: they
     *     guarded the command and change nothing
     */
    @EventType(name = "resumes.resume-patched")
    record ResumePatched(
            ResumeId resumeId,
            UserId userId,
            @PersonalData @Nullable String patch) implements ResumesEvent {}

    /**
     * A text was replaced as an enhancement had suggested, and as the user had decided.
     *
     * @param enhancementId the request that the suggestion came of
     * @param patch as of {@link ResumePatched}
     */
    @EventType(name = "resumes.suggested-edit-applied")
    record SuggestedEditApplied(
            ResumeId resumeId,
            UserId userId,
            UUID enhancementId,
            UUID suggestionId,
            @PersonalData @Nullable String patch)
            implements ResumesEvent {}

    /**
     * A suggested text no longer fits: the résumé is as it was, and whoever waits for the edit learns of it here.
     *
     * @param code of the rule that forbids it, such as {@code patch-test-failed}
     */
    @EventType(name = "resumes.suggested-edit-refused")
    record SuggestedEditRefused(ResumeId resumeId, UserId userId, UUID enhancementId, UUID suggestionId, String code)
            implements ResumesEvent {}

    @EventType(name = "resumes.resume-renamed")
    record ResumeRenamed(
            ResumeId resumeId,
            UserId userId,
            @PersonalData @Nullable String title) implements ResumesEvent {}

    @EventType(name = "resumes.template-selected")
    record TemplateSelected(ResumeId resumeId, UserId userId, String template) implements ResumesEvent {}

    @EventType(name = "resumes.resume-activated")
    record ResumeActivated(ResumeId resumeId, UserId userId) implements ResumesEvent {}

    @EventType(name = "resumes.resume-deactivated")
    record ResumeDeactivated(ResumeId resumeId, UserId userId) implements ResumesEvent {}

    /**
     * A version was given a name, or lost it.
     *
     * @param version the version that is meant, counted from 0
     * @param labelled whether it has a label from now on; it stays known when the label itself is erased
     * @param label null without a label, and once the user is erased
     */
    @EventType(name = "resumes.resume-version-labelled", revision = 2, upcasters = ResumeVersionLabelledFrom1.class)
    record ResumeVersionLabelled(
            ResumeId resumeId,
            UserId userId,
            long version,
            boolean labelled,
            @PersonalData @Nullable String label) implements ResumesEvent {

        public ResumeVersionLabelled {
            if (!labelled && label != null) {
                throw new IllegalArgumentException("A version without a label has one");
            }
        }
    }

    /**
     * The résumé says again what it said in an earlier version.
     *
     * @param restoredVersion the version that is meant, counted from 0
     */
    @EventType(name = "resumes.resume-version-restored")
    record ResumeVersionRestored(
            ResumeId resumeId,
            UserId userId,
            long restoredVersion,
            @PersonalData @Nullable String title,
            String template,
            @PersonalData @Nullable String data)
            implements ResumesEvent {}

    @EventType(name = "resumes.resume-locked")
    record ResumeLocked(ResumeId resumeId, UserId userId) implements ResumesEvent {}

    @EventType(name = "resumes.resume-unlocked")
    record ResumeUnlocked(ResumeId resumeId, UserId userId) implements ResumesEvent {}

    @EventType(name = "resumes.resume-deleted")
    record ResumeDeleted(ResumeId resumeId, UserId userId) implements ResumesEvent {}

    @EventType(name = "resumes.resume-undeleted")
    record ResumeUndeleted(ResumeId resumeId, UserId userId) implements ResumesEvent {}
}
