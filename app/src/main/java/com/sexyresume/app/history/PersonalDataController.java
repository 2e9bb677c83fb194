package com.sexyresume.app.history;

import com.sexyresume.command.Administration;
import com.sexyresume.command.CommandRequest;
import com.sexyresume.eventstore.MasterKeys;
import com.sexyresume.eventstore.PostgresSubjectKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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

    private static final int BATCH = 500;

    /** Well within the time that a client or a proxy waits. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final PostgresSubjectKeys keys;
    private final MasterKeys masterKeys;
    private final Administration administration;

    PersonalDataController(PostgresSubjectKeys keys, MasterKeys masterKeys, Administration administration) {
        this.keys = keys;
        this.masterKeys = masterKeys;
        this.administration = administration;
    }

    /**
     * An epoch of the master key.
     *
     * @param id its name, if it has one, and a hash of its key
     * @param wrapped how many keys of subjects it wraps
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
     * @param left to be done by further calls
     */
    record Rewrapped(long rewrapped, long left) {}

    /** Whether the key is another one now. */
    record Replaced(boolean replaced) {}

    @GetMapping("/v1/admin/personal-data/epochs")
    @Operation(summary = "List the epochs of the master key", description = "And how many keys each of them wraps.")
    Epochs epochs(CommandRequest request) {
        administration.requireSuperAdmin(request.caller());
        return new Epochs(keys.wrappedByEpoch().entrySet().stream()
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
                    "For up to 10 s, while everybody works; call it again until nothing is `left`. It may be called"
                            + " on any node, and stopped at any moment.")
    Rewrapped rewrap(CommandRequest request) {
        administration.requireSuperAdmin(request.caller());
        long deadline = System.nanoTime() + LONGEST.toNanos();
        long done = 0;
        int some;
        do {
            some = keys.rewrap(BATCH);
            done += some;
        } while (some > 0 && System.nanoTime() < deadline);
        String current = masterKeys.current().id();
        long left = keys.wrappedByEpoch().entrySet().stream()
                .filter(epoch ->
                        !epoch.getKey().equals(current) && masterKeys.ids().contains(epoch.getKey()))
                .mapToLong(java.util.Map.Entry::getValue)
                .sum();
        return new Rewrapped(done, left);
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
