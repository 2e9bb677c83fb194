package com.sexyresume.command.exports;

import com.sexyresume.rendering.RenderingLimits;
import com.sexyresume.rendering.ResumeRenderer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Renders with the limits of the house; fonts are read when the first file is rendered. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportProperties.class)
class ExportConfiguration {

    @Bean
    @Lazy
    ResumeRenderer resumeRenderer() {
        return new ResumeRenderer(RenderingLimits.DEFAULT);
    }
}
