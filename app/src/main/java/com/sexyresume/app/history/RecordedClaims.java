package com.sexyresume.app.history;

import com.sexyresume.eventstore.keys.ClaimKey;
import com.sexyresume.quotas.HeldClaims;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks claims up by their keyed hashes, which is all that the history keeps of them. */
final class RecordedClaims implements HeldClaims {

    private final JdbcClient rows;
    private final ClaimKey key;

    RecordedClaims(DataSource appender, ClaimKey key) {
        rows = JdbcClient.create(appender);
        this.key = key;
    }

    @Override
    public Set<String> held(String kind, Collection<String> values) {
        Map<String, String> byKey = new HashMap<>();
        values.forEach(value -> byKey.put(key.key(kind, value), value));
        return rows
                .sql("SELECT key FROM event_store.claim WHERE key = ANY (?)")
                .param(byKey.keySet().toArray(String[]::new))
                .query(String.class)
                .list()
                .stream()
                .map(byKey::get)
                .collect(Collectors.toSet());
    }
}
