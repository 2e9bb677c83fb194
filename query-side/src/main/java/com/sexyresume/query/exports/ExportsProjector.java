package com.sexyresume.query.exports;

import com.sexyresume.events.TimeRange;
import com.sexyresume.events.exports.ExportsEvent;
import com.sexyresume.events.exports.ExportsEvent.ExportCompleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDeleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDownloaded;
import com.sexyresume.events.exports.ExportsEvent.ExportExpired;
import com.sexyresume.events.exports.ExportsEvent.ExportFailed;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import com.sexyresume.query.Projector;
import com.sexyresume.query.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One row of {@code exports} for each export that is not over (T20, R01). */
@Component
class ExportsProjector implements Projector<ExportsEvent> {

    static final String NAME = "exports";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends ExportsEvent>> follows() {
        return Set.of(ExportsEvent.class);
    }

    @Override
    public List<String> tables() {
        return List.of("exports");
    }

    @Override
    public void project(List<Recorded<ExportsEvent>> batch, JdbcClient rows) {
        for (Recorded<ExportsEvent> recorded : batch) {
            switch (recorded.event()) {
                case ExportRequested requested -> begin(requested, recorded, rows);
                case ExportCompleted completed ->
                    update(recorded, rows, """
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
                    update(recorded, rows, "status = 'failed', failure = :code, expires_at = :expires")
                            .param("code", failed.code())
                            .param("expires", Timestamp.from(TimeRange.nearest(failed.expiresAt())))
                            .update();
                case ExportDownloaded _ ->
                    update(recorded, rows, "downloaded_at = :time").update();
                case ExportDeleted _, ExportExpired _ ->
                    rows.sql("DELETE FROM exports WHERE id = ?")
                            .params(recorded.event().exportId().value())
                            .update();
            }
        }
    }

    private static void begin(ExportRequested requested, Recorded<ExportsEvent> recorded, JdbcClient rows) {
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
            Recorded<ExportsEvent> recorded, JdbcClient rows, String assignments) {
        return rows.sql("UPDATE exports SET " + assignments + ", version = :version, updated_at = :time WHERE id = :id")
                .param("id", recorded.event().exportId().value())
                .param("version", recorded.version())
                .param("time", Timestamp.from(recorded.time()));
    }
}
