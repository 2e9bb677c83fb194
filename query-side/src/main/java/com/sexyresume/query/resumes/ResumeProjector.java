package com.sexyresume.query.resumes;

import com.sexyresume.events.EventType;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent;
import com.sexyresume.events.resumes.ResumesEvent.ResumeVersionLabelled;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import com.sexyresume.query.resumes.ResumeState.Content;
import com.sexyresume.query.resumes.ResumeState.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One row of {@code resumes} for each résumé and one of {@code resume_history} for each event (T02). A batch is folded
 * in memory: four statements, however many events it has, or four for each part of a batch with a great deal of text.
 * The rows of an erased user are removed (F20).
 */
@Component
class ResumeProjector implements Projector<UserEvent> {

    static final String NAME = "resumes";

    /** An older version is folded from fewer events than this. */
    static final long CHECKPOINT_INTERVAL = 50;

    /** An older version is folded from no event with more than this: one that has more is kept whole. */
    static final int MAX_FOLDED_CHARACTERS = 1 << 17;

    /** Résumés that are held in memory at the same time; each may have 1 MiB. */
    static final int MAX_RESUMES = 64;

    /** Of the events that one statement stands for; PostgreSQL takes at most 1 GiB at a time. */
    static final long MAX_CHARACTERS = 4L << 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(ResumesEvent.class, UserErased.class);
    }

    @Override
    public List<String> tables() {
        return List.of("resumes", "resume_history");
    }

    /** An erasure changes the rows of all résumés of a user. */
    @Override
    public String sequence(Recorded<UserEvent> recorded) {
        return recorded.event().userId().toString();
    }

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        List<Recorded<ResumesEvent>> resumes = Recorded.only(ResumesEvent.class, batch);
        if (!resumes.isEmpty()) {
            projectParts(resumes, rows);
        }
        // Nothing is recorded for anybody after their erasure, so it may come last.
        List<Recorded<UserErased>> erased = Recorded.only(UserErased.class, batch);
        if (!erased.isEmpty()) {
            for (String table : tables()) {
                rows.sql("DELETE FROM " + table + " WHERE user_id = ANY (:users::uuid[])")
                        .param(
                                "users",
                                Recorded.column(erased, row -> row.event().userId()))
                        .update();
            }
        }
    }

    private static void projectParts(List<Recorded<ResumesEvent>> batch, JdbcClient rows) {
        Set<ResumeId> resumes = new HashSet<>();
        long characters = 0;
        int begin = 0;
        for (int at = 0; at < batch.size(); at++) {
            ResumesEvent event = batch.get(at).event();
            resumes.add(event.resumeId());
            characters += event.characters();
            if (at > begin && (resumes.size() > MAX_RESUMES || characters > MAX_CHARACTERS)) {
                projectPart(batch.subList(begin, at), rows);
                begin = at;
                resumes.clear();
                resumes.add(event.resumeId());
                characters = event.characters();
            }
        }
        projectPart(batch.subList(begin, batch.size()), rows);
    }

    /** @param checkpoint the whole résumé, for a version that other ones are folded from */
    private record Line(
            Recorded<ResumesEvent> recorded, @Nullable ResumeState checkpoint) {

        @Nullable
        Object of(Function<ResumeState, ? extends @Nullable Object> part) {
            return checkpoint == null ? null : part.apply(checkpoint);
        }
    }

    private record LabelledVersion(ResumeId resumeId, long version) {}

    private static void projectPart(List<Recorded<ResumesEvent>> batch, JdbcClient rows) {
        Map<ResumeId, ResumeState> states = current(batch, rows);
        List<Line> lines = new ArrayList<>();
        Map<LabelledVersion, ResumeVersionLabelled> labels = new LinkedHashMap<>();
        for (Recorded<ResumesEvent> recorded : batch) {
            ResumesEvent event = recorded.event();
            ResumeState state =
                    ResumeState.after(states.get(event.resumeId()), event, recorded.version(), recorded.time());
            states.put(event.resumeId(), state);
            boolean isCheckpoint = ResumeState.replacesData(event)
                    || event.characters() > MAX_FOLDED_CHARACTERS
                    || recorded.version() % CHECKPOINT_INTERVAL == 0;
            lines.add(new Line(recorded, isCheckpoint ? state : null));
            if (event instanceof ResumeVersionLabelled labelled) {
                labels.put(new LabelledVersion(event.resumeId(), labelled.version()), labelled);
            }
        }
        write(List.copyOf(states.values()), rows);
        writeHistory(lines, rows);
        if (!labels.isEmpty()) {
            writeLabels(List.copyOf(labels.values()), rows);
        }
    }

    private static Map<ResumeId, ResumeState> current(List<Recorded<ResumesEvent>> batch, JdbcClient rows) {
        List<ResumeId> touched =
                batch.stream().map(row -> row.event().resumeId()).distinct().toList();
        Map<ResumeId, ResumeState> states = new LinkedHashMap<>();
        rows.sql("""
                        SELECT id, user_id, title, template, data::text, is_active, is_locked, version, created_at,
                               updated_at, deleted_at
                        FROM resumes
                        WHERE id = ANY (:ids::uuid[])
                        """)
                .param("ids", Recorded.column(touched, id -> id))
                .query((row, number) -> state(row))
                .list()
                .forEach(state -> states.put(state.id(), state));
        return states;
    }

    private static ResumeState state(ResultSet row) throws SQLException {
        return new ResumeState(
                new ResumeId(row.getObject("id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class)),
                Content.of(row.getString("title"), row.getString("template"), row.getString("data")),
                new Status(row.getBoolean("is_active"), row.getBoolean("is_locked"), time(row, "deleted_at")),
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static void write(List<ResumeState> states, JdbcClient rows) {
        rows.sql("""
                        INSERT INTO resumes
                            (id, user_id, title, data, template, is_active, is_locked, version, created_at, updated_at,
                             deleted_at)
                        SELECT *
                        FROM unnest(:id::uuid[], :user::uuid[], :title::text[], :data::jsonb[], :template::text[],
                                    :active::boolean[], :locked::boolean[], :version::bigint[],
                                    :created::timestamptz[], :updated::timestamptz[], :deleted::timestamptz[])
                        ON CONFLICT (id) DO UPDATE
                            SET title      = excluded.title,
                                data       = excluded.data,
                                template   = excluded.template,
                                is_active  = excluded.is_active,
                                is_locked  = excluded.is_locked,
                                version    = excluded.version,
                                updated_at = excluded.updated_at,
                                deleted_at = excluded.deleted_at
                        """)
                .param("id", Recorded.column(states, ResumeState::id))
                .param("user", Recorded.column(states, ResumeState::owner))
                .param("title", Recorded.column(states, state -> state.content().title()))
                .param("data", Recorded.column(states, state -> state.content().data()))
                .param(
                        "template",
                        Recorded.column(states, state -> state.content().template()))
                .param("active", Recorded.column(states, state -> state.status().active()))
                .param("locked", Recorded.column(states, state -> state.status().locked()))
                .param("version", Recorded.column(states, ResumeState::version))
                .param("created", Recorded.column(states, ResumeState::createdAt))
                .param("updated", Recorded.column(states, ResumeState::updatedAt))
                .param(
                        "deleted",
                        Recorded.column(states, state -> state.status().deletedAt()))
                .update();
    }

    private static void writeHistory(List<Line> lines, JdbcClient rows) {
        rows.sql("""
                        INSERT INTO resume_history
                            (resume_id, version, user_id, type, position, recorded_at, is_checkpoint, title, data,
                             template, is_active, is_locked, deleted_at)
                        SELECT *
                        FROM unnest(:resume::uuid[], :version::bigint[], :user::uuid[], :type::text[],
                                    :position::bigint[], :time::timestamptz[], :checkpoint::boolean[],
                                    :title::text[], :data::jsonb[], :template::text[], :active::boolean[],
                                    :locked::boolean[], :deleted::timestamptz[])
                        """)
                .param(
                        "resume",
                        Recorded.column(lines, line -> line.recorded().event().resumeId()))
                .param("version", Recorded.column(lines, line -> line.recorded().version()))
                .param(
                        "user",
                        Recorded.column(lines, line -> line.recorded().event().userId()))
                .param(
                        "type",
                        Recorded.column(lines, line -> type(line.recorded().event())))
                .param(
                        "position",
                        Recorded.column(lines, line -> line.recorded().position()))
                .param(
                        "time",
                        Recorded.column(lines, line -> line.recorded().time().truncatedTo(ChronoUnit.MICROS)))
                .param("checkpoint", Recorded.column(lines, line -> line.checkpoint() != null))
                .param(
                        "title",
                        Recorded.column(
                                lines, line -> line.of(state -> state.content().title())))
                .param(
                        "data",
                        Recorded.column(
                                lines, line -> line.of(state -> state.content().data())))
                .param(
                        "template",
                        Recorded.column(
                                lines, line -> line.of(state -> state.content().template())))
                .param(
                        "active",
                        Recorded.column(
                                lines, line -> line.of(state -> state.status().active())))
                .param(
                        "locked",
                        Recorded.column(
                                lines, line -> line.of(state -> state.status().locked())))
                .param(
                        "deleted",
                        Recorded.column(
                                lines, line -> line.of(state -> state.status().deletedAt())))
                .update();
    }

    private static void writeLabels(List<ResumeVersionLabelled> labels, JdbcClient rows) {
        rows.sql("""
                        UPDATE resume_history h
                        SET label = l.label
                        FROM unnest(:resume::uuid[], :version::bigint[], :label::text[]) AS l (resume_id, version, label)
                        WHERE h.resume_id = l.resume_id
                          AND h.version = l.version
                        """)
                .param("resume", Recorded.column(labels, ResumeVersionLabelled::resumeId))
                .param("version", Recorded.column(labels, ResumeVersionLabelled::version))
                .param("label", Recorded.column(labels, ResumeVersionLabelled::label))
                .update();
    }

    /** The name under which the history keeps such events. */
    static String type(ResumesEvent event) {
        return Objects.requireNonNull(event.getClass().getAnnotation(EventType.class))
                .name();
    }
}
