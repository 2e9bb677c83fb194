package com.sexyresume.app.policies;

import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Policy;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Policies belong to the command side: where it does not run, they do not. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "sexyresume.command-side.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PolicyProperties.class)
class PolicyConfiguration {

    @Bean
    PolicyTables policyTables(@Qualifier("projectorPool") DataSource tables) {
        return new PolicyTables(JdbcClient.create(tables));
    }

    @Bean(destroyMethod = "close")
    PolicyReactions policyReactions(Commands commands, PolicyTables tables, PolicyProperties properties) {
        return new PolicyReactions(commands, tables, properties);
    }

    @Bean
    Policies policies(
            ObjectProvider<Policy<?>> policies,
            EventStore history,
            EventStorageEngine engine,
            PolicyReactions reactions,
            PolicyTables tables,
            @Qualifier("projectorPool") DataSource tokens,
            PolicyProperties properties) {
        return new Policies(policies.orderedStream().toList(), history, engine, reactions, tables, tokens, properties);
    }

    /** Down while a policy waits for the history; a parked reaction waits for an administrator, and is told. */
    @Bean
    HealthIndicator policiesHealth(Policies policies, PolicyTables tables) {
        return new AbstractHealthIndicator("Parked reactions were not counted") {
            @Override
            protected void doHealthCheck(Health.Builder health) {
                health.up();
                if (!policies.failing().isEmpty()) {
                    health.down().withDetail("failing", policies.failing());
                }
                health.withDetail("parked", tables.countParked());
            }
        };
    }
}
