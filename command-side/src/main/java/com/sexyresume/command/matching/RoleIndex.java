package com.sexyresume.command.matching;

import com.pgvector.PGvector;
import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.events.matching.JobRoleContent.GrowthOutlook;
import com.sexyresume.events.matching.JobRoleContent.Seniority;
import com.sexyresume.events.matching.JobRoleId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds roles by what their vectors say, as far as they are projected (B09), by the HNSW index of {@code job_roles}
 * (I15). A filter leaves out roles after the index has named them: it goes on naming more, in the order of their
 * distance, until there are enough.
 */
@Component
public class RoleIndex {

    /** Roles that the index looks at; as measured (docs/matching.md). */
    public static final int EF_SEARCH = 400;

    /** A filter that hardly any role passes ends here: what was found by then is the answer. */
    private static final int MOST_SCANNED = 20_000;

    private static final int LONGEST_MS = 5_000;

    /**
     * A role near to a vector.
     *
     * @param version of the role's stream at which it says this
     * @param similarity the cosine
     * @param template that suits it best (T27); null when none is mapped
     */
    public record Near(
            JobRoleId id,
            long version,
            JobRoleContent content,
            double similarity,
            @Nullable String template) {}

    private final JdbcClient rows;
    private final TransactionTemplate transaction;

    /**
     * Roles of this database.
     *
     * @param projection connections of the login that projects
     */
    public RoleIndex(@Qualifier("projectorPool") DataSource projection) {
        rows = JdbcClient.create(projection);
        transaction = new TransactionTemplate(new JdbcTransactionManager(projection));
        transaction.setReadOnly(true);
    }

    /**
     * The nearest roles that are not retired and were embedded by the same model (D58), the nearest first; they are
     * found by an index that may miss a few of them.
     *
     * @param vector of at most 1,536 dimensions, not zero
     * @param industry the only one that is looked at; null for all
     * @param seniority the only one that is looked at; null for all
     */
    public List<Near> nearest(
            String model, float[] vector, @Nullable String industry, @Nullable Seniority seniority, int most) {
        List<Near> near = transaction.execute(status -> {
            rows.sql("""
                            SELECT set_config('hnsw.ef_search', :search, true),
                                   set_config('hnsw.iterative_scan', 'strict_order', true),
                                   set_config('hnsw.max_scan_tuples', :scanned, true),
                                   set_config('statement_timeout', :longest, true)
                            """)
                    .param("search", Integer.toString(EF_SEARCH))
                    .param("scanned", Integer.toString(MOST_SCANNED))
                    .param("longest", Integer.toString(LONGEST_MS))
                    .query()
                    .listOfRows();
            return rows.sql("""
                            WITH near AS MATERIALIZED (
                                SELECT r.id, r.version, r.title, r.industry_category, r.seniority_level, r.required_skills,
                                       r.preferred_skills, r.typical_experience_years, r.salary_range_min,
                                       r.salary_range_max, r.currency, r.growth_outlook, r.remote_friendly,
                                       r.description, r.key_responsibilities,
                                       1 - (r.embedding <=> :vector) AS similarity
                                FROM job_roles r
                                WHERE r.retired_at IS NULL
                                  AND r.embedding_model = :model
                                  AND (:industry::text IS NULL OR r.industry_category = :industry::text)
                                  AND (:seniority::text IS NULL OR r.seniority_level = :seniority::text)
                                ORDER BY r.embedding <=> :vector
                                LIMIT :most)
                            SELECT near.*,
                                   (SELECT m.template
                                    FROM template_role_mappings m
                                    WHERE m.job_role_id = near.id
                                    ORDER BY m.weight DESC, m.template
                                    LIMIT 1) AS template
                            FROM near
                            ORDER BY near.similarity DESC, near.id
                            """)
                    .param("vector", new PGvector(Arrays.copyOf(vector, Embedder.DIMENSIONS)))
                    .param("model", model)
                    .param("industry", industry)
                    .param("seniority", seniority == null ? null : name(seniority))
                    .param("most", most)
                    .query(RoleIndex::near)
                    .list();
        });
        return near == null ? List.of() : near;
    }

    /**
     * Roles of which the model is still to make a vector, in the order of their ids.
     *
     * @param after the id before the first one; null to begin
     */
    public List<JobRoleId> awaiting(String model, @Nullable JobRoleId after, int most) {
        return rows.sql("""
                        SELECT id
                        FROM (SELECT id FROM job_roles
                              WHERE retired_at IS NULL AND embedding_model IS NULL
                              UNION ALL
                              SELECT id FROM job_roles
                              WHERE retired_at IS NULL AND embedding_model < :model
                              UNION ALL
                              SELECT id FROM job_roles
                              WHERE retired_at IS NULL AND embedding_model > :model) AS waiting
                        WHERE :after::uuid IS NULL OR id > :after::uuid
                        ORDER BY id
                        LIMIT :most
                        """)
                .param("model", model)
                .param("after", after == null ? null : after.toString())
                .param("most", most)
                .query((row, number) -> new JobRoleId(row.getObject("id", UUID.class)))
                .list();
    }

    private static Near near(ResultSet row, int number) throws SQLException {
        String outlook = row.getString("growth_outlook");
        return new Near(
                new JobRoleId(row.getObject("id", UUID.class)),
                row.getLong("version"),
                new JobRoleContent(
                        row.getString("title"),
                        row.getString("industry_category"),
                        Seniority.valueOf(row.getString("seniority_level").toUpperCase(Locale.ROOT)),
                        texts(row, "required_skills"),
                        texts(row, "preferred_skills"),
                        row.getObject("typical_experience_years", Integer.class),
                        row.getObject("salary_range_min", Integer.class),
                        row.getObject("salary_range_max", Integer.class),
                        row.getString("currency"),
                        outlook == null ? null : GrowthOutlook.valueOf(outlook.toUpperCase(Locale.ROOT)),
                        row.getBoolean("remote_friendly"),
                        row.getString("description"),
                        texts(row, "key_responsibilities")),
                row.getDouble("similarity"),
                row.getString("template"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static String name(Seniority seniority) {
        return seniority.name().toLowerCase(Locale.ROOT);
    }
}
