package com.sexyresume.query;

import com.sexyresume.embeddedpostgres.DatabaseLogin;
import com.sexyresume.embeddedpostgres.TestDatabase;
import com.sexyresume.embeddedpostgres.TestDatabases;
import com.sexyresume.reading.Reader;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** A migrated database with the logins of the real one, for one test class. */
public final class QueryDatabase implements AutoCloseable {

    public static final Duration LONGEST_QUERY = Duration.ofSeconds(10);

    private static final String PASSWORD = "test";

    private final TestDatabase database;
    private final List<HikariDataSource> pools = new ArrayList<>();
    private @Nullable DataSource superuser;

    private QueryDatabase(TestDatabase database) {
        this.database = database;
    }

    /** With the history, the root of the query side, and admin roles: tests bring tables of their own. */
    public static QueryDatabase fresh() {
        return migrated("root", "event-store", "query-side", "compliance");
    }

    /** With the tables of all contexts. */
    public static QueryDatabase whole() {
        return migrated("whole", "");
    }

    /** @param folders of migrations */
    private static QueryDatabase migrated(String name, String... folders) {
        TestDatabase database =
                TestDatabases.fresh("query-side-" + name + "-" + checksum(), superuser -> migrate(superuser, folders));
        // Rights on a database do not come with its template.
        logins(database.login());
        return new QueryDatabase(database);
    }

    private static void migrate(DatabaseLogin superuser, String... folders) {
        logins(superuser);
        Flyway.configure()
                .dataSource(superuser.jdbcUrl(), "migrator", PASSWORD)
                .initSql("SET ROLE app_owner")
                .schemas("flyway")
                .locations(Stream.of(folders)
                        .map("classpath:db/migration/"::concat)
                        .toArray(String[]::new))
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
    }

    private static void logins(DatabaseLogin superuser) {
        String script = logins();
        for (String login : Set.of("migrator", "appender", "projector", "query", "admin", "audit", "rewrap")) {
            script = script.replace(":'" + login + "_password'", "'" + PASSWORD + "'");
        }
        String statements = script;
        TestDatabases.withClusterLock(() -> execute(superuser, statements));
    }

    private static String logins() {
        try {
            return new ClassPathResource("database/logins.sql").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long checksum() {
        try {
            CRC32 checksum = new CRC32();
            for (Resource migration :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/**/*.sql")) {
                checksum.update(migration.getContentAsByteArray());
            }
            checksum.update(logins().getBytes(StandardCharsets.UTF_8));
            return checksum.getValue();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void execute(DatabaseLogin login, String statements) {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A reader with so many connections of each login that reads. */
    public Reader reader(int connections) {
        return new Reader(
                pool("query_login", connections), pool("admin_login", connections), pool("audit_login", connections));
    }

    /** Lets the user act in the role, as an event of the history would, without one. */
    public void admin(UUID user, String role) {
        JdbcClient rows = superuser();
        rows.sql("INSERT INTO private.admin_role VALUES (?, ?)")
                .params(user, role)
                .update();
        rows.sql("INSERT INTO admin_users VALUES (?, ?, true, ?, now(), now())")
                .params(user, role, user)
                .update();
    }

    /** A pool of one of the logins. */
    public DataSource pool(String login, int connections) {
        return pool(login, PASSWORD, connections);
    }

    private DataSource pool(String login, String password, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(login);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(5_000);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    /** Statements as {@code migrator} in the role of {@code app_owner}. */
    public void asOwner(String statements) {
        execute(new DatabaseLogin(database.jdbcUrl(), "migrator", PASSWORD), "SET ROLE app_owner;" + statements);
    }

    public void asSuperuser(String statements) {
        execute(database.login(), statements);
    }

    /** Sees every row of every table. */
    public JdbcClient superuser() {
        return JdbcClient.create(superuserPool());
    }

    public synchronized DataSource superuserPool() {
        DataSource pool = superuser;
        if (pool == null) {
            pool = pool(database.superuser(), database.password(), 2);
            superuser = pool;
        }
        return pool;
    }

    /** Does the work as the bearer of that user's token. */
    public static <T> T as(UUID user, Supplier<T> work) {
        return as(Map.of("sub", user.toString(), "role", "authenticated"), work);
    }

    public static <T> T as(Map<String, Object> claims, Supplier<T> work) {
        Jwt token = new Jwt("token", null, null, Map.of("alg", "none"), claims);
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));
        try {
            return work.get();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
        database.close();
    }
}
