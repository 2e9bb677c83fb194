package com.sexyresume.query;

import com.sexyresume.projections.DeadLetterProperties;
import com.sexyresume.projections.DeadLetters;
import com.sexyresume.projections.Projections;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.QueryProperties;
import com.sexyresume.projections.parked.ParkedSequences;
import com.sexyresume.projections.rebuild.AfterSwitch;
import com.sexyresume.projections.rebuild.BulkHistory;
import com.sexyresume.projections.rebuild.RebuildAtStart;
import com.sexyresume.projections.rebuild.RebuildProperties;
import com.sexyresume.projections.rebuild.Rebuilds;
import com.sexyresume.projections.rebuild.RowSecurityLint;
import com.sexyresume.reading.Freshness;
import com.sexyresume.reading.MinPosition;
import com.sexyresume.reading.Reader;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Puts the query side together. It needs the pools {@code queryPool} (login {@code query_login}), {@code adminPool}
 * ({@code admin_login}), {@code auditPool} ({@code audit_login}) and {@code projectorPool} ({@code projector}), Axon's
 * {@link EventStore}, and the same history as a {@link BulkHistory}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({QueryProperties.class, RebuildProperties.class, DeadLetterProperties.class})
public class QueryConfiguration {

    @Bean
    Reader reader(
            @Qualifier("queryPool") DataSource queries,
            @Qualifier("adminPool") DataSource admins,
            @Qualifier("auditPool") DataSource auditors,
            QueryProperties properties) {
        return new Reader(queries, admins, auditors, properties.longestQuery());
    }

    @Bean
    Freshness freshness(Reader reader, ObjectProvider<Projector<?>> projectors, QueryProperties properties) {
        return new Freshness(reader, projectors.orderedStream().toList(), properties.minPositionWait());
    }

    @Bean
    Projections projections(
            EventStore history,
            ObjectProvider<Projector<?>> projectors,
            @Qualifier("projectorPool") DataSource projection,
            QueryProperties properties,
            DeadLetterProperties deadLetters) {
        return new Projections(history, projectors.orderedStream().toList(), projection, properties, deadLetters);
    }

    @Bean
    ParkedSequences parkedSequences(
            EventStorageEngine history,
            ObjectProvider<Projector<?>> projectors,
            @Qualifier("projectorPool") DataSource projection,
            QueryProperties properties) {
        return new ParkedSequences(history, projectors.orderedStream().toList(), projection, properties.batchSize());
    }

    @Bean
    Rebuilds rebuilds(
            BulkHistory history,
            ObjectProvider<Projector<?>> projectors,
            ObjectProvider<AfterSwitch> afterSwitch,
            @Qualifier("projectorPool") DataSource projection,
            RebuildProperties limits) {
        return new Rebuilds(
                history,
                projectors.orderedStream().toList(),
                afterSwitch.orderedStream().toList(),
                projection,
                limits);
    }

    @Bean
    RebuildAtStart rebuildAtStart(Rebuilds rebuilds, RebuildProperties limits) {
        return new RebuildAtStart(rebuilds, limits.atStart());
    }

    @Bean
    RowSecurityLint rowSecurityLint() {
        return new RowSecurityLint();
    }

    /** What a rebuild has put into the rows is parked no longer: a retry would project it a second time. */
    @Bean
    public AfterSwitch parkedNoLonger() {
        return (done, rows) -> new DeadLetters(rows).clear(done.projection(), done.position(), done.leftOut());
    }

    @Bean
    WebMvcConfigurer minPosition(Freshness freshness) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new MinPosition(freshness));
            }
        };
    }

    /** A name that no projector has would be noticed only by the first reader who sends the header. */
    @Bean
    SmartInitializingSingleton projectionsThatAreReadFrom(
            ObjectProvider<RequestMappingHandlerMapping> mappings, Freshness freshness) {
        return () -> mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .forEach(handler -> MinPosition.check(handler, freshness));
    }
}
