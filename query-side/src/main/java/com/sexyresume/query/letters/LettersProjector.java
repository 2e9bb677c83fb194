package com.sexyresume.query.letters;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.letters.LettersEvent;
import com.sexyresume.events.letters.LettersEvent.CoverLetterCreated;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDeleted;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDescribed;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDraftRestored;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDraftSaved;
import com.sexyresume.events.letters.LettersEvent.CoverLetterFinalised;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerated;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationFailed;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationRequested;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationStarted;
import com.sexyresume.events.letters.LettersEvent.CoverLetterUndeleted;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Letters, their drafts and generations (T21, T22, B16). Of an erased user no row is left (D49). */
@Component
class LettersProjector implements Projector<UserEvent> {

    static final String NAME = "letters";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(LettersEvent.class, UserErased.class);
    }

    @Override
    public List<String> tables() {
        return List.of("cover_letters", "cover_letter_drafts", "cover_letter_generations");
    }

    /** An erasure removes the rows of all letters of a user. */
    @Override
    public String sequence(Recorded<UserEvent> recorded) {
        return recorded.event().userId().toString();
    }

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        for (Recorded<UserEvent> recorded : batch) {
            switch (recorded.event()) {
                case LettersEvent event -> {
                    Timestamp time = Timestamp.from(recorded.time());
                    project(event, time, rows);
                    rows.sql("UPDATE cover_letters SET version = :version, updated_at = :time WHERE id = :id")
                            .param("version", recorded.version())
                            .param("time", time)
                            .param("id", event.letterId().value())
                            .update();
                }
                case UserErased erased ->
                    tables().forEach(table -> rows.sql("DELETE FROM " + table + " WHERE user_id = ?")
                            .params(erased.userId().value())
                            .update());
                default -> {}
            }
        }
    }

    private static void project(LettersEvent event, Timestamp time, JdbcClient rows) {
        UUID id = event.letterId().value();
        switch (event) {
            case CoverLetterCreated created ->
                rows.sql("""
                                INSERT INTO cover_letters
                                    (id, user_id, resume_id, resume_version, title, target_role, target_company,
                                     job_description, version, created_at, updated_at)
                                VALUES (:id, :user, :resume, :resumeVersion, :title, :role, :company, :job, 0, :time, :time)
                                """)
                        .param("id", id)
                        .param("user", created.userId().value())
                        .param(
                                "resume",
                                created.resumeId() == null
                                        ? null
                                        : created.resumeId().value())
                        .param("resumeVersion", created.resumeVersion())
                        .param("title", created.title())
                        .param("role", created.targetRole())
                        .param("company", created.targetCompany())
                        .param("job", created.jobDescription())
                        .param("time", time)
                        .update();
            case CoverLetterDescribed described ->
                rows.sql("""
                                UPDATE cover_letters
                                SET resume_id = :resume, resume_version = :resumeVersion, title = :title,
                                    target_role = :role, target_company = :company, job_description = :job
                                WHERE id = :id
                                """)
                        .param("id", id)
                        .param(
                                "resume",
                                described.resumeId() == null
                                        ? null
                                        : described.resumeId().value())
                        .param("resumeVersion", described.resumeVersion())
                        .param("title", described.title())
                        .param("role", described.targetRole())
                        .param("company", described.targetCompany())
                        .param("job", described.jobDescription())
                        .update();
            case CoverLetterDraftSaved saved ->
                draft(saved, saved.draft(), saved.content(), new Origin("written", null, null, null), time, rows);
            case CoverLetterDraftRestored restored ->
                draft(
                        restored,
                        restored.draft(),
                        restored.content(),
                        new Origin("restored", restored.restored(), null, null),
                        time,
                        rows);
            case CoverLetterGenerationRequested requested -> begin(requested, time, rows);
            case CoverLetterGenerationStarted started ->
                rows.sql("""
                                UPDATE cover_letter_generations
                                SET processing_status = 'processing', engine = :engine, started_at = :time
                                WHERE id = :id
                                """)
                        .param("engine", started.engine())
                        .param("time", time)
                        .param("id", started.generationId())
                        .update();
            case CoverLetterGenerated generated -> {
                draft(
                        generated,
                        generated.draft(),
                        generated.content(),
                        new Origin("generated", null, generated.generationId(), generated.ungrounded()),
                        time,
                        rows);
                complete(generated, time, rows);
            }
            case CoverLetterGenerationFailed failed ->
                rows.sql("""
                                UPDATE cover_letter_generations
                                SET processing_status = 'failed', failure = :code, completed_at = :time, model = :model,
                                    input_tokens = :input, output_tokens = :output, cost_micros = :cost,
                                    processing_ms = :ms
                                WHERE id = :id
                                """)
                        .param("code", failed.code())
                        .param("time", time)
                        .param("model", failed.model())
                        .param("input", failed.inputTokens())
                        .param("output", failed.outputTokens())
                        .param("cost", failed.costMicros())
                        .param("ms", failed.processingMs())
                        .param("id", failed.generationId())
                        .update();
            case CoverLetterFinalised _ ->
                rows.sql("UPDATE cover_letters SET status = 'final', finalised_at = :time WHERE id = :id")
                        .param("time", time)
                        .param("id", id)
                        .update();
            case CoverLetterDeleted _ ->
                rows.sql("UPDATE cover_letters SET deleted_at = :time WHERE id = :id")
                        .param("time", time)
                        .param("id", id)
                        .update();
            case CoverLetterUndeleted _ ->
                rows.sql("UPDATE cover_letters SET deleted_at = NULL WHERE id = :id")
                        .param("id", id)
                        .update();
        }
    }

    /** Where a draft comes from. */
    private record Origin(
            String source,
            @Nullable Integer restored,
            @Nullable UUID generation,
            @Nullable String ungrounded) {}

    private static void draft(
            LettersEvent event, int draft, @Nullable String content, Origin origin, Timestamp time, JdbcClient rows) {
        // Null once the user is erased: there are no rows then.
        if (content != null) {
            rows.sql("""
                            INSERT INTO cover_letter_drafts
                                (cover_letter_id, draft, user_id, source, restored_draft, generation_id, content,
                                 ungrounded, created_at)
                            VALUES (:letter, :draft, :user, :source, :restored, :generation, :content,
                                    coalesce(:ungrounded::jsonb, '[]'), :time)
                            """)
                    .param("letter", event.letterId().value())
                    .param("draft", draft)
                    .param("user", event.userId().value())
                    .param("source", origin.source())
                    .param("restored", origin.restored())
                    .param("generation", origin.generation())
                    .param("content", content)
                    .param("ungrounded", origin.ungrounded())
                    .param("time", time)
                    .update();
        }
        rows.sql("UPDATE cover_letters SET draft = :draft WHERE id = :id")
                .param("draft", draft)
                .param("id", event.letterId().value())
                .update();
    }

    private static void begin(CoverLetterGenerationRequested requested, Timestamp time, JdbcClient rows) {
        rows.sql("""
                        INSERT INTO cover_letter_generations
                            (id, cover_letter_id, user_id, resume_id, resume_version, tone_preset, created_at)
                        VALUES (:id, :letter, :user, :resume, :resumeVersion, :tone, :time)
                        """)
                .param("id", requested.generationId())
                .param("letter", requested.letterId().value())
                .param("user", requested.userId().value())
                .param("resume", requested.resumeId().value())
                .param("resumeVersion", requested.resumeVersion())
                .param("tone", requested.tone().name().toLowerCase(Locale.ROOT))
                .param("time", time)
                .update();
    }

    private static void complete(CoverLetterGenerated generated, Timestamp time, JdbcClient rows) {
        rows.sql("""
                        UPDATE cover_letter_generations
                        SET processing_status = 'completed', completed_at = :time, draft = :draft, model = :model,
                            input_tokens = :input, output_tokens = :output, cost_micros = :cost, processing_ms = :ms
                        WHERE id = :id
                        """)
                .param("time", time)
                .param("draft", generated.draft())
                .param("model", generated.model())
                .param("input", generated.inputTokens())
                .param("output", generated.outputTokens())
                .param("cost", generated.costMicros())
                .param("ms", generated.processingMs())
                .param("id", generated.generationId())
                .update();
    }
}
