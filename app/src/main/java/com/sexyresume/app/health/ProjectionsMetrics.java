package com.sexyresume.app.health;

import com.sexyresume.projections.Parked;
import com.sexyresume.projections.Projections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** {@code projections.dead_letters}, events, and {@code projections.parked_sequences}, of each projection. */
@Component
class ProjectionsMetrics implements MeterBinder {

    private final ObjectProvider<Projections> projections;

    ProjectionsMetrics(ObjectProvider<Projections> projections) {
        this.projections = projections;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        projections.forEach(running -> running.names().forEach(name -> {
            gauge(registry, running, name, "projections.dead_letters", "Events that wait", Parked::events);
            gauge(
                    registry,
                    running,
                    name,
                    "projections.parked_sequences",
                    "Sequences whose first event cannot be projected",
                    Parked::sequences);
        }));
    }

    private static void gauge(
            MeterRegistry registry,
            Projections running,
            String projection,
            String meter,
            String description,
            ToLongFunction<Parked> count) {
        Gauge.builder(
                        meter,
                        running,
                        counted -> counted.parked().stream()
                                .filter(parked -> parked.projection().equals(projection))
                                .mapToLong(count)
                                .sum())
                .tag("projection", projection)
                .description(description)
                .register(registry);
    }
}
