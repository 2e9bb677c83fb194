package com.sexyresume.app.history;

import com.sexyresume.app.web.problems.Problem;
import com.sexyresume.app.web.problems.ProblemMapping;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.app.web.problems.RequestError;
import com.sexyresume.reading.InvalidBody;
import com.sexyresume.reading.InvalidParameter;
import com.sexyresume.reading.QueryProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How the query side's answers that are no rows are written. */
@Component
class QueryProblems implements ProblemMapping {

    @Override
    public Set<String> codes() {
        return Set.of(
                "data-too-large",
                "not-found",
                "forbidden",
                "invalid-parameter",
                "invalid-request",
                "projection-behind",
                "events-parked",
                "rebuild-in-progress",
                "try-again");
    }

    @Override
    public Optional<Problem> problemOf(Throwable thrown) {
        if (!(thrown instanceof QueryProblem problem)) {
            return Optional.empty();
        }
        if (problem instanceof InvalidBody invalid) {
            return Optional.of(ProblemType.INVALID_REQUEST
                    .problem()
                    .withErrors(List.of(RequestError.at(invalid.pointer(), invalid.detail()))));
        }
        if (problem instanceof InvalidParameter invalid) {
            return Optional.of(ProblemType.INVALID_PARAMETER
                    .problem(invalid.detail())
                    .withErrors(List.of(RequestError.parameter(
                            invalid.isHeader() ? "header" : "query", invalid.parameter(), invalid.detail()))));
        }
        Problem answer = Problem.of(problem.code(), problem.status(), problem.detail());
        Integer retryAfterSeconds = problem.retryAfterSeconds();
        return Optional.of(retryAfterSeconds == null ? answer : answer.retryAfter(retryAfterSeconds));
    }
}
