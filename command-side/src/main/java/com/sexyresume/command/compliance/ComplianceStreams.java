package com.sexyresume.command.compliance;

import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.compliance.ComplianceEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The streams of admin roles. */
@Configuration
class ComplianceStreams {

    /** One, of all admin roles. */
    static final StreamType<AdminRoles, ComplianceCommand, ComplianceEvent> ADMIN_ROLES = StreamType.of(
            "admin-roles",
            ComplianceCommand.class,
            ComplianceEvent.class,
            AdminRoles.NONE,
            AdminRoles::decide,
            AdminRoles::evolve);

    @Bean
    StreamType<?, ?, ?> adminRolesStreamType() {
        return ADMIN_ROLES;
    }
}
