package com.sexyresume.command.resumes;

import com.sexyresume.command.resumes.ResumeCommand.ActivateResume;
import com.sexyresume.command.resumes.ResumeCommand.ApplySuggestedEdit;
import com.sexyresume.command.resumes.ResumeCommand.CreateResume;
import com.sexyresume.command.resumes.ResumeCommand.Creation;
import com.sexyresume.command.resumes.ResumeCommand.DeactivateResume;
import com.sexyresume.command.resumes.ResumeCommand.DeleteResume;
import com.sexyresume.command.resumes.ResumeCommand.DuplicateResume;
import com.sexyresume.command.resumes.ResumeCommand.Edit;
import com.sexyresume.command.resumes.ResumeCommand.ImportResume;
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
import com.sexyresume.command.resumes.ResumeCommand.Upkeep;
import com.sexyresume.command.resumes.ResumesRefusal.ResumeInvalid;
import com.sexyresume.command.resumes.ResumesRefusal.ResumeIsDeleted;
import com.sexyresume.command.resumes.ResumesRefusal.ResumeIsLocked;
import com.sexyresume.command.resumes.ResumesRefusal.TooManyLabels;
import com.sexyresume.command.resumes.ResumesRefusal.UnknownTemplate;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.deciding.OwnersAlone;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.deciding.Snapshotted;
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
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A résumé obeys its owner alone, says at any version what at least the draft schema allows, and keeps what it says
 * while it is locked or deleted (T02, C15, C16, D59). Whoever else asks learns nothing, not even that it exists.
 *
 * @param owner null while there is no résumé
 * @param title empty once the owner is erased
 * @param version of the last event, counted from 0; −1 while there is none
 * @param labels of versions, by version
 */
record Resume(
        @Nullable UserId owner,
        String title,
        String template,
        ResumeData data,
        boolean active,
        boolean locked,
        boolean deleted,
        long version,
        Map<Long, String> labels)
        implements Snapshotted, OwnersAlone {

    Resume {
        labels = Map.copyOf(labels);
    }

    /** What a résumé is called that nobody has named (C16). */
    static final String DEFAULT_TITLE = "My Resume";

    /** How a résumé is laid out for which nothing was selected (C16). */
    static final String DEFAULT_TEMPLATE = "modern";

    static final Resume NONE = new Resume(null, "", "", ResumeData.EMPTY, false, false, false, -1, Map.of());

    Decision<ResumesEvent> decide(ResumeCommand command) {
        return switch (command) {
            // The id of a résumé is made of the command that creates it: who creates it again asks for what is there.
            case Creation creation -> owner == null ? create(creation) : Decision.nothing();
            case Edit edit -> {
                Rejection refusal = refusalFor(edit);
                if (refusal == null && locked) {
                    refusal = new ResumeIsLocked();
                }
                yield refusal == null ? edit(edit) : Decision.refuse(refusal);
            }
            case Upkeep upkeep -> keep(upkeep);
            case ApplySuggestedEdit suggested -> apply(suggested);
        };
    }

    private @Nullable Rejection refusalFor(ResumeCommand command) {
        if (!command.userId().equals(owner)) {
            return new NoSuchThing("résumé");
        }
        return deleted ? new ResumeIsDeleted() : null;
    }

    private static Decision<ResumesEvent> create(Creation command) {
        return switch (command) {
            case CreateResume(var id, var user, var title, var template, var data) -> {
                Rejection refusal = refusalOf(title, template, ResumeSchema.draft(data, "/data"));
                yield refusal == null
                        ? Decision.accept(new ResumeCreated(id, user, title, template, data.toString()))
                        : Decision.refuse(refusal);
            }
            case ImportResume document -> importing(document);
            case DuplicateResume(var id, var user, var source, var then, var ifMatch, var title) -> {
                Rejection refusal = then.refusalFor(command);
                if (refusal == null && ifMatch != null) {
                    refusal = ifMatch.refusal(ResumeCommand.streamOf(source), then.version)
                            .orElse(null);
                }
                String name = title == null ? then.title : title;
                if (refusal == null) {
                    refusal = refusalOf(name, then.template, List.of());
                }
                yield refusal == null
                        ? Decision.accept(new ResumeDuplicated(
                                id, user, source, then.version, name, then.template, then.data.text()))
                        : Decision.refuse(refusal);
            }
        };
    }

    private static Decision<ResumesEvent> importing(ImportResume command) {
        DocumentImport.Imported imported = command.read();
        Rejection refusal = refusalOf(command.title(), command.template(), imported.violations());
        return refusal == null
                ? Decision.accept(new ResumeImported(
                        command.resumeId(),
                        command.userId(),
                        imported.format(),
                        command.title(),
                        command.template(),
                        imported.data().toString()))
                : Decision.refuse(refusal);
    }

    private Decision<ResumesEvent> edit(Edit command) {
        return switch (command) {
            case ReplaceData(var id, var user, var replacement) -> {
                List<Violation> violations = ResumeSchema.draft(replacement, "");
                if (!violations.isEmpty()) {
                    yield Decision.refuse(new ResumeInvalid(violations));
                }
                yield replacement.equals(data.json())
                        ? Decision.nothing()
                        : Decision.accept(new ResumeDataReplaced(id, user, replacement.toString()));
            }
            case PatchResume(var id, var user, var patch) -> patch(id, user, patch);
            case MergeResume(var id, var user, var merge) -> {
                List<Violation> violations = DataLimits.violations(merge, "");
                if (!violations.isEmpty()) {
                    yield Decision.refuse(new ResumeInvalid(violations));
                }
                yield merge instanceof JsonObject object
                        ? patch(id, user, Patch.ofMerge(data.json(), object))
                        : Decision.refuse(new ResumeInvalid(List.of(new Violation("", "is no object"))));
            }
            case RenameResume(var id, var user, var newTitle) -> {
                Rejection refusal = refusalOfTitle(newTitle);
                if (refusal != null) {
                    yield Decision.refuse(refusal);
                }
                yield newTitle.equals(title)
                        ? Decision.nothing()
                        : Decision.accept(new ResumeRenamed(id, user, newTitle));
            }
            case SelectTemplate(var id, var user, var newTemplate) -> {
                if (!Template.NAMES.contains(newTemplate)) {
                    yield Decision.refuse(new UnknownTemplate("/template"));
                }
                yield newTemplate.equals(template)
                        ? Decision.nothing()
                        : Decision.accept(new TemplateSelected(id, user, newTemplate));
            }
            case RestoreVersion(var id, var user, var restored, var then) -> {
                if (then == null || restored > version) {
                    yield Decision.refuse(new NoSuchThing("version"));
                }
                List<Violation> violations = ResumeSchema.draft(then.data.json(), "");
                if (!violations.isEmpty()) {
                    yield Decision.refuse(new ResumeInvalid(violations));
                }
                yield then.title.equals(title) && then.template.equals(template) && then.data.equals(data)
                        ? Decision.nothing()
                        : Decision.accept(new ResumeVersionRestored(
                                id, user, restored, then.title, then.template, then.data.text()));
            }
        };
    }

    private Decision<ResumesEvent> patch(ResumeId id, UserId user, JsonValue patch) {
        return switch (Patch.apply(data.json(), patch)) {
            case Patch.Refused(var why) -> Decision.refuse(why);
            case Patch.Applied(var patched, var operations) -> {
                if (patched.equals(data.json())) {
                    yield Decision.nothing();
                }
                List<Violation> violations = ResumeSchema.draft(patched, "");
                yield violations.isEmpty()
                        ? Decision.accept(new ResumePatched(id, user, operations.toString()))
                        : Decision.refuse(new ResumeInvalid(violations));
            }
        };
    }

    /** The original must still stand where it stood, in the entry that it stood in (T04). */
    private Decision<ResumesEvent> apply(ApplySuggestedEdit command) {
        Rejection refusal = refusalFor(command);
        if (refusal instanceof NoSuchThing) {
            return Decision.refuse(refusal);
        }
        if (refusal == null && locked) {
            refusal = new ResumeIsLocked();
        }
        if (refusal == null) {
            switch (Patch.apply(data.json(), Patch.ofSuggestion(command))) {
                case Patch.Refused(var why) -> refusal = why;
                case Patch.Applied(var patched, var operations) -> {
                    List<Violation> violations = ResumeSchema.draft(patched, "");
                    if (violations.isEmpty()) {
                        return Decision.accept(new SuggestedEditApplied(
                                command.resumeId(),
                                command.userId(),
                                command.enhancementId(),
                                command.suggestionId(),
                                operations.toString()));
                    }
                    refusal = new ResumeInvalid(violations);
                }
            }
        }
        return Decision.accept(new SuggestedEditRefused(
                command.resumeId(), command.userId(), command.enhancementId(), command.suggestionId(), refusal.code()));
    }

    private Decision<ResumesEvent> keep(Upkeep command) {
        Rejection refusal = refusalFor(command);
        if (refusal instanceof ResumeIsDeleted) {
            return switch (command) {
                case UndeleteResume(var id, var user) -> Decision.accept(new ResumeUndeleted(id, user));
                case DeleteResume _ -> Decision.nothing();
                case ActivateResume _, DeactivateResume _, LabelVersion _, LockResume _, UnlockResume _ ->
                    Decision.refuse(refusal);
            };
        }
        if (refusal != null) {
            return Decision.refuse(refusal);
        }
        return switch (command) {
            case ActivateResume(var id, var user) ->
                active ? Decision.nothing() : Decision.accept(new ResumeActivated(id, user));
            case DeactivateResume(var id, var user) ->
                active ? Decision.accept(new ResumeDeactivated(id, user)) : Decision.nothing();
            case LockResume(var id, var user) ->
                locked ? Decision.nothing() : Decision.accept(new ResumeLocked(id, user));
            case UnlockResume(var id, var user) ->
                locked ? Decision.accept(new ResumeUnlocked(id, user)) : Decision.nothing();
            case DeleteResume(var id, var user) ->
                locked ? Decision.refuse(new ResumeIsLocked()) : Decision.accept(new ResumeDeleted(id, user));
            case UndeleteResume _ -> Decision.nothing();
            case LabelVersion(var id, var user, var labelled, var label) -> {
                if (labelled < 0 || labelled > version) {
                    yield Decision.refuse(new NoSuchThing("version"));
                }
                if (label.codePointCount(0, label.length()) > DataLimits.MAX_LABEL_LENGTH
                        || !DataLimits.isStorable(label)) {
                    yield Decision.refuse(new ResumeInvalid(List.of(new Violation(
                            "/label", "is not a text of at most " + DataLimits.MAX_LABEL_LENGTH + " characters"))));
                }
                if (label.equals(labels.getOrDefault(labelled, ""))) {
                    yield Decision.nothing();
                }
                yield labels.size() >= DataLimits.MAX_LABELS && !labels.containsKey(labelled)
                        ? Decision.refuse(new TooManyLabels())
                        : Decision.accept(new ResumeVersionLabelled(
                                id, user, labelled, !label.isEmpty(), label.isEmpty() ? null : label));
            }
        };
    }

    private static @Nullable Rejection refusalOf(String title, String template, List<Violation> violations) {
        if (!Template.NAMES.contains(template)) {
            return new UnknownTemplate("/template");
        }
        return violations.isEmpty() ? refusalOfTitle(title) : new ResumeInvalid(violations);
    }

    private static @Nullable Rejection refusalOfTitle(String title) {
        return !title.isBlank()
                        && title.codePointCount(0, title.length()) <= DataLimits.MAX_TITLE_LENGTH
                        && DataLimits.isStorable(title)
                ? null
                : new ResumeInvalid(List.of(new Violation(
                        "/title", "is not a text of 1 to " + DataLimits.MAX_TITLE_LENGTH + " characters")));
    }

    Resume evolve(ResumesEvent event) {
        return switch (event) {
            case ResumeCreated(var _, var user, var newTitle, var newTemplate, var newData) ->
                begun(user, newTitle, newTemplate, newData);
            case ResumeImported(var _, var user, var _, var newTitle, var newTemplate, var newData) ->
                begun(user, newTitle, newTemplate, newData);
            case ResumeDuplicated(var _, var user, var _, var _, var newTitle, var newTemplate, var newData) ->
                begun(user, newTitle, newTemplate, newData);
            case ResumeDataReplaced(var _, var _, var newData) -> saying(title, template, ResumeData.of(newData));
            case ResumePatched(var _, var _, var patch) -> saying(title, template, data.patched(patch));
            case SuggestedEditApplied(var _, var _, var _, var _, var patch) ->
                saying(title, template, data.patched(patch));
            case SuggestedEditRefused _ -> being(active, locked, deleted);
            case ResumeRenamed(var _, var _, var newTitle) -> saying(text(newTitle), template, data);
            case TemplateSelected(var _, var _, var newTemplate) -> saying(title, newTemplate, data);
            case ResumeVersionRestored(var _, var _, var _, var newTitle, var newTemplate, var newData) ->
                saying(text(newTitle), newTemplate, ResumeData.of(newData));
            case ResumeActivated _ -> being(true, locked, deleted);
            case ResumeDeactivated _ -> being(false, locked, deleted);
            case ResumeLocked _ -> being(active, true, deleted);
            case ResumeUnlocked _ -> being(active, false, deleted);
            case ResumeDeleted _ -> being(active, locked, true);
            case ResumeUndeleted _ -> being(active, locked, false);
            case ResumeVersionLabelled(var _, var _, var labelledVersion, var _, var label) -> {
                Map<Long, String> newLabels = new HashMap<>(labels);
                if (label == null) {
                    newLabels.remove(labelledVersion);
                } else {
                    newLabels.put(labelledVersion, label);
                }
                yield new Resume(owner, title, template, data, active, locked, deleted, version + 1, newLabels);
            }
        };
    }

    private static Resume begun(UserId user, @Nullable String title, String template, @Nullable String data) {
        return new Resume(user, text(title), template, ResumeData.of(data), true, false, false, 0, Map.of());
    }

    private Resume saying(String newTitle, String newTemplate, ResumeData newData) {
        return new Resume(owner, newTitle, newTemplate, newData, active, locked, deleted, version + 1, labels);
    }

    private Resume being(boolean isActive, boolean isLocked, boolean isDeleted) {
        return new Resume(owner, title, template, data, isActive, isLocked, isDeleted, version + 1, labels);
    }

    private static String text(@Nullable String personal) {
        return personal == null ? "" : personal;
    }

    @Override
    public UUID subject() {
        return Objects.requireNonNull(owner, "A résumé that is snapshotted has an owner")
                .value();
    }
}
