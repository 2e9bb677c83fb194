package com.sexyresume.query.enhancements;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementCompleted;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementFailed;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerated;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationFailed;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Adds up what engines used of models, by day, user, model and purpose (B03): of what came to nothing as well, if a
 * model was paid for it. An engine without a model counts under its own name, at no cost.
 */
@Component
class ModelCostsProjector implements Projector<UserEvent> {

    static final String NAME = "model-costs";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(
                EnhancementCompleted.class,
                EnhancementFailed.class,
                CoverLetterGenerated.class,
                CoverLetterGenerationFailed.class);
    }

    @Override
    public List<String> tables() {
        return List.of("model_costs");
    }

    /** A row adds up what a user's streams say. */
    @Override
    public String sequence(Recorded<UserEvent> recorded) {
        return recorded.event().userId().toString();
    }

    /** What one event adds. */
    private record Usage(
            UserId user,
            String purpose,
            @Nullable String model,
            boolean completed,
            int inputTokens,
            int outputTokens,
            long costMicros) {}

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        for (Recorded<UserEvent> recorded : batch) {
            Usage usage = usage(recorded.event());
            if (usage != null && usage.model() != null) {
                rows.sql("""
                                INSERT INTO model_costs AS c
                                    (day, user_id, model, purpose, completed, failed, input_tokens, output_tokens,
                                     cost_micros)
                                VALUES (:day, :user, :model, :purpose, :completed, :failed, :input, :output, :cost)
                                ON CONFLICT (day, user_id, model, purpose) DO UPDATE
                                    SET completed = c.completed + excluded.completed,
                                        failed = c.failed + excluded.failed,
                                        input_tokens = c.input_tokens + excluded.input_tokens,
                                        output_tokens = c.output_tokens + excluded.output_tokens,
                                        cost_micros = c.cost_micros + excluded.cost_micros
                                """)
                        .param("day", LocalDate.ofInstant(recorded.time(), ZoneOffset.UTC))
                        .param("user", usage.user().value())
                        .param("model", usage.model())
                        .param("purpose", usage.purpose())
                        .param("completed", usage.completed() ? 1 : 0)
                        .param("failed", usage.completed() ? 0 : 1)
                        .param("input", usage.inputTokens())
                        .param("output", usage.outputTokens())
                        .param("cost", usage.costMicros())
                        .update();
            }
        }
    }

    /** Null of what used nothing. */
    private static @Nullable Usage usage(UserEvent event) {
        return switch (event) {
            case EnhancementCompleted completed ->
                new Usage(
                        completed.userId(),
                        "enhancement",
                        completed.model(),
                        true,
                        completed.inputTokens(),
                        completed.outputTokens(),
                        completed.costMicros());
            case EnhancementFailed failed ->
                new Usage(
                        failed.userId(),
                        "enhancement",
                        failed.model(),
                        false,
                        failed.inputTokens(),
                        failed.outputTokens(),
                        failed.costMicros());
            case CoverLetterGenerated generated ->
                new Usage(
                        generated.userId(),
                        "letter",
                        generated.model(),
                        true,
                        generated.inputTokens(),
                        generated.outputTokens(),
                        generated.costMicros());
            case CoverLetterGenerationFailed failed ->
                new Usage(
                        failed.userId(),
                        "letter",
                        failed.model(),
                        false,
                        failed.inputTokens(),
                        failed.outputTokens(),
                        failed.costMicros());
            default -> null;
        };
    }
}
