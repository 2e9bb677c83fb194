package com.sexyresume.query.enhancements;

import com.sexyresume.reading.Cursor;
import com.sexyresume.reading.Page;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReadsFrom;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What engines used of models, for administrators (B03). */
@RestController
@ReadsFrom(ModelCostsProjector.NAME)
@Tag(name = "Reports")
class ModelCostsController {

    private final Reader reader;

    ModelCostsController(Reader reader) {
        this.reader = reader;
    }

    /** What the engines of one purpose used of one model for one user on one day. */
    record ModelCost(
            @Schema(description = "In UTC") LocalDate day,
            UUID userId,

            @Schema(description = "Or the engine, if it asks no model", example = "gpt-4o-mini")
            String model,

            @Schema(allowableValues = {"enhancement", "letter"})
            String purpose,

            int completed,

            @Schema(description = "Those that a model was asked for")
            int failed,

            long inputTokens,
            long outputTokens,

            @Schema(description = "Millionths of a US dollar, by the configured prices")
            long costMicros) {}

    @GetMapping("/v1/reports/model-costs")
    @Operation(
            summary = "What models cost, by day, user, model and purpose",
            description = "For administrators; newest first. Who was erased is a bare id.")
    Page<ModelCost> costs(
            @Parameter(description = "The first day, in UTC") @RequestParam(required = false) @Nullable LocalDate from,
            @Parameter(description = "The last day, in UTC") @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable UUID userId,
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, LocalDate.class, UUID.class, String.class, String.class);
        Cursor after = page.after();
        List<ModelCost> found = reader.readAsAdmin(rows -> rows.sql("""
                        SELECT day, user_id, model, purpose, completed, failed, input_tokens, output_tokens, cost_micros
                        FROM model_costs
                        WHERE (:from::date IS NULL OR day >= :from::date)
                          AND (:to::date IS NULL OR day <= :to::date)
                          AND (:user::uuid IS NULL OR user_id = :user::uuid)
                          AND (:model::text IS NULL OR model = :model::text)
                          AND (:day::date IS NULL
                              OR (day, user_id, model, purpose)
                                  < (:day::date, :afterUser::uuid, :afterModel::text, :afterPurpose::text))
                        ORDER BY day DESC, user_id DESC, model DESC, purpose DESC
                        LIMIT :limit
                        """)
                .param("from", from)
                .param("to", to)
                .param("user", userId)
                .param("model", model)
                .param("day", after == null ? null : after.day(0))
                .param("afterUser", after == null ? null : after.uuid(1))
                .param("afterModel", after == null ? null : after.string(2))
                .param("afterPurpose", after == null ? null : after.string(3))
                .param("limit", page.fetch())
                .query((row, number) -> new ModelCost(
                        row.getObject("day", LocalDate.class),
                        row.getObject("user_id", UUID.class),
                        row.getString("model"),
                        row.getString("purpose"),
                        row.getInt("completed"),
                        row.getInt("failed"),
                        row.getLong("input_tokens"),
                        row.getLong("output_tokens"),
                        row.getLong("cost_micros")))
                .list());
        return Page.of(found, page, last -> Cursor.of(last.day(), last.userId(), last.model(), last.purpose()));
    }
}
