package com.sexyresume.command.matching;

import com.sexyresume.command.matching.Recommendation.Confidence;
import com.sexyresume.command.matching.RoleIndex.Near;
import com.sexyresume.events.matching.JobMatchId;
import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.sending.UuidV5;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Orders the nearest roles by how much of what they ask for the résumé says: 40 parts are closeness in meaning, 45 the
 * required skills, 15 the preferred ones, and what a role does not name is left out. The same profile and the same
 * roles give the same order.
 *
 * @param floor the similarity of texts that have nothing to do with each other, by this model
 * @param ceiling the similarity of a résumé and the role that it is made for, by this model
 */
record Ranking(double floor, double ceiling) {

    private static final double CLOSENESS = 40;
    private static final double REQUIRED = 45;
    private static final double PREFERRED = 15;
    private static final int SHOWN_GAPS = 5;
    private static final int SHOWN_CHARACTERS = 100;

    Ranking {
        if (!(floor < ceiling)) {
            throw new IllegalArgumentException("The floor of a similarity is below its ceiling");
        }
    }

    List<Recommendation> rank(JobMatchId match, ResumeProfile profile, List<Near> roles, int most) {
        return roles.stream()
                .map(role -> recommendation(match, profile, role))
                .sorted(Comparator.comparingInt(Recommendation::scorePercent)
                        .thenComparing(Recommendation::similarity)
                        .reversed()
                        .thenComparing(Recommendation::jobRoleId))
                .limit(most)
                .toList();
    }

    private Recommendation recommendation(JobMatchId match, ResumeProfile profile, Near role) {
        JobRoleContent content = role.content();
        List<String> matched = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        Map<String, Integer> sections = new HashMap<>();
        int required = split(profile, content.requiredSkills(), matched, gaps, sections);
        int preferred = split(profile, content.preferredSkills(), matched, gaps, sections);
        int score = score(
                role.similarity(),
                required,
                content.requiredSkills().size(),
                preferred,
                content.preferredSkills().size());
        BigDecimal similarity = BigDecimal.valueOf(role.similarity()).setScale(4, RoundingMode.HALF_UP);
        return new Recommendation(
                UuidV5.of(match.value(), role.id().toString()),
                role.id().value(),
                role.version(),
                content.title(),
                content.industry(),
                content.seniority(),
                similarity,
                score,
                Confidence.of(score, matched.size()).atMost(profile.understanding()),
                reasoning(profile, role, required, preferred, gaps),
                matched,
                gaps,
                role.template(),
                sections.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** @return how many of the skills the résumé says */
    private static int split(
            ResumeProfile profile,
            List<String> skills,
            List<String> matched,
            List<String> gaps,
            Map<String, Integer> sections) {
        int said = 0;
        for (String skill : skills) {
            List<String> saying = profile.saying(skill);
            if (saying.isEmpty()) {
                gaps.add(skill);
            } else {
                matched.add(skill);
                said++;
                saying.forEach(section -> sections.merge(section, 1, Integer::sum));
            }
        }
        return said;
    }

    private int score(double similarity, int required, int ofRequired, int preferred, int ofPreferred) {
        double closeness = Math.clamp((similarity - floor) / (ceiling - floor), 0, 1);
        double parts = CLOSENESS;
        double sum = CLOSENESS * closeness;
        if (ofRequired > 0) {
            parts += REQUIRED;
            sum += REQUIRED * required / ofRequired;
        }
        if (ofPreferred > 0) {
            parts += PREFERRED;
            sum += PREFERRED * preferred / ofPreferred;
        }
        return (int) Math.round(100 * sum / parts);
    }

    private static String reasoning(ResumeProfile profile, Near role, int required, int preferred, List<String> gaps) {
        JobRoleContent content = role.content();
        StringBuilder text = new StringBuilder(
                profile.position().isEmpty()
                        ? "Your résumé"
                        : "Your résumé, with \"" + shortened(profile.position()) + "\" as the last position,");
        text.append(
                String.format(Locale.ROOT, " is %.0f%% similar to this role.", 100 * Math.max(0, role.similarity())));
        if (!content.requiredSkills().isEmpty()) {
            text.append(" It shows ")
                    .append(required)
                    .append(" of ")
                    .append(content.requiredSkills().size())
                    .append(" required skills");
            if (!content.preferredSkills().isEmpty()) {
                text.append(" and ")
                        .append(preferred)
                        .append(" of ")
                        .append(content.preferredSkills().size())
                        .append(" preferred ones");
            }
            text.append('.');
        }
        text.append(
                switch (profile.understanding()) {
                    case WHOLE -> "";
                    case WORDS -> " Your résumé is not in English: of its language, only names of work are understood.";
                    case NOTHING ->
                        " Your résumé is in a language that is not understood: this is hardly more than a guess.";
                });
        if (!gaps.isEmpty()) {
            text.append(" It does not show ")
                    .append(String.join(", ", gaps.subList(0, Math.min(SHOWN_GAPS, gaps.size()))))
                    .append(gaps.size() > SHOWN_GAPS ? " and " + (gaps.size() - SHOWN_GAPS) + " more." : ".");
        }
        return text.toString();
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…";
    }
}
