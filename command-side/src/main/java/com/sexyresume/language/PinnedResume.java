package com.sexyresume.language;

import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import jakarta.json.JsonObject;

/**
 * A résumé at one of its versions.
 *
 * @param version counted from 0
 * @param title empty once the owner is erased
 * @param data as the résumé's schema has it (C15); empty once the owner is erased
 */
public record PinnedResume(
        ResumeId id, UserId owner, long version, String title, String template, boolean locked, JsonObject data) {}
