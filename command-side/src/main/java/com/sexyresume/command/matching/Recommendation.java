package com.sexyresume.command.matching;

import com.sexyresume.events.matching.JobRoleContent.Seniority;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A role that fits a résumé, and why (T06). No match has two of the same role.
 *
 * @param roleVersion of the role's stream, counted from 0: what the role said
 * @param similarity of the role's text and the résumé's by the model: the cosine, with 4 decimals
 * @param scorePercent 0 to 100
 * @param reasoning for the user
 * @param matchedSkills of the role's skills those that the résumé says, the required ones first
 * @param skillGaps those that it does not say, the required ones first
 * @param template that suits the role best; null when none is mapped (T27)
 * @param highlightSections of the résumé, the one that says most of the matched skills first
 */
record Recommendation(
        UUID id,
        UUID jobRoleId,
        long roleVersion,
        String title,
        String industry,
        Seniority seniority,
        BigDecimal similarity,
        int scorePercent,
        Confidence confidence,
        String reasoning,
        List<String> matchedSkills,
        List<String> skillGaps,
        @Nullable String template,
        List<String> highlightSections) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<Recommendation>> LIST = new TypeReference<>() {};

    Recommendation {
        matchedSkills = List.copyOf(matchedSkills);
        skillGaps = List.copyOf(skillGaps);
        highlightSections = List.copyOf(highlightSections);
    }

    /** How sure a recommendation is; the names are those of {@code role_recommendations.confidence_level} (C07). */
    enum Confidence {
        low,
        medium,
        high,
        very_high;

        static final int VERY_HIGH_FROM_PERCENT = 75;
        static final int HIGH_FROM_PERCENT = 55;
        static final int MEDIUM_FROM_PERCENT = 35;

        /** With fewer matched skills a score is of meaning alone, which is never more than medium. */
        static final int SKILLS_OF_HIGH = 3;

        static Confidence of(int scorePercent, int matchedSkills) {
            if (scorePercent < MEDIUM_FROM_PERCENT) {
                return low;
            }
            if (scorePercent < HIGH_FROM_PERCENT || matchedSkills < SKILLS_OF_HIGH) {
                return medium;
            }
            return scorePercent < VERY_HIGH_FROM_PERCENT ? high : very_high;
        }

        /** Nobody is surer of what a résumé says than its language is understood. */
        Confidence atMost(ResumeProfile.Understanding understanding) {
            Confidence most = switch (understanding) {
                case WHOLE -> very_high;
                case WORDS -> medium;
                case NOTHING -> low;
            };
            return compareTo(most) <= 0 ? this : most;
        }
    }

    /** As an event keeps them. */
    static String write(List<Recommendation> recommendations) {
        return JSON.writeValueAsString(recommendations);
    }

    /** Of an event; none once the user is erased. */
    static List<Recommendation> read(@Nullable String json) {
        return json == null ? List.of() : JSON.readValue(json, LIST);
    }
}
