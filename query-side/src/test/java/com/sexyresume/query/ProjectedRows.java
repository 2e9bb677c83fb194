package com.sexyresume.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What the projectors of a context make of events, as the login that projects. All tests share one database with every
 * migration; each has a transaction of its own, which is never committed.
 *
 * <p>What is {@linkplain #given given} is projected twice, as the contract of {@link Projector} allows it to be: one
 * event at a time, which is then rolled back, and all of them at once. Both must leave the same rows.
 */
public final class ProjectedRows implements BeforeEachCallback, AfterEachCallback {

    /** When the first event was recorded; each further one was a second later. */
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final List<Projector<?>> projectors;
    private long recorded;
    private @Nullable Connection open;

    public ProjectedRows(Projector<?>... projectors) {
        this.projectors = List.of(projectors);
    }

    private record Shared(QueryDatabase database, DataSource projector) implements AutoCloseable {

        static Shared of(Object key) {
            QueryDatabase database = QueryDatabase.whole();
            return new Shared(database, database.pool("projector", 1));
        }

        @Override
        public void close() {
            database.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        open = context.getRoot()
                .getStore(Namespace.create(ProjectedRows.class))
                .computeIfAbsent("database", Shared::of, Shared.class)
                .projector()
                .getConnection();
        open.setAutoCommit(false);
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        connection().rollback();
        connection().close();
    }

    /** These events are recorded next, in this order, with versions that go on. */
    public void given(DomainEvent... events) throws SQLException {
        List<Recorded<DomainEvent>> batch = new ArrayList<>();
        for (DomainEvent event : events) {
            batch.add(new Recorded<>(
                    recorded + 1, UUID.randomUUID(), new UUID(0, 1), recorded, NOON.plusSeconds(recorded), event));
            recorded++;
        }
        Savepoint before = connection().setSavepoint();
        batch.forEach(one -> project(List.of(one)));
        Map<String, List<String>> oneByOne = all();
        connection().rollback(before);
        project(batch);
        assertThat(all()).as("rows of one batch, and of one event at a time").isEqualTo(oneByOne);
    }

    private Connection connection() {
        return Objects.requireNonNull(open, "no test runs");
    }

    private JdbcClient client() {
        return JdbcClient.create(new SingleConnectionDataSource(connection(), true));
    }

    private void project(List<Recorded<DomainEvent>> batch) {
        projectors.forEach(projector -> project(projector, batch));
    }

    private <E extends DomainEvent> void project(Projector<E> projector, List<Recorded<DomainEvent>> batch) {
        List<Recorded<E>> followed = new ArrayList<>();
        for (Recorded<DomainEvent> one : batch) {
            for (Class<? extends E> type : projector.follows()) {
                if (type.isInstance(one.event())) {
                    followed.add(new Recorded<>(
                            one.position(),
                            one.eventId(),
                            one.streamId(),
                            one.version(),
                            one.time(),
                            type.cast(one.event())));
                }
            }
        }
        if (!followed.isEmpty()) {
            projector.project(followed, client());
        }
    }

    private Map<String, List<String>> all() {
        Map<String, List<String>> all = new TreeMap<>();
        projectors.forEach(projector ->
                projector.tables().forEach(table -> all.put(table, rows(table, "to_jsonb(" + table + ")"))));
        return all;
    }

    /**
     * The rows of a table, in the order of their texts: the named columns, or what SQL makes of them, with a space
     * between, and {@code -} for null.
     */
    public List<String> rows(String table, String... columns) {
        String texts = Arrays.stream(columns)
                .map(column -> "coalesce((" + column + ")::text, '-')")
                .collect(Collectors.joining(", "));
        return client().sql("SELECT concat_ws(' ', " + texts + ") FROM " + table).query(String.class).list().stream()
                .sorted()
                .toList();
    }
}
