package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingCommand.DefineJobRole;
import com.sexyresume.command.matching.MatchingCommand.EmbedJobRole;
import com.sexyresume.command.matching.MatchingCommand.JobRoleCommand;
import com.sexyresume.command.matching.MatchingCommand.MapTemplate;
import com.sexyresume.command.matching.MatchingCommand.RecomputePopularity;
import com.sexyresume.command.matching.MatchingCommand.RetireJobRole;
import com.sexyresume.command.matching.MatchingCommand.ReviseJobRole;
import com.sexyresume.command.matching.MatchingCommand.ShipJobRole;
import com.sexyresume.command.matching.MatchingCommand.UnmapTemplate;
import com.sexyresume.command.matching.MatchingRefusal.JobRoleIsRetired;
import com.sexyresume.command.matching.MatchingRefusal.SalaryRangeInvalid;
import com.sexyresume.command.matching.words.Words;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.Claim;
import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.events.matching.JobRoleId;
import com.sexyresume.events.matching.MatchingEvent.JobRoleDefined;
import com.sexyresume.events.matching.MatchingEvent.JobRoleEmbedded;
import com.sexyresume.events.matching.MatchingEvent.JobRoleEvent;
import com.sexyresume.events.matching.MatchingEvent.JobRolePopularityRecomputed;
import com.sexyresume.events.matching.MatchingEvent.JobRoleRetired;
import com.sexyresume.events.matching.MatchingEvent.JobRoleRevised;
import com.sexyresume.events.matching.MatchingEvent.TemplateMapped;
import com.sexyresume.events.matching.MatchingEvent.TemplateUnmapped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role that is not retired is the only one of its title, seniority and industry, by the claim
 * {@code job-role:<title>|<seniority>|<industry>}, and retired once and for all (T05, D39, D40). It has at most one
 * vector, of the text that it has now (D58).
 *
 * @param content null while there is no such role
 * @param model whose vector of this text it has; null without one
 * @param templates the weights in percent, by the templates' names (T27)
 * @param popularityPercent as it was counted last, 0 to 100 (F14)
 */
record JobRole(
        @Nullable JobRoleContent content,
        @Nullable String model,
        Map<String, Mapped> templates,
        boolean retired,
        int popularityPercent) {

    /** The kind of the claim that a title is. */
    static final String CLAIM = "job-role";

    /** Of a template that the application itself maps; one that an administrator maps may be heavier or lighter. */
    static final int SHIPPED_WEIGHT_PERCENT = 50;

    static final JobRole NONE = new JobRole(null, null, Map.of(), false, 0);

    /** How well a template suits. */
    record Mapped(int weightPercent, @Nullable String reason) {}

    JobRole {
        templates = Map.copyOf(templates);
    }

    Decision<JobRoleEvent> decide(JobRoleCommand command) {
        JobRoleId id = command.jobRoleId();
        if (content == null) {
            return switch (command) {
                case DefineJobRole(var _, var wanted) -> define(id, wanted, List.of());
                case ShipJobRole(var _, var wanted, var template) ->
                    define(
                            id,
                            wanted,
                            List.of(new TemplateMapped(
                                    id, template, SHIPPED_WEIGHT_PERCENT, "Comes with the catalogue.")));
                default -> Decision.refuse(new NoSuchThing("job role"));
            };
        }
        JobRoleContent present = content;
        return switch (command) {
            // Its id is made of the command that defines it: who defines it again means what is there.
            case DefineJobRole _ -> Decision.nothing();
            case ShipJobRole(var _, var wanted, var _) -> retired ? Decision.nothing() : revise(id, present, wanted);
            case ReviseJobRole(var _, var wanted) ->
                retired ? Decision.refuse(new JobRoleIsRetired()) : revise(id, present, wanted);
            case RetireJobRole _ ->
                retired
                        ? Decision.nothing()
                        : Decision.accept(new JobRoleRetired(id), List.of(Claim.release(CLAIM, key(present))));
            case EmbedJobRole(var _, var by, var textHash, var vector) ->
                retired || by.equals(model) || !textHash.equals(RoleText.hash(present))
                        ? Decision.nothing()
                        : Decision.accept(new JobRoleEmbedded(id, by, vector.size(), textHash, Vectors.encode(vector)));
            case MapTemplate(var _, var template, var weightPercent, var reason) -> {
                if (retired) {
                    yield Decision.refuse(new JobRoleIsRetired());
                }
                yield new Mapped(weightPercent, reason).equals(templates.get(template))
                        ? Decision.nothing()
                        : Decision.accept(new TemplateMapped(id, template, weightPercent, reason));
            }
            case UnmapTemplate(var _, var template) ->
                templates.containsKey(template)
                        ? Decision.accept(new TemplateUnmapped(id, template))
                        : Decision.refuse(new NoSuchThing("template of this job role"));
            case RecomputePopularity(var _, var percent) ->
                retired || percent == popularityPercent
                        ? Decision.nothing()
                        : Decision.accept(new JobRolePopularityRecomputed(id, percent));
        };
    }

    private static Decision<JobRoleEvent> define(JobRoleId id, JobRoleContent wanted, List<JobRoleEvent> more) {
        if (!SalaryRangeInvalid.isSalaryValid(wanted)) {
            return Decision.refuse(new SalaryRangeInvalid());
        }
        List<JobRoleEvent> events = new ArrayList<>();
        events.add(new JobRoleDefined(id, wanted, Words.normalized(wanted.title()), RoleText.hash(wanted)));
        events.addAll(more);
        return new Decision.Accepted<>(events, List.of(Claim.take(CLAIM, key(wanted))));
    }

    private static Decision<JobRoleEvent> revise(JobRoleId id, JobRoleContent present, JobRoleContent wanted) {
        if (wanted.equals(present)) {
            return Decision.nothing();
        }
        if (!SalaryRangeInvalid.isSalaryValid(wanted)) {
            return Decision.refuse(new SalaryRangeInvalid());
        }
        return Decision.accept(
                new JobRoleRevised(id, wanted, Words.normalized(wanted.title()), RoleText.hash(wanted)),
                key(wanted).equals(key(present))
                        ? List.of()
                        : List.of(Claim.release(CLAIM, key(present)), Claim.take(CLAIM, key(wanted))));
    }

    /** What is unique (D39). */
    static String key(JobRoleContent content) {
        return Words.normalized(content.title()) + "|" + content.seniority() + "|" + content.industry();
    }

    /** Whether the model is still to make a vector of its text. */
    boolean isAwaiting(String wanted) {
        return content != null && !retired && !wanted.equals(model);
    }

    JobRole evolve(JobRoleEvent event) {
        return switch (event) {
            case JobRoleDefined defined -> new JobRole(defined.content(), null, templates, false, popularityPercent);
            case JobRoleRevised revised ->
                new JobRole(
                        revised.content(),
                        content != null && RoleText.hash(content).equals(revised.textHash()) ? model : null,
                        templates,
                        retired,
                        popularityPercent);
            case JobRoleRetired _ -> new JobRole(content, model, templates, true, popularityPercent);
            case JobRoleEmbedded embedded ->
                new JobRole(content, embedded.model(), templates, retired, popularityPercent);
            case JobRolePopularityRecomputed(var _, var percent) ->
                new JobRole(content, model, templates, retired, percent);
            case TemplateMapped(var _, var template, var weightPercent, var reason) -> {
                Map<String, Mapped> after = new HashMap<>(templates);
                after.put(template, new Mapped(weightPercent, reason));
                yield new JobRole(content, model, after, retired, popularityPercent);
            }
            case TemplateUnmapped(var _, var template) -> {
                Map<String, Mapped> after = new HashMap<>(templates);
                after.remove(template);
                yield new JobRole(content, model, after, retired, popularityPercent);
            }
        };
    }
}
