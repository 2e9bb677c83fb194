package com.sexyresume.app.health;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.append.Writing;
import com.sexyresume.eventstore.append.Writing.Condition;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Says in one line that the database is away, or refuses to write, once in {@link #REMINDER} that it still is, and when
 * it is back. What everybody who needs it would say meanwhile, again and again with a stack trace, is counted and left
 * out; a failure of any other kind is not touched.
 *
 * <p>The first such failure begins it, whoever logs it; then the database is asked every second. What comes within
 * {@link #AFTERMATH} of its return is of the same outage.
 */
final class OutageLog extends TurboFilter implements AutoCloseable {

    static final Duration REMINDER = Duration.ofMinutes(1);
    static final Duration AFTERMATH = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MAX_CAUSES = 20;

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(OutageLog.class);

    private final History history;
    private final AtomicBoolean watched = new AtomicBoolean();
    private final AtomicLong leftOut = new AtomicLong();
    private volatile boolean closed;
    private volatile @Nullable Thread watch;

    OutageLog(History history) {
        this.history = history;
    }

    void open() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            loggers.addTurboFilter(this);
            start();
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        if (!isStarted()
                || !level.isGreaterOrEqual(Level.WARN)
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())
                || !isOfAnOutage(logger.getName(), format, parameters, thrown)) {
            return FilterReply.NEUTRAL;
        }
        if (format != null) {
            leftOut.incrementAndGet();
        }
        if (watched.compareAndSet(false, true)) {
            watch = Thread.ofVirtual().name("outage").start(this::watch);
        }
        return FilterReply.DENY;
    }

    private boolean isOfAnOutage(
            String logger,
            @Nullable String format,
            @Nullable Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        // Who was answered with the id of an error has to find it.
        if (logger.startsWith("com.sexyresume.app.web.")) {
            return false;
        }
        // What cannot be projected now is tried again, and said again if it was something else.
        if (watched.get() && logger.startsWith("org.axonframework.eventhandling.pooled")) {
            return true;
        }
        Throwable failure = thrown;
        if (failure == null
                && parameters != null
                && parameters.length > 0
                && parameters[parameters.length - 1] instanceof Throwable last) {
            failure = last;
        }
        if (failure != null) {
            return isOfAnOutage(failure);
        }
        // It says so without the exception.
        return format != null
                && logger.startsWith("com.zaxxer.hikari")
                && format.contains("Failed to validate connection");
    }

    private static boolean isOfAnOutage(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof HistoryUnreachable) {
                return true;
            }
            if (cause instanceof SQLTransientConnectionException && cause.getCause() == null) {
                // The pool is exhausted, for a reason that an operator has to see.
                return false;
            }
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                // A pool gives no state to what is tried on a connection that broke before.
                return state == null
                        || state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("53")
                        || state.equals("25006");
            }
            cause = cause.getCause();
        }
        return false;
    }

    private void watch() {
        long begun = System.nanoTime();
        long said = begun;
        long backSince = begun;
        @Nullable Condition last = null;
        try {
            while (!closed) {
                Writing now = history.writing();
                boolean isBack = now.condition() == Condition.POSSIBLE;
                boolean isDue = !isBack && System.nanoTime() - said > REMINDER.toNanos();
                if (now.condition() != last || isDue) {
                    say(
                            switch (now.condition()) {
                                case POSSIBLE -> last == null ? "failed, and answers now" : "is back";
                                case REFUSED -> "refuses to write";
                                case AWAY -> "is away";
                            },
                            begun,
                            now);
                    said = System.nanoTime();
                    backSince = said;
                } else if (isBack && System.nanoTime() - backSince > AFTERMATH.toNanos()) {
                    if (leftOut.get() > 0) {
                        say("is back", begun, now);
                    }
                    return;
                }
                last = now.condition();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            watched.set(false);
        }
    }

    private void say(String what, long begun, Writing now) {
        log.warn(
                "The database {} (SQLSTATE {}; {} s since the first failure); lines left out: {}",
                what,
                now.sqlState().isEmpty() ? "none" : now.sqlState(),
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                leftOut.getAndSet(0));
    }

    @Override
    public void close() {
        closed = true;
        stop();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            loggers.getTurboFilterList().remove(this);
        }
        Thread last = watch;
        if (last != null) {
            last.interrupt();
        }
    }
}
