package com.sexyresume.command.payments;

import com.sexyresume.command.payments.EntitlementsCommand.GrantUntil;
import com.sexyresume.command.payments.EntitlementsCommand.Revoke;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.payments.GrantId;
import com.sexyresume.sending.AdminRegister;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Grants by hand (T23): for administrators. */
@RestController("entitlementsCommands")
@Tag(name = "Payments")
class EntitlementsController {

    private final Commands commands;
    private final AdminRegister administrators;

    EntitlementsController(Commands commands, AdminRegister administrators) {
        this.commands = commands;
        this.administrators = administrators;
    }

    /** The entitlements as they are written in JSON. */
    enum EntitlementName {
        premium,
        export_unlocked;

        Entitlement entitlement() {
            return Entitlement.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /**
     * A grant by hand.
     *
     * @param validUntil exclusive; without an end when absent
     * @param reason why, for whoever asks later
     */
    record NewGrant(
            @NotNull EntitlementName entitlement,

            @Nullable @Schema(description = "Exclusive; without an end when absent")
            Instant validUntil,

            @Nullable @Size(max = 500) @Schema(example = "Beta tester")
            String reason) {}

    @PostMapping("/v1/admin/users/{userId}/entitlements")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Entitle a user", description = "For administrators.")
    ResponseEntity<Written> grant(
            @PathVariable UUID userId, @Valid @RequestBody NewGrant body, CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        UUID grant = request.newId();
        return Answers.created(
                URI.create("/v1/admin/users/" + userId + "/entitlements/" + grant),
                grant,
                commands.send(
                        new GrantUntil(
                                new UserId(userId),
                                new GrantId(grant),
                                body.entitlement().entitlement(),
                                body.validUntil(),
                                request.caller(),
                                body.reason(),
                                Instant.now()),
                        request));
    }

    @DeleteMapping("/v1/admin/users/{userId}/entitlements/{grantId}")
    @Operation(summary = "Take a grant back", description = "For administrators; one that has ended stays as it is.")
    ResponseEntity<Written> revoke(@PathVariable UUID userId, @PathVariable UUID grantId, CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        return Answers.ok(
                commands.send(new Revoke(new UserId(userId), new GrantId(grantId), request.caller()), request));
    }
}
