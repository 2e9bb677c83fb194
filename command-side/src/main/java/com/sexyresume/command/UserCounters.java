package com.sexyresume.command;

import com.sexyresume.events.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;

/** What was counted of every user, as far as it is projected (D43). */
public interface UserCounters {

    /**
     * Shows each user of whom anything was counted, with the totals by the counters' names, in the order of their ids.
     *
     * @param longest after which it ends
     * @return whether all of them were shown
     */
    boolean forEach(Duration longest, BiConsumer<UserId, Map<String, Long>> seen);
}
