package com.sexyresume.app.fonts;

import com.sexyresume.embeddedpostgres.DebianFonts;
import com.sexyresume.rendering.RenderingLimits;
import com.sexyresume.rendering.ResumeRenderer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Brings fonts of further scripts to the renderer, {@code sexyresume.fonts.folder} or those of Debian. Looking for them
 * begins with the application and stops nobody; the first file that is rendered waits for its end.
 */
@Configuration(proxyBeanMethods = false)
class Fonts {

    private final CompletableFuture<Optional<Path>> folder;

    Fonts(@Value("${sexyresume.fonts.folder:#{null}}") @Nullable Path configured) {
        if (configured == null) {
            folder = CompletableFuture.supplyAsync(
                    DebianFonts::provide,
                    task -> Thread.ofPlatform().name("fonts").daemon().start(task));
        } else if (Files.isDirectory(configured)) {
            folder = CompletableFuture.completedFuture(Optional.of(configured));
        } else {
            throw new IllegalArgumentException("sexyresume.fonts.folder: " + configured + " is no folder");
        }
    }

    @Bean
    @Lazy
    ResumeRenderer resumeRenderer() {
        return new ResumeRenderer(RenderingLimits.DEFAULT, folder.join().orElse(null));
    }
}
