package com.sexyresume.app.policies;

import com.sexyresume.app.policies.PolicyTables.Parked;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.sending.AdminRegister;
import com.sexyresume.sending.CommandRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What policies gave up, and trying it again: for administrators (T30). */
@RestController
@ConditionalOnBooleanProperty(name = "sexyresume.command-side.enabled", matchIfMissing = true)
@RequestMapping("/v1/admin/policies/parked")
@Tag(name = "Policies", description = "For administrators")
class PoliciesController {

    private static final int PAGE = 100;

    private final Policies policies;
    private final PolicyTables tables;
    private final AdminRegister administrators;

    PoliciesController(Policies policies, PolicyTables tables, AdminRegister administrators) {
        this.policies = policies;
        this.tables = tables;
        this.administrators = administrators;
    }

    /**
     * Reactions in the order of their events.
     *
     * @param next send it as {@code after} for the reactions that follow; absent on the last page
     */
    record ParkedReactions(List<Parked> items, @Nullable Long next) {}

    @GetMapping
    @Operation(
            summary = "List the reactions that were given up",
            description =
                    "In the order of the events, 100 at a time. `cause` is the code of the refusal or the class of"
                            + " the failure.")
    ParkedReactions list(
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(required = false) @Nullable String policy,
            CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        List<Parked> parked = tables.parked(after, policy, PAGE);
        return new ParkedReactions(
                parked, parked.size() < PAGE ? null : parked.getLast().position());
    }

    @PostMapping("/{policy}/{position}/retry")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Let a policy react again",
            description =
                    "204 when it came to its end; 409 `still-parked`, with the cause, when it was given up again.")
    ResponseEntity<Void> retry(
            @PathVariable String policy,
            @PathVariable long position,
            @RequestParam(defaultValue = "false") boolean due,
            CommandRequest request)
            throws InterruptedException {
        administrators.requireAdministrator(request.caller());
        if (tables.parked(policy, position, due).isEmpty()) {
            throw ProblemType.NOT_FOUND.exception();
        }
        if (policies.retry(policy, position, due)) {
            return ResponseEntity.noContent().build();
        }
        Parked again = tables.parked(policy, position, due).orElseThrow(ProblemType.NOT_FOUND::exception);
        throw new StillParked(again.cause(), again.attempts());
    }
}
