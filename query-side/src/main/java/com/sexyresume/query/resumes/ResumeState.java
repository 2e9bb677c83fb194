package com.sexyresume.query.resumes;

import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent;
import com.sexyresume.events.resumes.ResumesEvent.ResumeActivated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeCreated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDataReplaced;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDeactivated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDeleted;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDuplicated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeImported;
import com.sexyresume.events.resumes.ResumesEvent.ResumeLocked;
import com.sexyresume.events.resumes.ResumesEvent.ResumePatched;
import com.sexyresume.events.resumes.ResumesEvent.ResumeRenamed;
import com.sexyresume.events.resumes.ResumesEvent.ResumeUndeleted;
import com.sexyresume.events.resumes.ResumesEvent.ResumeUnlocked;
import com.sexyresume.events.resumes.ResumesEvent.ResumeVersionLabelled;
import com.sexyresume.events.resumes.ResumesEvent.ResumeVersionRestored;
import com.sexyresume.events.resumes.ResumesEvent.SuggestedEditApplied;
import com.sexyresume.events.resumes.ResumesEvent.SuggestedEditRefused;
import com.sexyresume.events.resumes.ResumesEvent.TemplateSelected;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A résumé as of one version of its stream; the same events give the same state, wherever one begins to fold them.
 *
 * @param version of the last event, counted from 0
 * @param createdAt time of the first event
 * @param updatedAt time of the last event
 */
record ResumeState(
        ResumeId id, UserId owner, Content content, Status status, long version, Instant createdAt, Instant updatedAt) {

    /**
     * What it says.
     *
     * @param title null once the owner is erased
     * @param data null once the owner is erased
     */
    record Content(
            @Nullable String title,
            String template,
            @Nullable JsonObject data) {

        static Content of(@Nullable String title, String template, @Nullable String data) {
            return new Content(title, template, JsonValues.object(data));
        }

        Content titled(@Nullable String newTitle) {
            return new Content(newTitle, template, data);
        }

        Content in(String newTemplate) {
            return new Content(title, newTemplate, data);
        }

        Content saying(@Nullable String newData) {
            return new Content(title, template, JsonValues.object(newData));
        }

        /** Without the operations, or without what they apply to, nobody can tell what came of it. */
        Content patched(@Nullable String operations) {
            JsonObject patched = data == null || operations == null
                    ? null
                    : JsonValues.JSON.createPatch(JsonValues.array(operations)).apply(data);
            return new Content(title, template, patched);
        }
    }

    /** What is done with it. */
    record Status(boolean active, boolean locked, @Nullable Instant deletedAt) {

        static final Status NEW = new Status(true, false, null);

        Status active(boolean isActive) {
            return new Status(isActive, locked, deletedAt);
        }

        Status locked(boolean isLocked) {
            return new Status(active, isLocked, deletedAt);
        }

        Status deleted(@Nullable Instant at) {
            return new Status(active, locked, at);
        }
    }

    /**
     * The state after the event.
     *
     * @param before null before the first event, which makes a résumé
     * @param at kept to the microsecond, as rows do
     */
    static ResumeState after(@Nullable ResumeState before, ResumesEvent event, long version, Instant at) {
        Instant time = at.truncatedTo(ChronoUnit.MICROS);
        Content content = switch (event) {
            case ResumeCreated created -> Content.of(created.title(), created.template(), created.data());
            case ResumeImported imported -> Content.of(imported.title(), imported.template(), imported.data());
            case ResumeDuplicated copy -> Content.of(copy.title(), copy.template(), copy.data());
            case ResumeVersionRestored restored -> Content.of(restored.title(), restored.template(), restored.data());
            case ResumeDataReplaced replaced -> begun(before).content.saying(replaced.data());
            case ResumePatched patched -> begun(before).content.patched(patched.patch());
            case SuggestedEditApplied applied -> begun(before).content.patched(applied.patch());
            case ResumeRenamed renamed -> begun(before).content.titled(renamed.title());
            case TemplateSelected selected -> begun(before).content.in(selected.template());
            case ResumeActivated _,
                    ResumeDeactivated _,
                    ResumeVersionLabelled _,
                    ResumeLocked _,
                    ResumeUnlocked _,
                    ResumeDeleted _,
                    ResumeUndeleted _,
                    SuggestedEditRefused _ -> begun(before).content;
        };
        Status status = switch (event) {
            case ResumeCreated _, ResumeImported _, ResumeDuplicated _ -> Status.NEW;
            case ResumeActivated _ -> begun(before).status.active(true);
            case ResumeDeactivated _ -> begun(before).status.active(false);
            case ResumeLocked _ -> begun(before).status.locked(true);
            case ResumeUnlocked _ -> begun(before).status.locked(false);
            case ResumeDeleted _ -> begun(before).status.deleted(time);
            case ResumeUndeleted _ -> begun(before).status.deleted(null);
            case ResumeDataReplaced _,
                    ResumePatched _,
                    SuggestedEditApplied _,
                    SuggestedEditRefused _,
                    ResumeRenamed _,
                    TemplateSelected _,
                    ResumeVersionLabelled _,
                    ResumeVersionRestored _ -> begun(before).status;
        };
        return new ResumeState(
                event.resumeId(),
                event.userId(),
                content,
                status,
                version,
                before == null ? time : before.createdAt,
                time);
    }

    /** Whether the event says all that the résumé says, so that nothing before it is needed to know it. */
    static boolean replacesData(ResumesEvent event) {
        return switch (event) {
            case ResumeCreated _, ResumeImported _, ResumeDuplicated _, ResumeDataReplaced _, ResumeVersionRestored _ ->
                true;
            case ResumePatched _,
                    SuggestedEditApplied _,
                    SuggestedEditRefused _,
                    ResumeRenamed _,
                    TemplateSelected _,
                    ResumeActivated _,
                    ResumeDeactivated _,
                    ResumeVersionLabelled _,
                    ResumeLocked _,
                    ResumeUnlocked _,
                    ResumeDeleted _,
                    ResumeUndeleted _ -> false;
        };
    }

    private static ResumeState begun(@Nullable ResumeState before) {
        if (before == null) {
            throw new IllegalStateException("A résumé's first event makes it");
        }
        return before;
    }
}
