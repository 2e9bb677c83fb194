package com.sexyresume.query.analytics;

import org.springframework.context.ApplicationContext;

/** The jobs as the scheduler calls them, for tests of the whole application. */
public final class Jobs {

    private Jobs() {}

    public static void refreshMetrics(ApplicationContext node) {
        node.getBean(AnalyticsJobs.class).refreshMetrics();
    }

    public static void makePartitions(ApplicationContext node) {
        node.getBean(AnalyticsJobs.class).makePartitions();
    }
}
