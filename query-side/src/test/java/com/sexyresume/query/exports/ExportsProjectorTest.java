package com.sexyresume.query.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.exports.ExportFormat;
import com.sexyresume.events.exports.ExportId;
import com.sexyresume.events.exports.ExportsEvent.ExportCompleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDeleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDownloaded;
import com.sexyresume.events.exports.ExportsEvent.ExportExpired;
import com.sexyresume.events.exports.ExportsEvent.ExportFailed;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.query.ProjectedRows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** T20, F09: a row lives as long as its export. */
class ExportsProjectorTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final UserId BOB = new UserId(new UUID(1, 2));
    private static final ExportId FILE = new ExportId(new UUID(2, 1));
    private static final ExportId OTHER = new ExportId(new UUID(2, 2));
    private static final Instant END = ProjectedRows.NOON.plusSeconds(86_400);

    @RegisterExtension
    private final ProjectedRows rows = new ProjectedRows(new ExportsProjector());

    @Test
    void aFileIsToBeHadOnceItIsRendered() throws SQLException {
        rows.given(requested(ADA, FILE));
        assertThat(rows.rows("exports", "status", "format", "cost", "expires_at"))
                .containsExactly("pending pdf 3 -");

        rows.given(completed(), new ExportDownloaded(ADA, FILE));

        assertThat(rows.rows("exports", "status", "size_bytes", "page_count", "downloaded_at > created_at", "version"))
                .containsExactly("completed 17 2 true 2");
        assertThat(rows.rows("exports", "expires_at AT TIME ZONE 'UTC'")).containsExactly("2026-11-23 12:00:00");
    }

    @Test
    void whatFailedSaysWhy() throws SQLException {
        rows.given(requested(ADA, FILE), new ExportFailed(ADA, FILE, "document-too-large", 3, END));

        assertThat(rows.rows("exports", "status", "failure", "size_bytes"))
                .containsExactly("failed document-too-large -");
    }

    @Test
    void whatIsOverIsGone() throws SQLException {
        rows.given(requested(ADA, FILE), requested(ADA, OTHER), completed(), new ExportExpired(ADA, FILE));
        assertThat(rows.rows("exports", "id")).containsExactly(OTHER.value().toString());

        rows.given(new ExportDeleted(ADA, OTHER));
        assertThat(rows.rows("exports", "id")).isEmpty();
    }

    @Test
    void ofAnErasedUserNoneIsLeft() throws SQLException {
        rows.given(requested(ADA, FILE), requested(BOB, OTHER), new UserErased(ADA, ADA));

        assertThat(rows.rows("exports", "user_id")).containsExactly(BOB.toString());
    }

    private static ExportRequested requested(UserId user, ExportId export) {
        return new ExportRequested(
                user, export, new ResumeId(new UUID(3, 1)), 0, ExportFormat.PDF, "modern", "en", 3, 86_400);
    }

    private static ExportCompleted completed() {
        return new ExportCompleted(ADA, FILE, 17, "0".repeat(64), "application/pdf", 2, null, END);
    }
}
