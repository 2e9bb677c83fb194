package com.sexyresume.query.accounts;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent;
import com.sexyresume.events.accounts.AccountsEvent.ProfileUpdated;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One row of {@code users} for each account (T01); that of an erased user identifies nobody (F20, PII5). A batch is at
 * most three statements, however many events it has.
 */
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

    /** A user as a batch leaves them; {@code createdAt} is null when they were registered before it. */
    private record User(
            UserId id,
            @Nullable String email,
            @Nullable String fullName,
            long version,
            @Nullable Instant createdAt,
            Instant updatedAt,
            @Nullable Instant deletedAt) {}

    @Override
    public void project(List<Recorded<AccountsEvent>> batch, JdbcClient rows) {
        // One statement cannot touch a row twice: each user's events are folded first.
        Map<UserId, User> users = new LinkedHashMap<>();
        for (Recorded<AccountsEvent> recorded : batch) {
            switch (recorded.event()) {
                case UserRegistered(var id, var email, var fullName) ->
                    users.put(
                            id,
                            new User(id, email, fullName, recorded.version(), recorded.time(), recorded.time(), null));
                case ProfileUpdated(var id, var email, var fullName) -> {
                    User before = users.get(id);
                    users.put(
                            id,
                            new User(
                                    id,
                                    email,
                                    fullName,
                                    recorded.version(),
                                    before == null ? null : before.createdAt(),
                                    recorded.time(),
                                    null));
                }
                case UserErased(var id, var _) -> {
                    User before = users.get(id);
                    users.put(
                            id,
                            new User(
                                    id,
                                    "deleted_" + id + "@anonymized.local",
                                    null,
                                    recorded.version(),
                                    before == null ? null : before.createdAt(),
                                    recorded.time(),
                                    recorded.time()));
                }
            }
        }
        List<User> updated =
                users.values().stream().filter(user -> user.createdAt() == null).toList();
        if (!updated.isEmpty()) {
            if (users.size() > 1) {
                freeEmails(updated, rows);
            }
            update(updated, rows);
        }
        List<User> registered =
                users.values().stream().filter(user -> user.createdAt() != null).toList();
        if (!registered.isEmpty()) {
            insert(registered, rows);
        }
    }

    /** An address may pass from one user to another within a batch; the unique index sees every row on its own. */
    private static void freeEmails(List<User> users, JdbcClient rows) {
        rows.sql("UPDATE users SET email = NULL WHERE id = ANY (:id::uuid[])")
                .param("id", Recorded.column(users, User::id))
                .update();
    }

    private static void insert(List<User> users, JdbcClient rows) {
        rows.sql("""
                        INSERT INTO users (id, email, full_name, version, created_at, updated_at, deleted_at)
                        SELECT *
                        FROM unnest(:id::uuid[], :email::text[], :fullName::text[], :version::bigint[],
                                    :created::timestamptz[], :updated::timestamptz[], :deleted::timestamptz[])
                        """)
                .param("id", Recorded.column(users, User::id))
                .param("email", Recorded.column(users, User::email))
                .param("fullName", Recorded.column(users, User::fullName))
                .param("version", Recorded.column(users, User::version))
                .param("created", Recorded.column(users, User::createdAt))
                .param("updated", Recorded.column(users, User::updatedAt))
                .param("deleted", Recorded.column(users, User::deletedAt))
                .update();
    }

    private static void update(List<User> users, JdbcClient rows) {
        rows.sql("""
                        UPDATE users u
                        SET email = n.email, full_name = n.full_name, version = n.version, updated_at = n.updated_at, deleted_at = n.deleted_at
                        FROM unnest(:id::uuid[], :email::text[], :fullName::text[], :version::bigint[],
                                    :updated::timestamptz[], :deleted::timestamptz[])
                                 AS n (id, email, full_name, version, updated_at, deleted_at)
                        WHERE u.id = n.id
                        """)
                .param("id", Recorded.column(users, User::id))
                .param("email", Recorded.column(users, User::email))
                .param("fullName", Recorded.column(users, User::fullName))
                .param("version", Recorded.column(users, User::version))
                .param("updated", Recorded.column(users, User::updatedAt))
                .param("deleted", Recorded.column(users, User::deletedAt))
                .update();
    }
}
