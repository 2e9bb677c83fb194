package com.sexyresume.command.achievements;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.sexyresume.command.achievements.AchievementsCommand.CheckAchievements;
import com.sexyresume.command.achievements.AchievementsCommand.DefineAchievement;
import com.sexyresume.command.achievements.AchievementsCommand.RetireAchievement;
import com.sexyresume.command.achievements.AchievementsCommand.ReviseAchievement;
import com.sexyresume.command.achievements.AchievementsRefusal.CriteriaInvalid;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementEarned;
import com.sexyresume.sending.AdminRegister;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Receipt;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController("achievementsCommands")
@EnableConfigurationProperties(AchievementProperties.class)
@Tag(name = "Achievements")
class AchievementsController {

    private static final String KEY = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final String EXPRESSION =
            "An expression in CEL, true or false, over the counters, `counted` (the names of the counters that go up at"
                    + " the moment) and `at` (when, UTC)";

    /** Of the users that a dry run names. */
    private static final int NAMED = 100;

    private final Commands commands;
    private final AdminRegister administrators;
    private final Definitions definitions;
    private final EventStore history;
    private final UserCounters counters;
    private final AchievementProperties properties;

    AchievementsController(
            Commands commands,
            AdminRegister administrators,
            Definitions definitions,
            EventStore history,
            UserCounters counters,
            AchievementProperties properties) {
        this.commands = commands;
        this.administrators = administrators;
        this.definitions = definitions;
        this.history = history;
        this.counters = counters;
        this.properties = properties;
    }

    /**
     * What an achievement says, but for its key.
     *
     * @param rewardCredits at least 0 (D42)
     */
    record Content(
            @NotNull @Size(min = 1, max = 100) @Schema(example = "Getting started")
            String title,

            @NotNull @Size(min = 1, max = 500) @Schema(example = "Write your first résumé.")
            String description,

            @NotNull
            @Pattern(regexp = KEY)
            @Size(max = 50)
            @Schema(description = "A short code to group by", example = "resumes")
            String category,

            @NotNull
            @Size(min = 1, max = Criteria.MAX_LENGTH)
            @Schema(description = EXPRESSION, example = "resumes_created >= 1")
            String criteria,

            @NotNull @Min(0) @Max(10_000) @Schema(description = "What it is worth, in credits", example = "10")
            Integer rewardCredits) {

        Definition under(String key) {
            return new Definition(key, title, description, category, criteria, rewardCredits);
        }
    }

    /** A new achievement. */
    record NewAchievement(
            @NotNull
            @Pattern(regexp = KEY)
            @Size(max = 60)
            @Schema(description = "Never changes", example = "first-resume")
            String key,

            @NotNull @Size(min = 1, max = 100) @Schema(example = "Getting started")
            String title,

            @NotNull @Size(min = 1, max = 500) @Schema(example = "Write your first résumé.")
            String description,

            @NotNull
            @Pattern(regexp = KEY)
            @Size(max = 50)
            @Schema(description = "A short code to group by", example = "resumes")
            String category,

            @NotNull
            @Size(min = 1, max = Criteria.MAX_LENGTH)
            @Schema(description = EXPRESSION, example = "resumes_created >= 1")
            String criteria,

            @NotNull @Min(0) @Max(10_000) @Schema(description = "What it is worth, in credits", example = "10")
            Integer rewardCredits) {

        Definition definition() {
            return new Definition(key, title, description, category, criteria, rewardCredits);
        }
    }

    record CriteriaPreview(
            @NotNull
            @Size(min = 1, max = Criteria.MAX_LENGTH)
            @Schema(description = EXPRESSION, example = "resumes_created >= 5")
            String criteria) {}

    /**
     * Who would earn it.
     *
     * @param users how many of those that were looked at
     * @param lookedAt how many there are of whom anything was counted
     * @param complete whether all of them were looked at in time
     * @param first the first of them, in the order of their ids
     */
    record CriteriaPreviewResult(long users, long lookedAt, boolean complete, List<UUID> first) {}

    /**
     * What was earned by a check; the names are the documented ones (F04).
     *
     * @param achievementsAwarded keys
     */
    record Checked(
            @JsonProperty("achievements_awarded") List<String> achievementsAwarded,

            @JsonProperty("total_credits_awarded") long totalCreditsAwarded) {}

    @PostMapping("/v1/admin/achievements")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Define an achievement",
            description =
                    "For administrators. 409 `achievement-key-taken`, 422 `criteria-invalid`. Who fulfils it already"
                            + " earns it with the next thing they do that is counted, or by asking for a check.")
    ResponseEntity<Written> define(@Valid @RequestBody NewAchievement body, CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        Receipt receipt = commands.send(new DefineAchievement(body.definition()), request);
        return Answers.created(URI.create("/v1/achievements/" + body.key()), null, receipt);
    }

    @PutMapping("/v1/admin/achievements/{key}")
    @Operation(
            summary = "Revise an achievement",
            description = "For administrators. One that was retired can be earned again. Who has earned it keeps it.")
    ResponseEntity<Written> revise(@PathVariable String key, @Valid @RequestBody Content body, CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        return Answers.ok(commands.send(new ReviseAchievement(body.under(key)), request));
    }

    @DeleteMapping("/v1/admin/achievements/{key}")
    @Operation(summary = "Retire an achievement", description = "For administrators. Nobody earns it from now on.")
    ResponseEntity<Written> retire(@PathVariable String key, CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        return Answers.ok(commands.send(new RetireAchievement(key), request));
    }

    @PostMapping("/v1/admin/achievements/dry-runs")
    @Operation(
            summary = "Try criteria on everybody",
            description = "For administrators. Who would earn an achievement of such criteria if they asked for a check"
                    + " now, by all that was counted of them. Nothing is recorded.")
    CriteriaPreviewResult dryRun(@Valid @RequestBody CriteriaPreview body, CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        Criteria criteria = parse(body.criteria());
        Instant now = Instant.now();
        List<UUID> first = new ArrayList<>();
        AtomicLong found = new AtomicLong();
        AtomicLong seen = new AtomicLong();
        boolean complete = counters.forEach(properties.longestDryRun(), (user, totals) -> {
            seen.incrementAndGet();
            if (criteria.hold(totals, List.of(), now) && found.incrementAndGet() <= NAMED) {
                first.add(user.value());
            }
        });
        return new CriteriaPreviewResult(found.get(), seen.get(), complete, first);
    }

    private static Criteria parse(String text) {
        try {
            return Criteria.parse(text);
        } catch (InvalidExpression invalid) {
            throw new CommandRejected(CriteriaInvalid.of(invalid));
        }
    }

    @PostMapping("/v1/me/achievements/checks")
    @Operation(
            summary = "Ask for what you have earned already",
            description = "By achievements that were defined after you did what they ask for.")
    ResponseEntity<Checked> check(CommandRequest request) {
        UUID checkId = request.newId();
        CheckAchievements check = new CheckAchievements(request.caller(), checkId, Instant.now(), definitions.active());
        Receipt receipt = commands.send(check, request);
        List<String> keys = new ArrayList<>();
        long credits = 0;
        DomainEventStream events = history.readEvents(check.stream().toString());
        while (events.hasNext()) {
            if (events.next().getPayload() instanceof AchievementEarned earned
                    && earned.cause().equals(checkId)) {
                keys.add(earned.key());
                credits += earned.credits();
            }
        }
        return Answers.ok(receipt, new Checked(keys, credits));
    }
}
