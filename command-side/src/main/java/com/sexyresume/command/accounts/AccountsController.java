package com.sexyresume.command.accounts;

import com.sexyresume.command.accounts.AccountsCommand.EraseUser;
import com.sexyresume.command.accounts.AccountsCommand.Proof;
import com.sexyresume.command.accounts.AccountsCommand.RegisterUser;
import com.sexyresume.command.accounts.AccountsCommand.UpdateProfile;
import com.sexyresume.deciding.AlsoWhenErased;
import com.sexyresume.events.Claim;
import com.sexyresume.events.UserId;
import com.sexyresume.language.Visible;
import com.sexyresume.language.VisibleText;
import com.sexyresume.quotas.Quota;
import com.sexyresume.quotas.Quotas;
import com.sexyresume.sending.AdminRegister;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Receipt;
import com.sexyresume.sending.TokenEmail;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController("accountsCommands")
@Tag(name = "Accounts")
class AccountsController {

    private final Commands commands;
    private final Quotas quotas;
    private final AdminRegister administration;
    private final Validator validator;

    AccountsController(Commands commands, Quotas quotas, AdminRegister administration, Validator validator) {
        this.validator = validator;
        this.commands = commands;
        this.quotas = quotas;
        this.administration = administration;
    }

    /**
     * Who the user says they are.
     *
     * @param email unique among all users, whatever its letters' case
     */
    record Profile(
            @NotBlank @Email @Size(max = 254) @Visible @Schema(example = "ada@example.org")
            String email,

            @Nullable @Size(max = 200) @Visible(joiners = true) @Schema(example = "Ada Lovelace")
            String fullName) {

        Profile {
            email = email == null ? email : VisibleText.normalized(email);
            fullName = fullName == null ? null : VisibleText.normalized(fullName);
        }
    }

    @PostMapping("/v1/users")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Register",
            description = "Opens the account of the token's `sub`. An address that the token proves is the account's,"
                    + " whatever the body says, even if somebody else said before that it was theirs. 409"
                    + " `already-registered`, 409 `email-taken`.")
    ResponseEntity<Written> register(@Valid @RequestBody Profile body, TokenEmail token, CommandRequest request) {
        String proven = proven(token);
        String email = proven == null ? body.email() : proven;
        return Answers.created(
                URI.create("/v1/me"),
                request.caller().value(),
                send(
                        proof -> new RegisterUser(request.caller(), email, body.fullName(), proof),
                        proven != null,
                        command -> commands.send(command, request)));
    }

    @PutMapping("/v1/me/profile")
    @Operation(
            summary = "Update your profile",
            description = "Replaces e-mail and name; needs If-Match. 409 `email-taken`; 429 `quota-reached` until the"
                    + " next day.")
    ResponseEntity<Written> update(@Valid @RequestBody Profile body, TokenEmail token, CommandRequest request) {
        String proven = proven(token);
        boolean isProven = proven != null && proven.equalsIgnoreCase(body.email());
        CommandRequest versioned = request.withVersion();
        return Answers.ok(send(
                proof -> new UpdateProfile(request.caller(), body.email(), body.fullName(), proof),
                isProven,
                command -> quotas.send(Quota.PROFILE_CHANGES, command, versioned)));
    }

    /** What the token proves, if it can be an address here at all. */
    private @Nullable String proven(TokenEmail token) {
        String email = token.verified() == null ? null : VisibleText.normalized(token.verified());
        return email == null
                        || !validator
                                .validateValue(Profile.class, "email", email)
                                .isEmpty()
                ? null
                : email;
    }

    private static Receipt send(
            Function<Proof, AccountsCommand> command, boolean isProven, Function<AccountsCommand, Receipt> sending) {
        try {
            return sending.apply(command.apply(isProven ? Proof.TOKEN : Proof.NONE));
        } catch (RuntimeException failed) {
            if (!isProven || !Claim.Taken.isWhy(failed, Account.SAID)) {
                throw failed;
            }
            return sending.apply(command.apply(Proof.TOKEN_AGAINST_ANOTHER));
        }
    }

    /**
     * What makes sure that an erasure is meant.
     *
     * @param userId who is erased, once more
     */
    record Confirmation(@NotNull UUID userId) {}

    @PostMapping("/v1/me/erasure")
    @AlsoWhenErased
    @Operation(
            summary = "Erase yourself",
            description =
                    "Whatever identifies you becomes unreadable, for ever, wherever it was recorded; nothing can be"
                            + " recorded for you afterwards. The body names your own id, to confirm it. 422"
                            + " `erasure-not-confirmed`, 409 `holds-admin-role`. Everything else is answered with 410"
                            + " `account-erased` from then on.")
    ResponseEntity<Written> erase(@Valid @RequestBody Confirmation body, CommandRequest request) {
        return erase(request.caller(), body, request);
    }

    @PostMapping("/v1/admin/users/{userId}/erasure")
    @Operation(
            summary = "Erase a user",
            description = "For super admins, on behalf of the user; the body names the user once more. As"
                    + " `POST /v1/me/erasure`.")
    ResponseEntity<Written> eraseUser(
            @PathVariable UUID userId, @Valid @RequestBody Confirmation body, CommandRequest request) {
        administration.requireSuperAdmin(request.caller());
        return erase(new UserId(userId), body, request);
    }

    private ResponseEntity<Written> erase(UserId userId, Confirmation body, CommandRequest request) {
        return Answers.ok(commands.send(
                new EraseUser(userId, new UserId(body.userId()), request.caller(), administration.holdsRole(userId)),
                request));
    }
}
