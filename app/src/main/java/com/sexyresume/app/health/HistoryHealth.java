package com.sexyresume.app.health;

import com.sexyresume.events.UnknownEvent;
import com.sexyresume.eventstore.reading.PostgresEventStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while the readers of this process wait in front of an event that only a newer version can read. */
@Component
class HistoryHealth implements HealthIndicator {

    private final PostgresEventStore history;

    HistoryHealth(PostgresEventStore history) {
        this.history = history;
    }

    @Override
    public Health health() {
        return history.waitsBefore()
                .map(HistoryHealth::waiting)
                .orElseGet(() -> Health.up().build());
    }

    private static Health waiting(UnknownEvent unknown) {
        return Health.down()
                .withDetail("type", unknown.type())
                .withDetail("revision", unknown.revision())
                .withDetail("position", unknown.position())
                .build();
    }
}
