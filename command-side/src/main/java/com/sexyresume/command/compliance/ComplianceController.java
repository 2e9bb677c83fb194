package com.sexyresume.command.compliance;

import com.sexyresume.command.compliance.ComplianceCommand.GrantAdminRole;
import com.sexyresume.command.compliance.ComplianceCommand.RevokeAdminRole;
import com.sexyresume.events.UserId;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRole;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController("complianceCommands")
@Tag(name = "Administration")
class ComplianceController {

    private final Commands commands;

    ComplianceController(Commands commands) {
        this.commands = commands;
    }

    /** The roles as they are written in paths. */
    enum RoleName {
        admin,
        super_admin,
        auditor;

        AdminRole role() {
            return AdminRole.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    @PutMapping("/v1/admin/users/{userId}/roles/{role}")
    @Operation(summary = "Grant an admin role", description = "For super admins only.")
    ResponseEntity<Written> grant(@PathVariable UUID userId, @PathVariable RoleName role, CommandRequest request) {
        return Answers.ok(
                commands.send(new GrantAdminRole(new UserId(userId), role.role(), request.caller()), request));
    }

    @DeleteMapping("/v1/admin/users/{userId}/roles/{role}")
    @Operation(
            summary = "Revoke an admin role",
            description = "For super admins only. 409 `last-super-admin` for the last one.")
    ResponseEntity<Written> revoke(@PathVariable UUID userId, @PathVariable RoleName role, CommandRequest request) {
        return Answers.ok(
                commands.send(new RevokeAdminRole(new UserId(userId), role.role(), request.caller()), request));
    }
}
