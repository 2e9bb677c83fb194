package com.sexyresume.app.policies;

import com.sexyresume.app.web.problems.Problem;
import com.sexyresume.app.web.problems.ProblemMapping;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How a policy that fails again is answered. */
@Component
class PolicyProblems implements ProblemMapping {

    @Override
    public Set<String> codes() {
        return Set.of("still-parked");
    }

    @Override
    public Optional<Problem> problemOf(Throwable thrown) {
        return thrown instanceof StillParked parked
                ? Optional.of(Problem.of("still-parked", 409, "The policy gave this event up again.")
                        .with("cause", parked.reason())
                        .with("attempts", parked.attempts()))
                : Optional.empty();
    }
}
