package com.sexyresume.app.health;

import com.sexyresume.eventstore.append.History;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean(initMethod = "open", destroyMethod = "close")
    OutageLog outageLog(History history) {
        return new OutageLog(history);
    }
}
