package com.sexyresume.query.enhancements;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.enhancements.EnhancementId;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementCompleted;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementFailed;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementRequested;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementStarted;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.events.letters.LetterId;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationFailed;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.query.ProjectedRows;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a request wanted and what it took are kept, although nothing came of it (T03, B03). */
class EnhancementsProjectorTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final EnhancementId ID = new EnhancementId(new UUID(1, 2));
    private static final EnhancementId LATE = new EnhancementId(new UUID(1, 3));
    private static final ResumeId RESUME = new ResumeId(new UUID(1, 3));

    @RegisterExtension
    private final ProjectedRows rows = new ProjectedRows(new EnhancementsProjector(), new ModelCostsProjector());

    @Test
    void whatFailedSaysWhatItTook() throws SQLException {
        rows.given(
                requested(ID, "{\"improvements\":[\"tone\"]}"),
                new EnhancementStarted(ID, ADA, RESUME, "chat"),
                failed(ID, "engine-answer-invalid"),
                requested(LATE, "{}"),
                new EnhancementFailed(LATE, ADA, RESUME, "not-started", 0, null, 0, 0, 0, null));

        assertThat(rows.rows(
                        "enhancement_requests",
                        "processing_status",
                        "token_usage",
                        "processing_time_ms",
                        "cost_micros",
                        "model",
                        "style_preferences ->> 'improvements'"))
                .as("a failure that no engine has worked on took no time")
                .containsExactly("failed 0 - 0 - -", "failed 30 40 30 model [\"tone\"]");
    }

    @Test
    void whatModelsCostIsAddedUpWhateverCameOfIt() throws SQLException {
        rows.given(
                requested(ID, "{}"),
                failed(ID, "engine-timeout"),
                requested(LATE, "{}"),
                new EnhancementCompleted(LATE, ADA, RESUME, "[]", 0, 0, "model", 1, 2, 3, 4),
                new CoverLetterGenerationFailed(
                        new LetterId(new UUID(1, 4)), ADA, new UUID(1, 5), "engine-timeout", "model", 5, 6, 7, 8L));

        assertThat(rows.rows("model_costs", "purpose", "completed", "failed", "input_tokens", "cost_micros"))
                .containsExactly("enhancement 1 1 11 33", "letter 0 1 5 7");
    }

    private static EnhancementRequested requested(EnhancementId id, String preferences) {
        return new EnhancementRequested(
                id, ADA, RESUME, 0, TonePreset.TECHNICAL, null, null, preferences, 0, "2026-11-22", 1);
    }

    private static EnhancementFailed failed(EnhancementId id, String code) {
        return new EnhancementFailed(id, ADA, RESUME, code, 0, "model", 10, 20, 30, 40L);
    }
}
