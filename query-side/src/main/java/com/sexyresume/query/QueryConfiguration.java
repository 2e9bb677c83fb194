package com.sexyresume.query;

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
 * Puts the query side together. It needs the pools {@code queryPool} (login {@code query_login}) and
 * {@code projectorPool} (login {@code projector}), and Axon's {@link EventStore} with its {@link EventStorageEngine}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({QueryProperties.class, DeadLetterProperties.class})
class QueryConfiguration {

    @Bean
    Reader reader(@Qualifier("queryPool") DataSource queries, QueryProperties properties) {
        return new Reader(queries, properties.longestQuery());
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
            EventStorageEngine history,
            ObjectProvider<Projector<?>> projectors,
            @Qualifier("projectorPool") DataSource projection,
            QueryProperties properties) {
        return new Rebuilds(history, projectors.orderedStream().toList(), projection, properties);
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
