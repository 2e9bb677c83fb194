package com.sexyresume.benchmarks.stock;

import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.events.EventCatalog;
import com.sexyresume.events.UserId;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.keys.ClaimKey;
import com.sexyresume.eventstore.keys.MasterKey;
import com.sexyresume.eventstore.keys.PostgresSubjectKeys;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes histories for replays: credits of {@value #USERS} users, in turns; every tenth event has a description, which
 * our history keeps encrypted. The events are written by each side's own serializer, and multiplied by PostgreSQL.
 */
public final class Generator {

    static final int USERS = 1_000;

    private static final int DESCRIBED = 10;
    private static final UUID TRANSACTION = UUID.fromString("eeeeeeee-0000-4000-8000-eeeeeeeeeeee");
    private static final int BALANCE = 1_987_654_321;

    private Generator() {}

    /** Fills our history up to that many events. */
    public static void ours(Cluster cluster, String database, Path keyFolder, long events) throws SQLException {
        // The application makes none for a history that is not empty.
        var _ = ClaimKey.generatedIn(keyFolder.resolve("claim-key"));
        try (HikariDataSource appender = cluster.pool(database, "appender", 2)) {
            Serializer serializer = new EventSerializer(
                    EventCatalog.events(),
                    new PostgresSubjectKeys(appender, MasterKey.generatedIn(keyFolder.resolve("master-key")), USERS));
            try (Connection connection = cluster.superuser(database).connect();
                    Statement statement = connection.createStatement()) {
                templates(connection, serializer);
                statement.execute("""
                        INSERT INTO event_store.event (position, event_id, stream_type, stream_id, version, type,
                                                       revision, time, metadata, payload, command_id, user_id)
                        SELECT head.position + i + 1, gen_random_uuid(), 'credit-account', u.id,
                               coalesce(u.version, -1) + i / %1$d + 1, 'credits.credits-awarded', 1,
                               clock_timestamp(), '{}',
                               replace(replace(CASE WHEN i %% %2$d = 0 THEN u.described ELSE u.plain END,
                                               '%3$s', gen_random_uuid()::text),
                                       '%4$d', (coalesce(u.version, -1) + i / %1$d + 2)::text),
                               gen_random_uuid(), u.id
                        FROM event_store.head
                        CROSS JOIN generate_series(0, %5$d - head.position - 1) AS i
                        JOIN bench_template u ON u.number = i %% %1$d
                        ORDER BY i
                        """.formatted(USERS, DESCRIBED, TRANSACTION, BALANCE, events));
                statement.execute("UPDATE event_store.head SET position = %d".formatted(events));
                statement.execute("VACUUM (ANALYZE) event_store.event");
            }
        }
    }

    /** Fills the tables of Axon's JDBC engine up to that many events. */
    static void stock(Cluster cluster, String database, long events) throws SQLException {
        try (Connection connection = cluster.superuser(database).connect();
                Statement statement = connection.createStatement()) {
            templates(connection, StockBus.serializer());
            statement.execute(
                    """
                    INSERT INTO DomainEventEntry (eventIdentifier, aggregateIdentifier, sequenceNumber, type, timeStamp,
                                                  payloadType, payloadRevision, payload, metaData)
                    SELECT gen_random_uuid()::text, u.id::text, i / %1$d, 'StockAccount',
                           to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                           '%6$s', NULL,
                           convert_to(replace(replace(CASE WHEN i %% %2$d = 0 THEN u.described ELSE u.plain END,
                                                      '%3$s', gen_random_uuid()::text),
                                              '%4$d', (i / %1$d + 1)::text), 'UTF8'),
                           convert_to('{}', 'UTF8')
                    FROM generate_series((SELECT count(*) FROM DomainEventEntry), %5$d - 1) AS i
                    JOIN bench_template u ON u.number = i %% %1$d
                    ORDER BY i
                    """.formatted(USERS, DESCRIBED, TRANSACTION, BALANCE, events, CreditsAwarded.class.getName()));
            statement.execute("VACUUM (ANALYZE) DomainEventEntry");
        }
    }

    /** One user a row, the same ones whenever it is called, with two events of theirs to be multiplied. */
    private static void templates(Connection connection, Serializer serializer) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE bench_template"
                    + " (number integer PRIMARY KEY, id uuid, version bigint, plain text, described text)");
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO bench_template VALUES (?, ?, NULL, ?, ?)")) {
            for (int number = 0; number < USERS; number++) {
                UUID user = new UUID(0xbe0c_0000_0000_4000L, 0x8000_0000_0000_0000L | number);
                insert.setInt(1, number);
                insert.setObject(2, user);
                insert.setString(3, json(serializer, user, null));
                insert.setString(4, json(serializer, user, "Résumé as PDF"));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    DO $$
                        BEGIN
                            IF to_regclass('event_store.event') IS NOT NULL THEN
                                UPDATE bench_template u
                                SET version = (SELECT max(e.version)
                                               FROM event_store.event e
                                               WHERE e.stream_type = 'credit-account' AND e.stream_id = u.id);
                            END IF;
                        END
                    $$
                    """);
            statement.execute("ANALYZE bench_template");
        }
    }

    private static String json(Serializer serializer, UUID user, @Nullable String description) {
        return serializer
                .serialize(
                        new CreditsAwarded(new UserId(user), TRANSACTION, 1, "bench", description, BALANCE),
                        String.class)
                .getData();
    }
}
