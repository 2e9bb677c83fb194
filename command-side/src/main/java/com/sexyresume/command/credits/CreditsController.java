package com.sexyresume.command.credits;

import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.command.credits.CreditsCommand.SpendCredits;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.ServiceOnly;
import com.sexyresume.events.UserId;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController("creditsCommands")
@Tag(name = "Credits")
class CreditsController {

    private final Commands commands;

    CreditsController(Commands commands) {
        this.commands = commands;
    }

    /**
     * An amount of credits and what it is for.
     *
     * @param amount credits, at least 1
     * @param source a short code; one that is not of {@link CreditSource#CODES} is kept as {@code other}
     * @param description free text for the user
     */
    record Amount(
            @NotNull @Min(1) @Schema(description = "Credits, at least 1", example = "7")
            Integer amount,

            @NotNull
            @Pattern(regexp = "[a-z][a-z0-9_-]{0,49}")
            @Schema(
                    description = "A short code: what the credits are for. One that the system does not know is kept as"
                            + " `other`, and begins the description.",
                    example = "export")
            String source,

            @Nullable @Size(max = 500) @Schema(description = "Free text for the user", example = "Résumé as PDF")
            String description) {

        CreditSource kept() {
            return CreditSource.of(source, description);
        }
    }

    @PostMapping("/v1/me/credits/spends")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Spend your credits",
            description =
                    "Refused with 409 `insufficient-credits`, which tells the balance, when the amount exceeds it.")
    ResponseEntity<Written> spend(@Valid @RequestBody Amount body, CommandRequest request) {
        UUID transaction = request.newId();
        CreditSource source = body.kept();
        return Answers.created(
                URI.create("/v1/me/credits/transactions/" + transaction),
                transaction,
                commands.send(
                        new SpendCredits(
                                request.caller(), transaction, body.amount(), source.code(), source.description()),
                        request));
    }

    @PostMapping("/v1/users/{userId}/credits/awards")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Award credits to a user", description = "For the service role only.")
    ResponseEntity<Written> award(@PathVariable UUID userId, @Valid @RequestBody Amount body, CommandRequest request) {
        if (!request.service()) {
            throw new CommandRejected(new ServiceOnly());
        }
        UUID transaction = request.newId();
        CreditSource source = body.kept();
        return Answers.created(
                URI.create("/v1/users/" + userId + "/credits/transactions/" + transaction),
                transaction,
                commands.send(
                        new AwardCredits(
                                new UserId(userId), transaction, body.amount(), source.code(), source.description()),
                        request));
    }
}
