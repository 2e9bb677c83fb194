package com.sexyresume.app.history;

import com.sexyresume.app.web.problems.Problem;
import com.sexyresume.app.web.problems.ProblemMapping;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.events.UnknownEvent;
import com.sexyresume.eventstore.history.HistoryBusy;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.OutcomeUnknown;
import com.sexyresume.eventstore.history.SubjectErased;
import com.sexyresume.eventstore.keys.MasterKeyMissing;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.springframework.stereotype.Component;

/** How the history's own failures are answered. */
@Component
class HistoryProblems implements ProblemMapping {

    private static final int RETRY_SECONDS = 2;

    @Override
    public Set<String> codes() {
        return Set.of("outcome-unknown", "database-unavailable", "account-erased", "try-again", "unreadable-event");
    }

    @Override
    public Optional<Problem> problemOf(Throwable thrown) {
        return switch (thrown) {
            case OutcomeUnknown unknown ->
                Optional.of(Problem.of(
                                "outcome-unknown",
                                503,
                                "The connection broke while this was recorded. Send the same again, with the same"
                                        + " Idempotency-Key: it is found or recorded, once.")
                        .with("commandId", unknown.commandId())
                        .retryAfter(RETRY_SECONDS));
            case UnknownEvent unknown ->
                Optional.of(Problem.of(
                                "unreadable-event",
                                503,
                                "A newer version has recorded what this one cannot read yet; nothing was recorded now.")
                        .with("eventType", unknown.type())
                        .with("revision", unknown.revision())
                        .with("position", unknown.position())
                        .retryAfter(RETRY_SECONDS));
            case HistoryUnreachable _ ->
                Optional.of(
                        Problem.of("database-unavailable", 503, "The database does not answer; nothing was recorded.")
                                .retryAfter(RETRY_SECONDS));
            case HistoryBusy _ ->
                Optional.of(ProblemType.TRY_AGAIN.problem(
                        "More is being recorded at this moment than may wait; nothing was recorded."));
            case MasterKeyMissing _ ->
                Optional.of(ProblemType.TRY_AGAIN.problem(
                        "This process was not given a key that others have; nothing was recorded."));
            case NoHandlerForCommandException _ ->
                Optional.of(ProblemType.TRY_AGAIN.problem("This process starts or stops; nothing was recorded."));
            case SubjectErased _ ->
                Optional.of(
                        Problem.of("account-erased", 410, "This user was erased; nothing can be recorded for them."));
            default -> Optional.empty();
        };
    }
}
