package com.sexyresume.command.matching;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses who makes vectors, by {@code sexyresume.matching.embedder}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MatchingProperties.class)
class MatchingConfiguration {

    @Bean
    Embedder embedder(MatchingProperties properties) {
        return switch (properties.embedder()) {
            case "local" -> new LocalEmbedder();
            case "openai" -> new OpenAiEmbedder(properties.openai(), properties.batchSize());
            default -> throw new IllegalArgumentException("sexyresume.matching.embedder is local or openai");
        };
    }
}
