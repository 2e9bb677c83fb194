package com.sexyresume.app.jobs;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Every node schedules every job; whoever gets the job's row in the database runs it, and the others leave it out
 * (J01–J03). The row is prolonged while the job runs, by the database's clock: a job may take as long as it needs, and
 * a node that dies keeps the others from it for a minute at most.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableSchedulerLock(defaultLockAtMostFor = "PT1M")
class JobConfiguration {

    private static final String TABLE = "private.scheduled_job";

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService jobLockProlonger() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("job-lock").factory());
    }

    @Bean
    LockProvider jobLocks(
            @Qualifier("projectorPool") DataSource projection,
            @Qualifier("jobLockProlonger") ScheduledExecutorService prolonger) {
        return new KeepAliveLockProvider(
                new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                        .withJdbcTemplate(new JdbcTemplate(projection))
                        .withTableName(TABLE)
                        .withLockedByValue(ManagementFactory.getRuntimeMXBean().getName())
                        .usingDbTime()
                        .build()),
                prolonger);
    }
}
