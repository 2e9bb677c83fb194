package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.journeys.Api.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may have read tables made again, and how they are answered; {@link WholeReplayTest} compares the rows. */
class ReplayJourneyTest extends Journey {

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
}
