package com.sexyresume.command.accounts;

import com.sexyresume.command.Answers;
import com.sexyresume.command.Answers.Written;
import com.sexyresume.command.CommandRequest;
import com.sexyresume.command.Commands;
import com.sexyresume.command.accounts.AccountsCommand.RegisterUser;
import com.sexyresume.command.accounts.AccountsCommand.UpdateProfile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController("accountsCommands")
@Tag(name = "Accounts")
class AccountsController {

    private final Commands commands;

    AccountsController(Commands commands) {
        this.commands = commands;
    }

    /**
     * Who the user says they are.
     *
     * @param email unique among all users, whatever its letters' case
     */
    record Profile(
            @NotBlank @Email @Size(max = 254) @Schema(example = "ada@example.org")
            String email,

            @Nullable @Size(max = 200) @Schema(example = "Ada Lovelace")
            String fullName) {}

    @PostMapping("/v1/users")
    @Operation(
            summary = "Register",
            description = "Opens the account of the token's `sub`. 409 `already-registered`, 409 `email-taken`.")
    ResponseEntity<Written> register(@Valid @RequestBody Profile body, CommandRequest request) {
        return Answers.created(
                URI.create("/v1/me"),
                request.caller().value(),
                commands.send(new RegisterUser(request.caller(), body.email(), body.fullName()), request));
    }

    @PutMapping("/v1/me/profile")
    @Operation(summary = "Update your profile", description = "Replaces e-mail and name; needs If-Match.")
    ResponseEntity<Written> update(@Valid @RequestBody Profile body, CommandRequest request) {
        return Answers.ok(commands.send(
                new UpdateProfile(request.caller(), body.email(), body.fullName()), request.withVersion()));
    }
}
