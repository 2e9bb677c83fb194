package com.sexyresume.app.memory;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import jakarta.annotation.PostConstruct;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.stereotype.Component;

/**
 * Ends the process at once when it is out of memory: half of it would go on otherwise, healthy to look at, and answer
 * nobody. {@code -XX:+ExitOnOutOfMemoryError} does it wherever the error is thrown; this does it without the flag, for
 * an error that ends a thread or that somebody logs.
 */
@Component
final class OutOfMemory {

    /** That of {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int STATUS = 3;

    private static final int MAX_CAUSES = 20;

    @PostConstruct
    void watch() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            judge(thrown);
            LoggerFactory.getLogger(OutOfMemory.class).error("The thread {} ended", thread.getName(), thrown);
        });
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.addTurboFilter(new Logged());
        }
    }

    private static void judge(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof OutOfMemoryError) {
                System.err.println("Out of memory: the process ends");
                Runtime.getRuntime().halt(STATUS);
            }
            cause = cause.getCause();
        }
    }

    /** Sees what is logged before it is known whether it is written. */
    private static final class Logged extends TurboFilter {

        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                Object @Nullable [] parameters,
                @Nullable Throwable thrown) {
            if (thrown != null) {
                judge(thrown);
            }
            return FilterReply.NEUTRAL;
        }
    }
}
