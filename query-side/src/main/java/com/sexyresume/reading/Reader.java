package com.sexyresume.reading;

import com.sexyresume.reading.Identity.DatabaseRole;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The only way to the read tables: every read is one read-only transaction under row level security, as the user whose
 * token the current request carries. A {@code WHERE} names the user as well; the policies are the second line.
 *
 * <p>Rows are read inside the function; a {@link JdbcClient} that is kept for later can read nothing.
 */
public final class Reader {

    private static final int DEFAULT_LONGEST_QUERY_SECONDS = 10;

    private final Map<DatabaseRole, Source> sources = new EnumMap<>(DatabaseRole.class);

    /** Where one role reads. */
    private record Source(JdbcClient rows, TransactionTemplate transaction) {

        static Source of(DataSource pool, Duration longestQuery) {
            TransactionTemplate transaction = new TransactionTemplate(new RowSecurity(pool, longestQuery));
            transaction.setReadOnly(true);
            return new Source(JdbcClient.create(pool), transaction);
        }
    }

    /**
     * A reader that ends statements after {@value #DEFAULT_LONGEST_QUERY_SECONDS} s.
     *
     * @param queries connections of {@code query_login}
     * @param admins connections of {@code admin_login}
     * @param auditors connections of {@code audit_login}
     */
    public Reader(DataSource queries, DataSource admins, DataSource auditors) {
        this(queries, admins, auditors, Duration.ofSeconds(DEFAULT_LONGEST_QUERY_SECONDS));
    }

    /**
     * A reader of these pools: each login may become one role alone, so that what reads for users can never read as an
     * administrator.
     *
     * @param queries connections of {@code query_login}
     * @param admins connections of {@code admin_login}
     * @param auditors connections of {@code audit_login}
     * @param longestQuery after which PostgreSQL ends a statement
     */
    public Reader(DataSource queries, DataSource admins, DataSource auditors, Duration longestQuery) {
        sources.put(DatabaseRole.AUTHENTICATED, Source.of(queries, longestQuery));
        sources.put(DatabaseRole.ADMIN_READER, Source.of(admins, longestQuery));
        sources.put(DatabaseRole.AUDITOR, Source.of(auditors, longestQuery));
    }

    /** The user whose token the current request carries. */
    public UUID caller() {
        UUID user = identity().user();
        if (user == null) {
            throw new NotAllowed("a user");
        }
        return user;
    }

    /** The same, where a token is not needed: nobody for anonymous visitors and for services. */
    public Optional<UUID> userIfAny() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                        && authentication.getPrincipal() instanceof Jwt token
                        && "authenticated".equals(token.getClaimAsString("role"))
                ? Optional.of(caller())
                : Optional.empty();
    }

    /** Reads as the caller, who sees their own rows. */
    public <T extends @Nullable Object> T read(Function<JdbcClient, T> query) {
        return read(identity(), query);
    }

    /**
     * Reads every user's rows, for an active admin or super admin.
     *
     * @throws NotAllowed for anyone else
     */
    public <T extends @Nullable Object> T readAsAdmin(Function<JdbcClient, T> query) {
        return readAs(DatabaseRole.ADMIN_READER, Set.of("admin", "super_admin"), "an administrator", query);
    }

    /**
     * Reads the history as it is kept, for an active auditor or super admin.
     *
     * @throws NotAllowed for anyone else
     */
    public <T extends @Nullable Object> T readAsAuditor(Function<JdbcClient, T> query) {
        return readAs(DatabaseRole.AUDITOR, Set.of("auditor", "super_admin"), "an auditor", query);
    }

    /**
     * Reads one user's rows, for a service.
     *
     * @throws NotAllowed for anyone else
     */
    public <T extends @Nullable Object> T readAsService(UUID user, Function<JdbcClient, T> query) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !(authentication.getPrincipal() instanceof Jwt token)
                || !"service_role".equals(token.getClaimAsString("role"))) {
            throw new NotAllowed("a service");
        }
        return read(new Identity(DatabaseRole.AUTHENTICATED, user), query);
    }

    private <T extends @Nullable Object> T readAs(
            DatabaseRole role, Set<String> allowed, String needed, Function<JdbcClient, T> query) {
        Identity caller = identity();
        List<String> held = read(
                caller,
                client -> client.sql("SELECT unnest(private.admin_roles())")
                        .query(String.class)
                        .list());
        if (Collections.disjoint(held, allowed)) {
            throw new NotAllowed(needed);
        }
        return read(caller.as(role), query);
    }

    private <T extends @Nullable Object> T read(Identity identity, Function<JdbcClient, T> query) {
        if (RowSecurity.isBound()) {
            throw new IllegalStateException("A read inside a read would run as whom the outer one reads as");
        }
        Source source = Objects.requireNonNull(sources.get(identity.role()));
        return RowSecurity.<T>as(identity, () -> source.transaction().<T>execute(status -> query.apply(source.rows())));
    }

    /** Signed tokens only: the role is the token's claim, and the token of an anonymous visitor reads nothing. */
    private static Identity identity() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !(authentication.getPrincipal() instanceof Jwt token)
                || "anon".equals(token.getClaimAsString("role"))) {
            throw new NotAllowed("a user with a token");
        }
        try {
            return new Identity(DatabaseRole.AUTHENTICATED, UUID.fromString(token.getSubject()));
        } catch (IllegalArgumentException malformed) {
            throw new NotAllowed("a user whose id is a UUID");
        }
    }
}
