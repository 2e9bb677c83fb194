package com.sexyresume.query.accounts;

import com.sexyresume.events.accounts.AccountsEvent;
import com.sexyresume.events.accounts.AccountsEvent.ProfileUpdated;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.query.Projector;
import com.sexyresume.query.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One row of {@code users} for each account (T01). */
@Component
class UsersProjector implements Projector<AccountsEvent> {

    static final String NAME = "users";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends AccountsEvent>> follows() {
        return Set.of(AccountsEvent.class);
    }

    @Override
    public List<String> tables() {
        return List.of("users");
    }

    @Override
    public void project(List<Recorded<AccountsEvent>> batch, JdbcClient rows) {
        for (Recorded<AccountsEvent> recorded : batch) {
            Timestamp time = Timestamp.from(recorded.time());
            switch (recorded.event()) {
                case UserRegistered(var userId, var email, var fullName) ->
                    rows.sql("""
                                    INSERT INTO users (id, email, full_name, version, created_at, updated_at)
                                    VALUES (:id, :email, :fullName, :version, :time, :time)
                                    """)
                            .param("id", userId.value())
                            .param("email", email)
                            .param("fullName", fullName)
                            .param("version", recorded.version())
                            .param("time", time)
                            .update();
                case ProfileUpdated(var userId, var email, var fullName) ->
                    rows.sql("""
                                    UPDATE users
                                    SET email = :email, full_name = :fullName, version = :version, updated_at = :time
                                    WHERE id = :id
                                    """)
                            .param("id", userId.value())
                            .param("email", email)
                            .param("fullName", fullName)
                            .param("version", recorded.version())
                            .param("time", time)
                            .update();
            }
        }
    }
}
