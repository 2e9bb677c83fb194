package com.sexyresume.query.exports;

import com.sexyresume.events.TimeRange;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.exports.ExportsEvent;
import com.sexyresume.events.exports.ExportsEvent.ExportCompleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDeleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDownloaded;
import com.sexyresume.events.exports.ExportsEvent.ExportExpired;
import com.sexyresume.events.exports.ExportsEvent.ExportFailed;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One row of {@code exports} for each export that is not over (T20, R01); none of a user who is erased (F09). */
@Component
class ExportsProjector implements Projector<UserEvent> {

    static final String NAME = "exports";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(ExportsEvent.class, UserErased.class);
    }

    @Override
    public List<String> tables() {
        return List.of("exports");
    }

    /** An erasure changes all of a user's rows. */
    @Override
    public String sequence(Recorded<UserEvent> recorded) {
        return recorded.event().userId().toString();
    }

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        for (Recorded<UserEvent> recorded : batch) {
            switch (recorded.event()) {
                case ExportsEvent export -> project(export, recorded, rows);
                case UserErased erased ->
                    rows.sql("DELETE FROM exports WHERE user_id = ?")
                            .params(erased.userId().value())
                            .update();
                default -> {}
            }
        }
    }

    private static void project(ExportsEvent event, Recorded<UserEvent> recorded, JdbcClient rows) {
        switch (event) {
            case ExportRequested requested -> begin(requested, recorded, rows);
            case ExportCompleted completed ->
                update(event, recorded, rows, """
                                    status = 'completed', size_bytes = :size, sha256 = :sha256, media_type = :type,
                                    page_count = :pages, ats = :ats::jsonb, expires_at = :expires
                                    """)
                        .param("size", completed.size())
                        .param("sha256", completed.sha256())
                        .param("type", completed.mediaType())
                        .param("pages", completed.pages() == 0 ? null : completed.pages())
                        .param("ats", completed.ats())
                        .param("expires", Timestamp.from(TimeRange.nearest(completed.expiresAt())))
                        .update();
            case ExportFailed failed ->
                update(event, recorded, rows, "status = 'failed', failure = :code, expires_at = :expires")
                        .param("code", failed.code())
                        .param("expires", Timestamp.from(TimeRange.nearest(failed.expiresAt())))
                        .update();
            case ExportDownloaded _ ->
                update(event, recorded, rows, "downloaded_at = :time").update();
            case ExportDeleted _, ExportExpired _ ->
                rows.sql("DELETE FROM exports WHERE id = ?")
                        .params(event.exportId().value())
                        .update();
        }
    }

    private static void begin(ExportRequested requested, Recorded<UserEvent> recorded, JdbcClient rows) {
        rows.sql("""
                        INSERT INTO exports
                            (id, user_id, resume_id, resume_version, format, template, locale, status, cost, version,
                             created_at, updated_at)
                        VALUES (:id, :user, :resume, :resumeVersion, :format, :template, :locale, 'pending', :cost,
                                :version, :time, :time)
                        """)
                .param("id", requested.exportId().value())
                .param("user", requested.userId().value())
                .param("resume", requested.resumeId().value())
                .param("resumeVersion", requested.resumeVersion())
                .param("format", requested.format().name().toLowerCase(Locale.ROOT))
                .param("template", requested.template())
                .param("locale", requested.locale())
                .param("cost", requested.cost())
                .param("version", recorded.version())
                .param("time", Timestamp.from(recorded.time()))
                .update();
    }

    private static JdbcClient.StatementSpec update(
            ExportsEvent event, Recorded<UserEvent> recorded, JdbcClient rows, String assignments) {
        return rows.sql("UPDATE exports SET " + assignments + ", version = :version, updated_at = :time WHERE id = :id")
                .param("id", event.exportId().value())
                .param("version", recorded.version())
                .param("time", Timestamp.from(recorded.time()));
    }
}
