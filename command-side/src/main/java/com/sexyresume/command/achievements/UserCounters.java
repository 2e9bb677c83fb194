package com.sexyresume.command.achievements;

import com.sexyresume.events.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was counted of every user, as far as it is projected: read in short statements, some users at a time, until its
 * time is over (T08, D43).
 */
@Component
class UserCounters {

    private static final int USERS_AT_A_TIME = 2_000;

    private final JdbcClient rows;

    UserCounters(@Qualifier("projectorPool") DataSource projection) {
        rows = JdbcClient.create(projection);
    }

    private record Row(UUID user, String counter, long total) {}

    /**
     * Shows each user of whom anything was counted, with the totals by the counters' names, in the order of their ids.
     *
     * @param longest after which it ends
     * @return whether all of them were shown
     */
    boolean forEach(Duration longest, BiConsumer<UserId, Map<String, Long>> seen) {
        long begun = System.nanoTime();
        @Nullable UUID after = null;
        while (true) {
            Map<UUID, Map<String, Long>> users = new LinkedHashMap<>();
            for (Row row : read(after)) {
                users.computeIfAbsent(row.user(), user -> new LinkedHashMap<>()).put(row.counter(), row.total());
            }
            users.forEach((user, totals) -> seen.accept(new UserId(user), totals));
            if (users.size() < USERS_AT_A_TIME) {
                return true;
            }
            after = new ArrayList<>(users.keySet()).getLast();
            if (System.nanoTime() - begun > longest.toNanos()) {
                return false;
            }
        }
    }

    private List<Row> read(@Nullable UUID after) {
        return rows.sql("""
                        SELECT c.user_id, c.counter, c.total
                        FROM user_counters c
                        WHERE c.user_id IN (SELECT DISTINCT u.user_id
                                            FROM user_counters u
                                            WHERE :after::uuid IS NULL OR u.user_id > :after::uuid
                                            ORDER BY u.user_id
                                            LIMIT :limit)
                        ORDER BY c.user_id
                        """)
                .param("after", after == null ? null : after.toString())
                .param("limit", USERS_AT_A_TIME)
                .query((row, number) ->
                        new Row(row.getObject("user_id", UUID.class), row.getString("counter"), row.getLong("total")))
                .list();
    }
}
