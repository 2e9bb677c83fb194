package com.sexyresume.app.health;

import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.append.Writing;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Down while the database is away, out of service while it refuses to write: every command is answered 503 then. It is
 * part of readiness and recovers by itself; a restart would mend neither, so liveness has nothing of it.
 */
@Component
final class DatabaseHealth extends AbstractHealthIndicator {

    private final History history;

    DatabaseHealth(History history) {
        super("The database was not asked");
        this.history = history;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Writing writing = history.writing();
        switch (writing.condition()) {
            case POSSIBLE -> health.up();
            case REFUSED -> health.outOfService().withDetail("refusesToWrite", writing.sqlState());
            case AWAY -> health.down().withDetail("away", writing.sqlState());
        }
    }
}
