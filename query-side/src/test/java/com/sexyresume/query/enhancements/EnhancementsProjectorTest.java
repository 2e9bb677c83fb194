package com.sexyresume.query.enhancements;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.enhancements.EnhancementId;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementFailed;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementRequested;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementStarted;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a request wanted and what it took are kept, although nothing came of it (T03, B03). */
class EnhancementsProjectorTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final EnhancementId ID = new EnhancementId(new UUID(1, 2));
    private static final EnhancementId LATE = new EnhancementId(new UUID(1, 3));
    private static final ResumeId RESUME = new ResumeId(new UUID(1, 3));

    @Test
    void whatFailedSaysWhatItTook() {
        try (QueryDatabase database = QueryDatabase.fresh("enhancements")) {
            new EnhancementsProjector()
                    .project(
                            recorded(
                                    new EnhancementRequested(
                                            ID,
                                            ADA,
                                            RESUME,
                                            0,
                                            TonePreset.TECHNICAL,
                                            null,
                                            null,
                                            "{\"improvements\":[\"tone\"]}",
                                            0,
                                            "2026-11-22",
                                            1),
                                    new EnhancementStarted(ID, ADA, RESUME, "chat"),
                                    new EnhancementFailed(
                                            ID, ADA, RESUME, "engine-answer-invalid", 0, "model", 10, 20, 30, 40L),
                                    new EnhancementRequested(
                                            LATE,
                                            ADA,
                                            RESUME,
                                            0,
                                            TonePreset.TECHNICAL,
                                            null,
                                            null,
                                            "{}",
                                            0,
                                            "2026-11-22",
                                            2),
                                    new EnhancementFailed(LATE, ADA, RESUME, "not-started", 0, null, 0, 0, 0, null)),
                            JdbcClient.create(database.pool("projector", 1)));

            assertThat(database.superuser().sql("""
                                    SELECT concat_ws(' ', processing_status, token_usage, processing_time_ms, cost_micros,
                                                     model, style_preferences ->> 'improvements')
                                    FROM enhancement_requests
                                    ORDER BY id
                                    """).query(String.class).list())
                    .as("a failure that no engine has worked on took no time")
                    .containsExactly("failed 30 40 30 model [\"tone\"]", "failed 0 0");
        }
    }

    private static List<Recorded<UserEvent>> recorded(UserEvent... events) {
        List<Recorded<UserEvent>> recorded = new ArrayList<>();
        for (UserEvent event : events) {
            recorded.add(new Recorded<>(
                    recorded.size() + 1,
                    UUID.randomUUID(),
                    ID.value(),
                    recorded.size(),
                    Instant.parse("2026-11-22T10:00:00Z"),
                    event));
        }
        return recorded;
    }
}
