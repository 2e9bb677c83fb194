package com.sexyresume.query.enhancements;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.enhancements.EnhancementsEvent;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementCompleted;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementFailed;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementRequested;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementStarted;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionAccepted;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionApplied;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionModified;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionRejected;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionStale;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Requests and their suggestions (T03, T04). Of an erased user the suggestions are removed and the requests keep what
 * was spent (D63, F20).
 */
@Component
class EnhancementsProjector implements Projector<UserEvent> {

    static final String NAME = "enhancements";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(EnhancementsEvent.class, UserErased.class);
    }

    @Override
    public List<String> tables() {
        return List.of("enhancement_requests", "enhancement_suggestions");
    }

    /** An erasure changes the rows of all enhancements of a user. */
    @Override
    public String sequence(Recorded<UserEvent> recorded) {
        return recorded.event().userId().toString();
    }

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        for (Recorded<UserEvent> recorded : batch) {
            switch (recorded.event()) {
                case EnhancementsEvent event -> {
                    project(event, recorded, rows);
                    rows.sql("UPDATE enhancement_requests SET version = :version WHERE id = :id")
                            .param("version", recorded.version())
                            .param("id", event.enhancementId().value())
                            .update();
                }
                case UserErased erased -> erase(erased, rows);
                default -> {}
            }
        }
    }

    private static void project(EnhancementsEvent event, Recorded<UserEvent> recorded, JdbcClient rows) {
        Timestamp time = Timestamp.from(recorded.time());
        switch (event) {
            case EnhancementRequested requested -> request(requested, recorded, rows);
            case EnhancementStarted started ->
                rows.sql("""
                                UPDATE enhancement_requests
                                SET processing_status = 'processing', engine = :engine, started_at = :time
                                WHERE id = :id
                                """)
                        .param("engine", started.engine())
                        .param("time", time)
                        .param("id", started.enhancementId().value())
                        .update();
            case EnhancementCompleted completed -> complete(completed, time, rows);
            case EnhancementFailed failed ->
                rows.sql("""
                                UPDATE enhancement_requests
                                SET processing_status = 'failed', error_message = :code, completed_at = :time,
                                    processing_time_ms = CASE WHEN :ms::bigint IS NOT NULL
                                                              THEN least(:ms, 2147483647) END,
                                    token_usage = least(:tokens, 2147483647), cost_micros = :cost, model = :model
                                WHERE id = :id
                                """)
                        .param("code", failed.code())
                        .param("time", time)
                        .param("ms", failed.processingMs())
                        .param("tokens", (long) failed.inputTokens() + failed.outputTokens())
                        .param("cost", failed.costMicros())
                        .param("model", failed.model())
                        .param("id", failed.enhancementId().value())
                        .update();
            case SuggestionAccepted accepted ->
                change("user_action = 'accepted'", accepted.suggestionId(), time, rows)
                        .update();
            case SuggestionRejected rejected ->
                change("user_action = 'rejected'", rejected.suggestionId(), time, rows)
                        .update();
            case SuggestionModified modified ->
                change("user_action = 'modified', user_modified_text = :text", modified.suggestionId(), time, rows)
                        .param("text", modified.text())
                        .update();
            case SuggestionApplied applied ->
                change("applied_at = :time, applied_version = :applied", applied.suggestionId(), time, rows)
                        .param("applied", applied.resumeVersion())
                        .update();
            case SuggestionStale stale ->
                change("stale_at = :time, stale_code = :code", stale.suggestionId(), time, rows)
                        .param("code", stale.code())
                        .update();
        }
    }

    private static void request(EnhancementRequested requested, Recorded<UserEvent> recorded, JdbcClient rows) {
        rows.sql("""
                        INSERT INTO enhancement_requests
                            (id, user_id, resume_id, resume_version, target_role, target_industry, tone_preset,
                             style_preferences, cost_credits, version, created_at)
                        VALUES (:id, :user, :resume, :resumeVersion, :role, :industry, :tone, :style::jsonb, :cost,
                                :version, :time)
                        """)
                .param("id", requested.enhancementId().value())
                .param("user", requested.userId().value())
                .param("resume", requested.resumeId().value())
                .param("resumeVersion", requested.resumeVersion())
                .param("role", requested.targetRole())
                .param("industry", requested.targetIndustry())
                .param("tone", name(requested.tone()))
                .param("style", requested.stylePreferences())
                .param("cost", requested.cost())
                .param("version", recorded.version())
                .param("time", Timestamp.from(recorded.time()))
                .update();
    }

    private static void complete(EnhancementCompleted completed, Timestamp time, JdbcClient rows) {
        rows.sql("""
                        UPDATE enhancement_requests
                        SET processing_status = 'completed', completed_at = :time,
                            overall_confidence = :confidence / 100.0, processing_time_ms = least(:ms, 2147483647),
                            token_usage = least(:tokens, 2147483647), cost_micros = :cost, model = :model, suggestion_count = :count,
                            original_content = (SELECT jsonb_object_agg(s ->> 'path', s ->> 'original')
                                                FROM jsonb_array_elements(:suggestions::jsonb) AS s),
                            enhanced_content = (SELECT jsonb_object_agg(s ->> 'path', s ->> 'suggested')
                                                FROM jsonb_array_elements(:suggestions::jsonb) AS s)
                        WHERE id = :id
                        """)
                .param("time", time)
                .param("confidence", completed.confidencePercent())
                .param("ms", completed.processingMs())
                .param("tokens", (long) completed.inputTokens() + completed.outputTokens())
                .param("cost", completed.costMicros())
                .param("model", completed.model())
                .param("count", completed.suggestionCount())
                .param("suggestions", completed.suggestions())
                .param("id", completed.enhancementId().value())
                .update();
        // Null once the user is erased: there are no rows then.
        if (completed.suggestions() != null) {
            rows.sql("""
                            INSERT INTO enhancement_suggestions
                                (id, request_id, user_id, ordinal, section_type, section_id, field_path, original_text,
                                 suggested_text, improvement_type, confidence, reasoning, metrics, ungrounded, needs_input,
                                 created_at, updated_at)
                            SELECT (s ->> 'id')::uuid, :request, :user, ordinal, s ->> 'section',
                                   coalesce(s ->> 'entryId', s ->> 'section'), s ->> 'path', s ->> 'original',
                                   s ->> 'suggested', s ->> 'improvement', (s ->> 'confidencePercent')::int / 100.0,
                                   s ->> 'reasoning', s -> 'metrics', s -> 'ungrounded', (s ->> 'needsInput')::boolean,
                                   :time, :time
                            FROM jsonb_array_elements(:suggestions::jsonb) WITH ORDINALITY AS suggested (s, ordinal)
                            """)
                    .param("request", completed.enhancementId().value())
                    .param("user", completed.userId().value())
                    .param("time", time)
                    .param("suggestions", completed.suggestions())
                    .update();
        }
    }

    private static JdbcClient.StatementSpec change(
            String assignments, UUID suggestion, Timestamp time, JdbcClient rows) {
        return rows.sql("UPDATE enhancement_suggestions SET " + assignments
                        + ", updated_at = :time WHERE id = :suggestion")
                .param("time", time)
                .param("suggestion", suggestion);
    }

    private static void erase(UserErased erased, JdbcClient rows) {
        rows.sql("DELETE FROM enhancement_suggestions WHERE user_id = :user")
                .param("user", erased.userId().value())
                .update();
        rows.sql("""
                        UPDATE enhancement_requests
                        SET target_role = NULL, target_industry = NULL, original_content = NULL, enhanced_content = NULL
                        WHERE user_id = :user
                        """).param("user", erased.userId().value()).update();
    }

    static String name(TonePreset tone) {
        return tone.name().toLowerCase(Locale.ROOT);
    }
}
