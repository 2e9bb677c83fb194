package com.sexyresume.app.history;

import com.sexyresume.query.Projections;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while the last batch of a projection has failed and is tried again. */
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
        return failing.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("failing", failing).build();
    }
}
