package com.sexyresume.query.resumes;

import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent;
import com.sexyresume.events.resumes.ResumesEvent.Format;
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
import com.sexyresume.events.resumes.ResumesEvent.TemplateSelected;
import com.sexyresume.projections.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to résumés, told one event after the other, a minute between them. */
final class Story {

    static final UserId ALICE = new UserId(UUID.fromString("00000000-0000-4000-8000-00000000a11c"));
    static final UserId BOB = new UserId(UUID.fromString("00000000-0000-4000-8000-000000000b0b"));
    static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

    private final List<Recorded<ResumesEvent>> events = new ArrayList<>();
    private final Map<ResumeId, Long> versions = new HashMap<>();

    static ResumeId resume(int number) {
        return new ResumeId(new UUID(0x4000L, 0x8000_0000_0000_0000L + number));
    }

    Story then(ResumesEvent event) {
        long version = versions.merge(event.resumeId(), 0L, (before, zero) -> before + 1);
        long position = events.size() + 1L;
        events.add(new Recorded<>(
                position,
                new UUID(0x4001L, 0x8000_0000_0000_0000L + position),
                event.resumeId().value(),
                version,
                BEGIN.plusSeconds(60 * (position - 1)),
                event));
        return this;
    }

    List<Recorded<ResumesEvent>> events() {
        return List.copyOf(events);
    }

    /** Of one résumé, as of its last event, without any table. */
    @Nullable
    ResumeState state(ResumeId resume) {
        return state(resume, Long.MAX_VALUE);
    }

    @Nullable
    ResumeState state(ResumeId resume, long version) {
        ResumeState state = null;
        for (Recorded<ResumesEvent> recorded : events) {
            if (recorded.event().resumeId().equals(resume) && recorded.version() <= version) {
                state = ResumeState.after(state, recorded.event(), recorded.version(), recorded.time());
            }
        }
        return state;
    }

    /** Every kind of event, on three résumés of two users. */
    static Story ofEverything() {
        ResumeId first = resume(1);
        ResumeId second = resume(2);
        ResumeId third = resume(3);
        return new Story()
                .then(new ResumeCreated(first, ALICE, "My Résumé", "modern", """
                        {"personalInfo": {"fullName": "Ada"}, "extensions": {"pi": 3.14159265358979323846264338327950288}}"""))
                .then(new ResumeImported(second, BOB, Format.JSON_RESUME, "Bob's", "classic", "{\"skills\": []}"))
                .then(new ResumePatched(first, ALICE, """
                        [{"op": "add", "path": "/personalInfo/phone", "value": "\uD83D\uDCDE 1"},
                         {"op": "copy", "from": "/extensions/pi", "path": "/extensions/tau"},
                         {"op": "replace", "path": "/extensions/pi", "value": 1.10}]"""))
                .then(new ResumeRenamed(first, ALICE, "Ada's"))
                .then(new ResumeLocked(second, BOB))
                .then(new TemplateSelected(first, ALICE, "technical"))
                .then(new ResumeDeactivated(first, ALICE))
                .then(new ResumeVersionLabelled(first, ALICE, 1, true, "sent, {with} \"quotes\""))
                .then(new ResumeDuplicated(third, ALICE, first, 5, "Copy", "technical", "{\"projects\": []}"))
                .then(new ResumeDataReplaced(first, ALICE, "{\"personalInfo\": {\"fullName\": \"Ada L.\"}}"))
                .then(new ResumeUnlocked(second, BOB))
                .then(new ResumeVersionLabelled(second, BOB, 0, true, "soon gone"))
                .then(new ResumeVersionLabelled(second, BOB, 0, false, null))
                .then(new ResumeVersionRestored(
                        first, ALICE, 0, "My Résumé", "modern", "{\"personalInfo\": {\"fullName\": \"Ada\"}}"))
                .then(new ResumeActivated(first, ALICE))
                .then(new ResumeDeleted(third, ALICE))
                .then(new ResumeDeleted(second, BOB))
                .then(new ResumeUndeleted(second, BOB))
                .then(new ResumePatched(
                        second, BOB, "[{\"op\": \"add\", \"path\": \"/skills/-\", \"value\": {\"id\": \"a\"}}]"));
    }
}
