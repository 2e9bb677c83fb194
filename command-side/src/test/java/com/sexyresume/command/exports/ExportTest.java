package com.sexyresume.command.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.exports.ExportsCommand.CompleteExport;
import com.sexyresume.command.exports.ExportsCommand.DeleteExport;
import com.sexyresume.command.exports.ExportsCommand.DownloadExport;
import com.sexyresume.command.exports.ExportsCommand.ExpireExport;
import com.sexyresume.command.exports.ExportsCommand.FailExport;
import com.sexyresume.command.exports.ExportsCommand.RequestExport;
import com.sexyresume.command.exports.ExportsRefusal.ExportExpiredAlready;
import com.sexyresume.command.exports.ExportsRefusal.ExportNotReady;
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.Given.Then;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.UserId;
import com.sexyresume.events.exports.ExportFailure;
import com.sexyresume.events.exports.ExportFormat;
import com.sexyresume.events.exports.ExportId;
import com.sexyresume.events.exports.ExportsEvent;
import com.sexyresume.events.exports.ExportsEvent.ExportCompleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDeleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDownloaded;
import com.sexyresume.events.exports.ExportsEvent.ExportExpired;
import com.sexyresume.events.exports.ExportsEvent.ExportFailed;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import com.sexyresume.events.resumes.ResumeId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** T20, B10, B11. */
class ExportTest {

    private static final UserId ADA = new UserId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
    private static final UserId GRACE = new UserId(UUID.fromString("22222222-2222-4222-8222-222222222222"));
    private static final ExportId ID = new ExportId(new UUID(0, 1));
    private static final ResumeId RESUME = new ResumeId(new UUID(0, 2));
    private static final Instant TOMORROW = Instant.parse("2026-11-23T10:00:00Z");
    private static final String HASH = "00".repeat(32);

    private static final ExportRequested REQUESTED =
            new ExportRequested(ADA, ID, RESUME, 3, ExportFormat.PDF, "modern", "en", 5, 60);
    private static final ExportCompleted COMPLETED =
            new ExportCompleted(ADA, ID, 7, HASH, "application/pdf", 1, "{}", TOMORROW);
    private static final CompleteExport COMPLETE =
            new CompleteExport(ID, ADA, 7, HASH, "application/pdf", 1, "{}", TOMORROW);
    private static final ExportExpired EXPIRED = new ExportExpired(ADA, ID);

    @Test
    void anExportIsAskedForOnce() {
        RequestExport ask = new RequestExport(ID, ADA, RESUME, 3, ExportFormat.PDF, "modern", "en", 5, 60);
        given().when(ask).then(REQUESTED);
        given(REQUESTED).when(ask).thenNothing();
    }

    @Test
    void itComesToOneOutcome() {
        given(REQUESTED).when(COMPLETE).then(COMPLETED);
        given(REQUESTED, COMPLETED).when(COMPLETE).thenNothing();
        given(REQUESTED, COMPLETED).when(fail(true)).thenNothing();
        given(REQUESTED, failed(5)).when(COMPLETE).thenNothing();
        given(REQUESTED, failed(5)).when(fail(true)).thenNothing();
    }

    @Test
    void aFailureGivesBackWhatWasSpentAndNoMore() {
        given(REQUESTED).when(fail(true)).then(failed(5));
        given(REQUESTED).when(fail(false)).then(failed(0));
    }

    @Test
    void onlyAFileThatIsThereIsDownloaded() {
        DownloadExport download = new DownloadExport(ID, ADA);
        given(REQUESTED, COMPLETED).when(download).then(new ExportDownloaded(ADA, ID));
        given(REQUESTED, COMPLETED, new ExportDownloaded(ADA, ID))
                .when(download)
                .thenNothing();
        given(REQUESTED).when(download).thenRefused(new ExportNotReady("pending"));
        given(REQUESTED, failed(5)).when(download).thenRefused(new ExportNotReady("failed"));
        given(REQUESTED, COMPLETED, EXPIRED).when(download).thenRefused(new ExportExpiredAlready());
    }

    @Test
    void nobodyElseKnowsOfIt() {
        given(REQUESTED, COMPLETED).when(new DownloadExport(ID, GRACE)).thenRefused(new NoSuchThing("export"));
        given(REQUESTED, COMPLETED).when(new DeleteExport(ID, GRACE)).thenRefused(new NoSuchThing("export"));
        given().when(new DeleteExport(ID, ADA)).thenRefused(new NoSuchThing("export"));
    }

    @Test
    void itIsOverOnceByItsUserOrByTime() {
        DeleteExport delete = new DeleteExport(ID, ADA);
        ExpireExport expire = new ExpireExport(ID, ADA);
        given(REQUESTED, COMPLETED).when(delete).then(new ExportDeleted(ADA, ID));
        given(REQUESTED, COMPLETED).when(expire).then(EXPIRED);
        given(REQUESTED, failed(0)).when(expire).then(EXPIRED);
        given(REQUESTED, COMPLETED, new ExportDeleted(ADA, ID)).when(expire).thenNothing();
        given(REQUESTED, COMPLETED, EXPIRED).when(delete).thenNothing();
        given(REQUESTED).when(delete).thenRefused(new ExportNotReady("pending"));
    }

    @Test
    void openFormatsAreFreeAndTheOthersUnlockedOrPaid() {
        ExportProperties properties = new ExportProperties(5, Duration.ofDays(1), Duration.ofHours(1), 1);
        assertThat(properties.cost(ExportFormat.PDF, false)).isEqualTo(5);
        assertThat(properties.cost(ExportFormat.DOCX, false)).isEqualTo(5);
        assertThat(properties.cost(ExportFormat.PDF, true)).isZero();
        assertThat(properties.cost(ExportFormat.JSON, false)).isZero();
        assertThat(properties.cost(ExportFormat.MD, false)).isZero();
        assertThat(properties.cost(ExportFormat.TXT, false)).isZero();
    }

    private static FailExport fail(boolean charged) {
        return new FailExport(ID, ADA, ExportFailure.RENDERING_FAILED, charged, TOMORROW);
    }

    private static ExportFailed failed(int refund) {
        return new ExportFailed(ADA, ID, "rendering-failed", refund, TOMORROW);
    }

    private static When given(ExportsEvent... history) {
        return new When(Given.given(new Export.None(), Export::evolve, history));
    }

    private record When(Given<Export, ExportsEvent> given) {

        Then<ExportsEvent> when(ExportsCommand command) {
            return given.<ExportsCommand>when(Export::decide, command);
        }
    }
}
