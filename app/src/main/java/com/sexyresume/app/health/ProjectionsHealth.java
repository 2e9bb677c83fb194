package com.sexyresume.app.health;

import com.sexyresume.projections.Projections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Down while the last batch of a projection has failed and is tried again. What is parked is counted and leaves the
 * application up: all the rest goes on.
 */
@Component
class ProjectionsHealth implements HealthIndicator {

    private final ObjectProvider<Projections> projections;

    ProjectionsHealth(ObjectProvider<Projections> projections) {
        this.projections = projections;
    }

    @Override
    public Health health() {
        List<String> failing = projections.stream()
                .flatMap(running -> running.failing().stream())
                .toList();
        Map<String, Long> parked = new TreeMap<>();
        projections.stream()
                .flatMap(running -> running.parked().stream())
                .forEach(counted -> parked.put(counted.projection(), counted.sequences()));
        Health.Builder health = failing.isEmpty() ? Health.up() : Health.down().withDetail("failing", failing);
        if (!parked.isEmpty()) {
            health.withDetail("parkedSequences", parked);
        }
        return health.build();
    }
}
