package com.sexyresume.query;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.EventCatalog;
import com.sexyresume.events.EventType;
import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.NewEvent;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.keys.SubjectKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * A long history that a seed decides: users who register, and are awarded credits and spend them, in turns. It is
 * appended through {@link History}, in large batches, with encrypted payloads, so that it is one like any other.
 */
public final class SeededHistory {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BATCH = 2_000;

    private final Random random;
    private final int users;
    private final EventSerializer serializer;
    private final long[] versions;
    private final long[] balances;
    private long events;

    /**
     * @param users whose events are mixed
     * @param keys under which personal data is encrypted
     */
    public SeededHistory(long seed, int users, SubjectKeys keys) {
        this.random = new Random(seed);
        this.users = users;
        this.serializer = new EventSerializer(EventCatalog.events(), keys);
        this.versions = new long[users];
        this.balances = new long[users];
    }

    /**
     * Appends until there are as many events of it.
     *
     * @param appender connections of the login that appends
     */
    public void appendUntil(long total, DataSource appender) throws SQLException {
        try (History history = new History(appender, appender, Duration.ofSeconds(30));
                Connection connection = appender.getConnection()) {
            while (events < total) {
                List<Append> batch = new ArrayList<>();
                while (events < total && batch.size() < BATCH) {
                    batch.add(next());
                }
                for (Append.Result result : history.append(connection, batch)) {
                    if (!(result instanceof Append.Result.Appended)) {
                        throw new IllegalStateException("The seed's history meets another one: " + result);
                    }
                }
            }
        }
    }

    /** One event in {@code users} registers somebody; of the others three award and one spends. */
    private Append next() {
        int user = (int) (events < users ? events : random.nextInt(users));
        UUID id = new UUID(0x5eed, user);
        UserId userId = new UserId(id);
        DomainEvent event;
        StreamName stream;
        long version;
        if (events < users) {
            event = new UserRegistered(userId, "user" + user + "@example.org", "User Number " + user);
            stream = new StreamName("account", id);
            version = 0;
        } else {
            int amount = 1 + random.nextInt(100);
            boolean spends = random.nextInt(4) == 0 && balances[user] >= amount;
            balances[user] += spends ? -amount : amount;
            UUID transactionId = uuid();
            String description = "For something that user " + user + " did, number " + versions[user];
            event = spends
                    ? new CreditsSpent(userId, transactionId, amount, "enhancement", null, description, balances[user])
                    : new CreditsAwarded(userId, transactionId, amount, "achievement", description, balances[user]);
            stream = new StreamName("credits", id);
            version = versions[user]++;
        }
        Instant time = BEGINNING.plusMillis(events);
        events++;
        EventType type = event.getClass().getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalStateException();
        }
        UUID command = uuid();
        return new Append(
                command,
                "",
                stream,
                version,
                List.of(new NewEvent(
                        uuid(),
                        stream,
                        version,
                        type.name(),
                        type.revision(),
                        time,
                        id,
                        "{\"commandId\":\"" + command + "\"}",
                        serializer.serialize(event, String.class).getData())),
                List.of());
    }

    private UUID uuid() {
        return new UUID(
                (random.nextLong() & 0xffffffffffff0fffL) | 0x4000,
                (random.nextLong() & 0x3fffffffffffffffL) | Long.MIN_VALUE);
    }
}
