package com.sexyresume.events.matching;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job role says (T05).
 *
 * @param industry a short code, such as {@code health_care}
 * @param requiredSkills without which nobody does it
 * @param preferredSkills that are welcome
 * @param typicalExperienceYears null when nothing is typical
 * @param salaryMin a year, in whole units of the currency
 * @param salaryMax at least the minimum (D39)
 * @param currency ISO 4217; there when a salary is (D39)
 */
public record JobRoleContent(
        String title,
        String industry,
        Seniority seniority,
        List<String> requiredSkills,
        List<String> preferredSkills,
        @Nullable Integer typicalExperienceYears,
        @Nullable Integer salaryMin,
        @Nullable Integer salaryMax,
        @Nullable String currency,
        @Nullable GrowthOutlook growthOutlook,
        boolean remoteFriendly,
        @Nullable String description,
        List<String> responsibilities) {

    public JobRoleContent {
        requiredSkills = List.copyOf(requiredSkills);
        preferredSkills = List.copyOf(preferredSkills);
        responsibilities = List.copyOf(responsibilities);
    }

    /** How far up (C05). */
    public enum Seniority {
        ENTRY,
        MID,
        SENIOR,
        EXECUTIVE,
        C_LEVEL
    }

    /** Whether there will be more of it (C06). */
    public enum GrowthOutlook {
        DECLINING,
        STABLE,
        GROWING,
        HIGH_GROWTH
    }
}
