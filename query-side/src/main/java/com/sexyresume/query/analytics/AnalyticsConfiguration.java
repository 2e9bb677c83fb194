package com.sexyresume.query.analytics;

import com.sexyresume.reading.DerivedKeys;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts analytics together; it needs {@link DerivedKeys}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AnalyticsProperties.class)
class AnalyticsConfiguration {

    @Bean
    InstantSource analyticsClock() {
        return InstantSource.system();
    }

    @Bean
    Sanitizer sanitizer(DerivedKeys keys) {
        return new Sanitizer(month -> keys.of("quasi-identifiers:" + month));
    }

    @Bean
    ClientEvents clientEvents(@Qualifier("projectorPool") DataSource projection) {
        return new ClientEvents(projection);
    }

    @Bean
    AnalyticsJobs analyticsJobs(
            @Qualifier("projectorPool") DataSource projection,
            ClientEvents events,
            AnalyticsProperties properties,
            InstantSource clock) {
        return new AnalyticsJobs(projection, events, properties, clock);
    }
}
