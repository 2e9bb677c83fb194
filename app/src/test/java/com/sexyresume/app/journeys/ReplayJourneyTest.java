package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Api.Answer;
import com.sexyresume.query.Projector;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The read tables hold nothing that is not in the history: emptied and replayed they are the same, row by row. */
class ReplayJourneyTest extends Journey {

    @Autowired
    private List<Projector<?>> projectors;

    @Test
    void emptiedTablesAreReplayedRowByRow() throws SQLException {
        UUID ada = UUID.randomUUID();
        Api api = registered(ada);
        award(ada, 100);
        Answer created = api.post("/v1/resumes", "{\"title\":\"One\"}").expect(201);
        String resume = created.header("Location");
        Answer edited = api.ifMatch(created)
                .with("Content-Type", "application/merge-patch+json")
                .patch(resume, "{\"personalInfo\":{\"fullName\":\"Ada\"}}")
                .expect(200);
        api.ifMatch(edited).put(resume + "/title", "{\"title\":\"Two\"}").expect(200);
        Answer last = api.post("/v1/me/credits/spends", "{\"amount\":7,\"source\":\"x\"}")
                .expect(201);
        awaitAll(last);
        api.post(
                        "/v1/analytics/events",
                        "{\"events\":[{\"eventName\":\"upsell_shown\",\"sessionId\":\"of-a-replay\"}]}")
                .expect(200);
        Map<String, List<String>> before = rows();
        assertThat(before).hasSizeGreaterThanOrEqualTo(6);
        assertThat(before.get("resume_history")).isNotEmpty();

        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement()) {
            for (Projector<?> projector : projectors) {
                for (String table : projector.tables()) {
                    // Whoever rebuilds must still be known as an auditor.
                    statement.execute("DELETE FROM " + table + " WHERE " + projector.owned(table)
                            + (table.equals("admin_users") ? " AND user_id <> '" + AUDITOR + "'" : ""));
                }
            }
        }
        for (Projector<?> projector : projectors) {
            rebuild(projector.name());
        }

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void whoPrefersToWaitIsAnsweredWhenItIsDone() {
        Answer ended = auditor()
                .with("Prefer", "wait=20")
                .post("/v1/admin/projections/users/rebuild?mode=verify")
                .expect(200);

        assertThat(ended.header("Preference-Applied")).isEqualTo("wait=20");
        assertThat(ended.json().path("state").asString()).isEqualTo("finished");
    }

    @Test
    void onlyAuditorsAndSuperAdminsRebuild() {
        user(UUID.randomUUID()).post("/v1/admin/projections/users/rebuild").expectProblem(403, "forbidden");
        service().post("/v1/admin/projections/users/rebuild").expectProblem(403, "forbidden");
        anonymous().post("/v1/admin/projections/users/rebuild").expectProblem(401, "unauthenticated");
        auditor().post("/v1/admin/projections/absent/rebuild").expectProblem(404, "not-found");
    }

    private void rebuild(String projection) {
        Answer accepted = auditor()
                .post("/v1/admin/projections/" + projection + "/rebuild")
                .expect(202);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode status =
                    auditor().get(accepted.header("Location")).expect(200).json();
            assertThat(status.path("state").asString()).as(status.toString()).isEqualTo("finished");
            assertThat(status.path("percent").asDouble()).isEqualTo(100.0);
        });
    }

    private void awaitAll(Answer last) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            for (JsonNode projection :
                    auditor().get("/v1/admin/projections").expect(200).json().path("items")) {
                assertThat(projection.path("position").asLong())
                        .as(projection.toString())
                        .isGreaterThanOrEqualTo(last.position());
            }
        });
    }

    private Map<String, List<String>> rows() throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement()) {
            for (Projector<?> projector : projectors) {
                for (String table : projector.tables()) {
                    List<String> rows = new ArrayList<>();
                    try (ResultSet row =
                            statement.executeQuery("SELECT to_jsonb(t)::text FROM " + table + " t ORDER BY 1")) {
                        while (row.next()) {
                            rows.add(row.getString(1));
                        }
                    }
                    tables.put(table, rows);
                }
            }
        }
        return tables;
    }
}
