package com.sexyresume.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The application: both sides in one process, unless a property leaves one of them to another process. */
@SpringBootApplication
public class SexyResume {

    public static void main(String[] arguments) {
        // Axon would otherwise ask a server of its makers for newer versions.
        System.setProperty("axoniq.update-checker.disabled", "true");
        SpringApplication.run(SexyResume.class, arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "sexyresume.command-side.enabled", matchIfMissing = true)
    @ComponentScan({"com.sexyresume.command", "com.sexyresume.language", "com.sexyresume.quotas"})
    static class CommandSide {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "sexyresume.query-side.enabled", matchIfMissing = true)
    @ComponentScan({"com.sexyresume.query", "com.sexyresume.projections"})
    static class QuerySide {}
}
