package com.sexyresume.benchmarks.stock;

import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.benchmarks.rig.Contender;
import com.sexyresume.benchmarks.rig.Load;
import com.sexyresume.benchmarks.rig.Sample;
import com.sexyresume.benchmarks.rig.Streams;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One INSERT and one commit for each command, by JDBC on pooled connections, into a table with the history's columns,
 * constraints and indexes: the least that keeping an event can cost without batching. On a hot stream the next version
 * is known when the last commit is done, so callers take turns.
 */
public final class PlainInsert implements Contender {

    static final int CONNECTIONS = 64;
    public static final String NAME = "plain INSERT";

    private final HikariDataSource pool;

    public PlainInsert(Cluster cluster) throws SQLException, IOException {
        String database = cluster.migrated("bench_insert");
        // Positions come from a sequence; the copy has no trigger and no lock of the head.
        cluster.execute(database, """
                CREATE TABLE public.plain_event (LIKE event_store.event INCLUDING ALL);
                CREATE SEQUENCE public.plain_position OWNED BY public.plain_event.position;
                ALTER TABLE public.plain_event ALTER position SET DEFAULT nextval('public.plain_position');
                """);
        pool = cluster.pool(database, CONNECTIONS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Callers callers(Load load) {
        UUID hot = UUID.randomUUID();
        Turns turns = new Turns();
        return () -> {
            Streams streams = Streams.of(load, hot);
            return () -> {
                UUID stream = streams.next();
                if (load == Load.HOT) {
                    turns.take(version -> insert(stream, version));
                } else {
                    insert(stream, streams.version());
                }
            };
        };
    }

    private void insert(UUID stream, long version) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO public.plain_event (event_id, stream_type, stream_id, version, type, revision, time,
                                                        metadata, payload, command_id, user_id)
                        VALUES (?, 'credit-account', ?, ?, 'credits.credits-awarded', 1, now(), ?, ?, ?, ?)
                        """)) {
            insert.setObject(1, Sample.id());
            insert.setObject(2, stream);
            insert.setLong(3, version);
            insert.setString(4, Sample.METADATA);
            insert.setString(5, Sample.payload(stream, version));
            insert.setObject(6, Sample.id());
            insert.setObject(7, stream);
            insert.executeUpdate();
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Callers who write to one stream, one after the other in the order in which they came. */
    public static final class Turns {

        private final ReentrantLock turn = new ReentrantLock(true);
        private long version = -1;

        /** What is done in a turn. */
        @FunctionalInterface
        public interface Turn {
            void write(long version) throws Exception;
        }

        public void take(Turn work) throws Exception {
            turn.lock();
            try {
                work.write(version + 1);
                version++;
            } finally {
                turn.unlock();
            }
        }
    }
}
