package com.sexyresume.benchmarks;

import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.benchmarks.rig.Contender;
import com.sexyresume.benchmarks.rig.Load;
import com.sexyresume.benchmarks.rig.Sample;
import com.sexyresume.benchmarks.rig.Streams;
import com.sexyresume.benchmarks.stock.PlainInsert;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.NewEvent;
import com.sexyresume.eventstore.history.StreamName;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Our engine by itself: {@link History#append(Append)}, with the command's id recorded and checked beside the event, as
 * the application does. On a hot stream callers take turns as with the plain INSERT.
 */
final class EngineAlone implements Contender {

    static final String NAME = "our engine alone";

    private final HikariDataSource appender;
    private final HikariDataSource projector;
    private final History history;

    EngineAlone(Cluster cluster) throws SQLException, IOException {
        String database = cluster.migrated("bench_engine");
        appender = cluster.pool(database, "appender", 8);
        projector = cluster.pool(database, "projector", 2);
        history = new History(appender, projector, Duration.ofSeconds(10));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Callers callers(Load load) {
        UUID hot = UUID.randomUUID();
        PlainInsert.Turns turns = new PlainInsert.Turns();
        return () -> {
            Streams streams = Streams.of(load, hot);
            return () -> {
                UUID stream = streams.next();
                if (load == Load.HOT) {
                    turns.take(version -> history.append(append(stream, version)));
                } else {
                    history.append(append(stream, streams.version()));
                }
            };
        };
    }

    private static Append append(UUID id, long version) {
        StreamName stream = new StreamName("credit-account", id);
        NewEvent event = new NewEvent(
                Sample.id(),
                stream,
                version,
                "credits.credits-awarded",
                1,
                Instant.now(),
                id,
                Sample.METADATA,
                Sample.payload(id, version));
        return new Append(Sample.id(), "", stream, version, List.of(event), List.of());
    }

    @Override
    public void close() {
        history.close();
        appender.close();
        projector.close();
    }
}
