package com.sexyresume.eventstore.reading;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** Keeps warnings that a test provokes out of its output, and looks for them. */
final class HeadWatchLog {

    private HeadWatchLog() {}

    static void expectWarnings(Runnable action) {
        Logger log = (Logger) LoggerFactory.getLogger(HeadWatch.class);
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        log.addAppender(heard);
        log.setAdditive(false);
        try {
            action.run();
            Awaitility.await().until(() -> !heard.list.isEmpty());
            assertThat(heard.list).extracting(ILoggingEvent::getLevel).contains(Level.WARN);
        } finally {
            log.setAdditive(true);
            log.detachAppender(heard);
        }
    }
}
