package com.sexyresume.management;

import java.util.concurrent.Executors;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Gives the management port threads of its own, of the platform's: whether the process lives is answered when all
 * processors are busy with requests, whose virtual threads nobody takes them from. It stands outside the packages whose
 * classes the application looks for, since it is for the child context of the management port alone.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementThreads {

    /** Probes and scrapes come one at a time; a few slow ones must not keep the next waiting. */
    private static final int THREADS = 4;

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> platformThreads() {
        return factory -> factory.addProtocolHandlerCustomizers(protocol -> {
            if (protocol instanceof AbstractProtocol<?> http) {
                http.setExecutor(Executors.newFixedThreadPool(
                        THREADS,
                        Thread.ofPlatform().daemon().name("management-", 0).factory()));
            }
        });
    }
}
