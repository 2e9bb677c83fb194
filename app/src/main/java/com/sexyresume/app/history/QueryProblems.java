package com.sexyresume.app.history;

import com.sexyresume.app.web.Problem;
import com.sexyresume.app.web.ProblemMapping;
import com.sexyresume.query.QueryProblem;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How the query side's answers that are no rows are written. */
@Component
class QueryProblems implements ProblemMapping {

    @Override
    public Set<String> codes() {
        return Set.of(
                "not-found", "forbidden", "invalid-parameter", "projection-behind", "rebuild-in-progress", "try-again");
    }

    @Override
    public Optional<Problem> problemOf(Throwable thrown) {
        if (!(thrown instanceof QueryProblem problem)) {
            return Optional.empty();
        }
        Problem answer = Problem.of(problem.code(), problem.status(), problem.detail());
        Integer retryAfterSeconds = problem.retryAfterSeconds();
        return Optional.of(retryAfterSeconds == null ? answer : answer.retryAfter(retryAfterSeconds));
    }
}
