package com.sexyresume.query.compliance;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.compliance.ComplianceEvent;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRole;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRoleGranted;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRoleRevoked;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One row of {@code admin_users} for each role that somebody holds or has held (T30); who is erased holds none. */
@Component
class AdminUsersProjector implements Projector<UserEvent> {

    static final String NAME = "admin-users";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(ComplianceEvent.class, UserErased.class);
    }

    @Override
    public List<String> tables() {
        return List.of("admin_users");
    }

    /** All roles have one stream, but each user has rows of their own. */
    @Override
    public String sequence(Recorded<UserEvent> recorded) {
        return recorded.event().userId().toString();
    }

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        for (Recorded<UserEvent> recorded : batch) {
            Timestamp time = Timestamp.from(recorded.time());
            if (recorded.event() instanceof UserErased erased) {
                rows.sql("""
                                UPDATE admin_users
                                SET is_active = false, updated_at = :time
                                WHERE user_id = :user AND is_active
                                """)
                        .param("user", erased.userId().value())
                        .param("time", time)
                        .update();
                continue;
            }
            if (!(recorded.event() instanceof ComplianceEvent event)) {
                continue;
            }
            switch (event) {
                case AdminRoleGranted(var userId, var role, var grantedBy) ->
                    rows.sql("""
                                    INSERT INTO admin_users (user_id, role, is_active, granted_by, created_at, updated_at)
                                    VALUES (:user, :role, true, :by, :time, :time)
                                    ON CONFLICT (user_id, role) DO UPDATE
                                        SET is_active = true, granted_by = excluded.granted_by, updated_at = excluded.updated_at
                                    """)
                            .param("user", userId.value())
                            .param("role", name(role))
                            .param("by", grantedBy.value())
                            .param("time", time)
                            .update();
                case AdminRoleRevoked(var userId, var role, var _) ->
                    rows.sql("""
                                    UPDATE admin_users
                                    SET is_active = false, updated_at = :time
                                    WHERE user_id = :user AND role = :role
                                    """)
                            .param("user", userId.value())
                            .param("role", name(role))
                            .param("time", time)
                            .update();
            }
        }
    }

    private static String name(AdminRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
