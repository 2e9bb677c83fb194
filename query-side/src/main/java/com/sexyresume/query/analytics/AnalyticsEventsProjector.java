package com.sexyresume.query.analytics;

import com.sexyresume.events.AccountingRecord;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementEarned;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementCompleted;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementStarted;
import com.sexyresume.events.exports.ExportsEvent.ExportCompleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDownloaded;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import com.sexyresume.events.matching.MatchingEvent.JobMatchRequested;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralSent;
import com.sexyresume.events.resumes.ResumesEvent.ResumeCreated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDuplicated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeImported;
import com.sexyresume.events.resumes.ResumesEvent.TemplateSelected;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import com.sexyresume.query.analytics.EventName.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * One row of {@code analytics_events} for each event of the history that is analysed, with the event's id and codes,
 * amounts and types for its properties (T09, EV01–EV09). An erasure takes away whose it was, and of what clients have
 * sent all but that it happened (F20, PII6).
 */
@Component
class AnalyticsEventsProjector implements Projector<UserEvent> {

    static final String NAME = "analytics-events";
    static final String TABLE = "analytics_events";

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(
                UserRegistered.class,
                UserErased.class,
                ResumeCreated.class,
                ResumeImported.class,
                ResumeDuplicated.class,
                TemplateSelected.class,
                ExportRequested.class,
                ExportCompleted.class,
                ExportDownloaded.class,
                EnhancementStarted.class,
                EnhancementCompleted.class,
                JobMatchRequested.class,
                ReferralSent.class,
                AchievementEarned.class,
                PaymentSucceeded.class);
    }

    @Override
    public List<String> tables() {
        return List.of(TABLE);
    }

    /** What clients have sent is in no history. */
    @Override
    public String owned(String table) {
        return "origin = '" + Origin.HISTORY.text() + "'";
    }

    /** An erasure changes all rows of a user. */
    @Override
    public String sequence(Recorded<UserEvent> recorded) {
        return recorded.event().userId().toString();
    }

    /** @param user null once they were erased */
    private record Row(UUID id, EventName name, @Nullable UserId user, Map<String, Object> properties, Instant time) {

        static Row of(Recorded<UserEvent> recorded, EventName name, Map<String, Object> codes) {
            Map<String, Object> properties = new LinkedHashMap<>(codes);
            properties.put("user_id", recorded.event().userId().value());
            return new Row(recorded.eventId(), name, recorded.event().userId(), properties, recorded.time());
        }

        Row ofNobody() {
            Map<String, Object> codes = new LinkedHashMap<>(properties);
            codes.remove("user_id");
            return new Row(id, name, null, codes, time);
        }
    }

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        List<Row> happened = new ArrayList<>();
        for (Recorded<UserEvent> recorded : batch) {
            if (recorded.event() instanceof UserErased erased) {
                insert(happened, rows);
                happened.clear();
                erase(erased.userId(), rows);
                continue;
            }
            Row row = row(recorded);
            if (row != null) {
                happened.add(
                        recorded.event() instanceof AccountingRecord && wasErased(recorded, rows)
                                ? row.ofNobody()
                                : row);
            }
        }
        insert(happened, rows);
    }

    /** Of events this kind alone is recorded after its user's erasure. The answer is the same in every replay. */
    private static boolean wasErased(Recorded<UserEvent> recorded, JdbcClient rows) {
        return rows.sql("""
                        SELECT EXISTS (SELECT
                                       FROM personal_data.subject_key
                                       WHERE subject = ? AND erased_position < ?)
                        """)
                .params(recorded.event().userId().value(), recorded.position())
                .query(Boolean.class)
                .single();
    }

    /** Null of what is not counted. */
    private static @Nullable Row row(Recorded<UserEvent> recorded) {
        return switch (recorded.event()) {
            case UserRegistered _ -> Row.of(recorded, EventName.USER_SIGNED_UP, Map.of());
            case ResumeCreated created -> resume(recorded, "new", created.template());
            case ResumeImported imported -> resume(recorded, "import", imported.template());
            case ResumeDuplicated duplicated -> resume(recorded, "copy", duplicated.template());
            case TemplateSelected selected ->
                Row.of(recorded, EventName.TEMPLATE_SELECTED, Map.of("template", selected.template()));
            case ExportRequested requested ->
                Row.of(
                        recorded,
                        EventName.EXPORT_REQUESTED,
                        Map.of(
                                "format", requested.format().name().toLowerCase(Locale.ROOT),
                                "template", requested.template(),
                                "cost_credits", requested.cost()));
            case ExportCompleted completed ->
                Row.of(
                        recorded,
                        EventName.EXPORT_COMPLETED,
                        Map.of("media_type", completed.mediaType(), "pages", completed.pages()));
            case ExportDownloaded _ -> Row.of(recorded, EventName.EXPORT_DOWNLOADED, Map.of());
            case EnhancementStarted started ->
                Row.of(recorded, EventName.AI_ENHANCEMENT_STARTED, Map.of("engine", started.engine()));
            case EnhancementCompleted completed ->
                Row.of(
                        recorded,
                        EventName.AI_ENHANCEMENT_COMPLETED,
                        Map.of(
                                "model", completed.model(),
                                "suggestions", completed.suggestionCount(),
                                "processing_ms", completed.processingMs()));
            case JobMatchRequested requested ->
                Row.of(recorded, EventName.JOB_MATCH_REQUESTED, Map.of("most", requested.most()));
            case ReferralSent _ -> Row.of(recorded, EventName.REFERRAL_SENT, Map.of());
            case AchievementEarned earned ->
                Row.of(
                        recorded,
                        EventName.ACHIEVEMENT_EARNED,
                        Map.of("achievement", earned.key(), "credits", earned.credits()));
            case PaymentSucceeded paid ->
                Row.of(
                        recorded,
                        EventName.PAYMENT_COMPLETED,
                        Map.of("product", paid.product(), "amount", paid.amount(), "currency", paid.currency()));
            default -> null;
        };
    }

    private static Row resume(Recorded<UserEvent> recorded, String how, String template) {
        return Row.of(recorded, EventName.RESUME_CREATED, Map.of("how", how, "template", template));
    }

    private static void insert(List<Row> happened, JdbcClient rows) {
        if (happened.isEmpty()) {
            return;
        }
        rows.sql("""
                        INSERT INTO analytics_events
                            (id, event_name, category, action, properties, user_id, origin, timestamp, created_at)
                        SELECT id, name, category, action, properties, user_id, :origin, time, time
                        FROM unnest(:id::uuid[], :name::text[], :category::text[], :action::text[], :properties::jsonb[],
                                    :user::uuid[], :time::timestamptz[])
                                 AS happened (id, name, category, action, properties, user_id, time)
                        """)
                .param("origin", Origin.HISTORY.text())
                .param("id", Recorded.column(happened, Row::id))
                .param("name", Recorded.column(happened, row -> row.name().text()))
                .param("category", Recorded.column(happened, row -> row.name().category()))
                .param("action", Recorded.column(happened, row -> row.name().action()))
                .param("properties", Recorded.column(happened, row -> JSON.writeValueAsString(row.properties())))
                .param("user", Recorded.column(happened, Row::user))
                .param("time", Recorded.column(happened, Row::time))
                .update();
    }

    /** Anonymous visits of the same session go as well: they were the user before signing in. */
    private static void erase(UserId user, JdbcClient rows) {
        ClientEvents.lock(user.value(), true, rows);
        rows.sql("""
                        UPDATE analytics_events
                        SET user_id = NULL, session_id = NULL,
                            properties = CASE origin WHEN 'history' THEN properties - 'user_id' ELSE '{}' END
                        WHERE user_id = :user
                           OR (user_id IS NULL
                            AND session_id IN (SELECT session_id FROM analytics_events WHERE user_id = :user))
                        """).param("user", user.value()).update();
    }
}
