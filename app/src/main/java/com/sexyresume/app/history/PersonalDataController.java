package com.sexyresume.app.history;

import com.sexyresume.eventstore.keys.KeyWrapping;
import com.sexyresume.eventstore.keys.MasterKeys;
import com.sexyresume.eventstore.keys.PostgresSubjectKeys;
import com.sexyresume.sending.AdminRegister;
import com.sexyresume.sending.CommandRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The keys of personal data, for super admins: which epochs of the master key are in use, and how the keys of subjects
 * leave one ({@code docs/personal-data.md}). No key is ever shown.
 */
@RestController
@ConditionalOnBooleanProperty(name = "sexyresume.command-side.enabled", matchIfMissing = true)
@Tag(name = "Keys of personal data", description = "For super admins")
class PersonalDataController {

    private static final Logger log = LoggerFactory.getLogger(PersonalDataController.class);

    private static final int BATCH = 500;

    /** Well within the time that a client or a proxy waits. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final PostgresSubjectKeys keys;
    private final KeyWrapping wrapping;
    private final MasterKeys masterKeys;
    private final AdminRegister administration;

    PersonalDataController(
            PostgresSubjectKeys keys, KeyWrapping wrapping, MasterKeys masterKeys, AdminRegister administration) {
        this.keys = keys;
        this.wrapping = wrapping;
        this.masterKeys = masterKeys;
        this.administration = administration;
    }

    /**
     * An epoch of the master key.
     *
     * @param id its name, if it has one, and a hash of its key
     * @param wrapped how many forms of subjects' keys it wraps
     */
    record Epoch(
            @Schema(example = "2027-01/9f2c1d5e7a80b346") String id,
            boolean current,

            @Schema(description = "Whether this process has its key")
            boolean configured,

            @Schema(description = "At 0, the key of an epoch that is not current can be thrown away")
            long wrapped) {}

    /** The epochs whose keys are here, and those that are missing. */
    record Epochs(List<Epoch> items) {}

    /**
     * How far it came.
     *
     * @param rewrapped in this call
     * @param restored in this call: the new form did not hold the same key, and the old one is in its place again
     * @param left to be done by further calls
     */
    record Rewrapped(
            long rewrapped,

            @Schema(
                    description =
                            "Not 0: something wraps keys that should not; what was replaced is in its place again")
            long restored,

            long left) {}

    /** Whether the key is another one now. */
    record Replaced(boolean replaced) {}

    @GetMapping("/v1/admin/personal-data/epochs")
    @Operation(summary = "List the epochs of the master key", description = "And how many keys each of them wraps.")
    Epochs epochs(CommandRequest request) {
        administration.requireSuperAdmin(request.caller());
        return new Epochs(wrapping.wrappedByEpoch().entrySet().stream()
                .map(epoch -> new Epoch(
                        epoch.getKey(),
                        epoch.getKey().equals(masterKeys.current().id()),
                        masterKeys.ids().contains(epoch.getKey()),
                        epoch.getValue()))
                .toList());
    }

    @PostMapping("/v1/admin/personal-data/epochs/rewrap")
    @Operation(
            summary = "Wrap keys of earlier epochs by the current one",
            description =
                    "For up to 10 s, while everybody works; call it again until nothing is `left`. What is replaced is kept"
                            + " until the new form was opened. It may be called"
                            + " on any node, and stopped at any moment.")
    Rewrapped rewrap(CommandRequest request) {
        administration.requireSuperAdmin(request.caller());
        long deadline = System.nanoTime() + LONGEST.toNanos();
        // What was replaced before, on any node: first of all it is seen to that nothing is lost.
        KeyWrapping.Confirmed before = wrapping.confirm(BATCH);
        long done = 0;
        int some;
        do {
            some = wrapping.rewrap(BATCH);
            done += some;
        } while (some > 0 && System.nanoTime() < deadline);
        long restored = before.restored() + wrapping.confirm(BATCH).restored();
        if (restored > 0) {
            log.error("{} keys of subjects did not open after they had been wrapped anew, and were put back", restored);
        }
        String current = masterKeys.current().id();
        long left = wrapping.wrappedByEpoch().entrySet().stream()
                .filter(epoch ->
                        !epoch.getKey().equals(current) && masterKeys.ids().contains(epoch.getKey()))
                .mapToLong(java.util.Map.Entry::getValue)
                .sum();
        return new Rewrapped(done, restored, left);
    }

    @PostMapping("/v1/admin/users/{userId}/key-replacement")
    @Operation(
            summary = "Replace the key of a user's personal data",
            description = "For what is written from now on; what was written before stays readable.")
    Replaced replace(@PathVariable UUID userId, CommandRequest request) {
        administration.requireSuperAdmin(request.caller());
        return new Replaced(keys.replace(userId));
    }
}
