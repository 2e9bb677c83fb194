package com.sexyresume.command.compliance;

import com.sexyresume.command.compliance.ComplianceCommand.NameAdmin;
import com.sexyresume.events.UserId;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRole;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.UuidV5;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Records the first super admins and auditors that the configuration names. Each is named once: the command's id
 * follows from the name, so that a role that a super admin has revoked since is not granted again at the next start.
 */
@Component
@EnableConfigurationProperties(FirstAdmins.Names.class)
class FirstAdmins implements ApplicationRunner {

    private static final UUID NAMESPACE = UUID.fromString("6f0b9a52-8f0e-4a53-9d0c-3f6a6b8d0e11");

    private final Commands commands;
    private final Names names;

    FirstAdmins(Commands commands, Names names) {
        this.commands = commands;
        this.names = names;
    }

    /** User ids, as tokens carry them in {@code sub}. */
    @ConfigurationProperties("sexyresume.admins")
    record Names(
            @DefaultValue List<UUID> superAdmins,
            @DefaultValue List<UUID> auditors) {}

    @Override
    public void run(ApplicationArguments arguments) {
        names.superAdmins().forEach(user -> name(user, AdminRole.SUPER_ADMIN));
        names.auditors().forEach(user -> name(user, AdminRole.AUDITOR));
    }

    private void name(UUID user, AdminRole role) {
        UserId userId = new UserId(user);
        String wish = role + ":" + user;
        commands.send(
                new NameAdmin(userId, role), new CommandRequest(userId, true, UuidV5.of(NAMESPACE, wish), wish, null));
    }
}
