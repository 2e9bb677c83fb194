package com.sexyresume.command.resumes;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent.Format;
import com.sexyresume.sending.IfMatch;
import jakarta.json.JsonValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of a résumé; {@code userId} is the token's {@code sub}, who may or may not be the owner. */
public sealed interface ResumeCommand extends Command {

    ResumeId resumeId();

    UserId userId();

    @Override
    default StreamId stream() {
        return streamOf(resumeId());
    }

    static StreamId streamOf(ResumeId resume) {
        return ResumesStreams.RESUME.of(resume);
    }

    /** Makes a résumé that is not there yet. */
    sealed interface Creation extends ResumeCommand {}

    /** Changes what a résumé says; a locked one refuses it. */
    sealed interface Edit extends ResumeCommand {}

    /** Changes what is done with a résumé, and not what it says. */
    sealed interface Upkeep extends ResumeCommand {}

    /**
     * Begins a résumé.
     *
     * @param data a résumé's data, at least a draft of it (C15)
     */
    record CreateResume(ResumeId resumeId, UserId userId, String title, String template, JsonValue data)
            implements Creation {}

    /**
     * Makes a résumé of a document.
     *
     * @param format what the document is said to be written in
     * @param document becomes the résumé's data
     */
    record ImportResume(
            ResumeId resumeId, UserId userId, Format format, String title, String template, JsonValue document)
            implements Creation {

        /** The same each time. */
        DocumentImport.Imported read() {
            return DocumentImport.of(document, format, resumeId.value());
        }
    }

    /**
     * Makes a copy.
     *
     * @param source the résumé to copy
     * @param then what its history makes of it, up to any version: history never changes, so it is read beforehand
     * @param ifMatch the versions of the source that the caller has seen; null when any is meant
     * @param title the copy's; the source's when null
     */
    record DuplicateResume(
            ResumeId resumeId,
            UserId userId,
            ResumeId source,
            Resume then,
            @Nullable IfMatch ifMatch,
            @Nullable String title)
            implements Creation {}

    record ReplaceData(ResumeId resumeId, UserId userId, JsonValue data) implements Edit {}

    /**
     * Edits the data.
     *
     * @param patch the operations of RFC 6902, on the data
     */
    record PatchResume(ResumeId resumeId, UserId userId, JsonValue patch) implements Edit {}

    /**
     * Edits the data.
     *
     * @param patch of RFC 7396, on the data; recorded as the operations of RFC 6902 that do the same
     */
    record MergeResume(ResumeId resumeId, UserId userId, JsonValue patch) implements Edit {}

    /**
     * Puts a text that was suggested in the place of the one that it was made of. It is never refused: where the
     * original no longer stands, {@code SuggestedEditRefused} says so, so that whoever waits for it learns of either
     * outcome from the history.
     *
     * @param path of the text, a JSON Pointer into the data
     * @param entryId the id of the entry that the path leads through; null where there is none
     */
    record ApplySuggestedEdit(
            ResumeId resumeId,
            UserId userId,
            UUID enhancementId,
            UUID suggestionId,
            String path,
            @Nullable String entryId,
            String original,
            String replacement)
            implements ResumeCommand {}

    record RenameResume(ResumeId resumeId, UserId userId, String title) implements Edit {}

    record SelectTemplate(ResumeId resumeId, UserId userId, String template) implements Edit {}

    /**
     * Lets the résumé say again what it said in an earlier version: title, template and data.
     *
     * @param version counted from 0
     * @param then what the history up to that version makes of the résumé; null when there is no such version
     */
    record RestoreVersion(
            ResumeId resumeId,
            UserId userId,
            long version,
            @Nullable Resume then) implements Edit {}

    record ActivateResume(ResumeId resumeId, UserId userId) implements Upkeep {}

    record DeactivateResume(ResumeId resumeId, UserId userId) implements Upkeep {}

    /**
     * Names a version.
     *
     * @param version counted from 0
     * @param label free text; empty takes the label away
     */
    record LabelVersion(ResumeId resumeId, UserId userId, long version, String label) implements Upkeep {}

    record LockResume(ResumeId resumeId, UserId userId) implements Upkeep {}

    record UnlockResume(ResumeId resumeId, UserId userId) implements Upkeep {}

    record DeleteResume(ResumeId resumeId, UserId userId) implements Upkeep {}

    record UndeleteResume(ResumeId resumeId, UserId userId) implements Upkeep {}
}
