package com.sexyresume.projections.rebuild;

import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.NotAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells how a rebuild goes as server-sent events (WHATWG HTML, 9.2), on the request's own thread, which is a virtual
 * one. The caller's right is looked at again each time; a stream ends with the rebuild, the caller's token, the right,
 * the time that a stream may take, or the process.
 */
@Component
public final class ProgressStreams implements ApplicationListener<ContextClosedEvent> {

    /** The id of the event that ends a stream for good. */
    static final String END = "end";

    private final JsonMapper json;
    private final RebuildProperties limits;
    private final Semaphore free;
    private final CountDownLatch closing = new CountDownLatch(1);

    ProgressStreams(JsonMapper json, RebuildProperties limits) {
        this.json = json;
        this.limits = limits;
        this.free = new Semaphore(limits.progressStreams());
    }

    /** Streams end when the process is asked to stop, and do not hold it up. */
    @Override
    public void onApplicationEvent(ContextClosedEvent closed) {
        closing.countDown();
    }

    /**
     * Writes until something ends it. A client that goes away is no error.
     *
     * @param first what is written at once
     * @param latest reads it again, as the caller
     */
    void write(Rebuild first, Supplier<Rebuild> latest, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "no-store");
        // Some proxies would hold it back until they have enough.
        response.setHeader("X-Accel-Buffering", "no");
        OutputStream events = response.getOutputStream();
        boolean admitted = free.tryAcquire();
        try {
            write(events, "retry: " + limits.progressHeartbeat().toMillis() + "\n\n");
            event(events, first);
            if (admitted && !first.state().isEnd()) {
                follow(first, latest, events);
            }
        } catch (IOException | NotAllowed | NoSuchRow | DataAccessException | TransactionException gone) {
            // The client has left, may no longer see it, or comes again when the database is back.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (admitted) {
                free.release();
            }
        }
    }

    private void follow(Rebuild first, Supplier<Rebuild> latest, OutputStream events)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        long spoke = start;
        Instant expiry = expiry();
        Rebuild told = first;
        while (!told.state().isEnd()
                && System.nanoTime() - start < limits.longestProgress().toNanos()
                && (expiry == null || Instant.now().isBefore(expiry))
                && !closing.await(limits.progressInterval().toMillis(), TimeUnit.MILLISECONDS)) {
            Rebuild now = latest.get();
            if (!now.equals(told)) {
                event(events, now);
                told = now;
                spoke = System.nanoTime();
            } else if (System.nanoTime() - spoke >= limits.progressHeartbeat().toNanos()) {
                write(events, ": nothing new\n\n");
                spoke = System.nanoTime();
            }
        }
    }

    private static @Nullable Instant expiry() {
        return SecurityContextHolder.getContext().getAuthentication() != null
                        && SecurityContextHolder.getContext()
                                        .getAuthentication()
                                        .getPrincipal()
                                instanceof Jwt token
                ? token.getExpiresAt()
                : null;
    }

    private void event(OutputStream events, Rebuild rebuild) throws IOException {
        boolean end = rebuild.state().isEnd();
        write(
                events,
                "event: " + (end ? END : "progress") + "\nid: " + (end ? END : rebuild.eventsDone()) + "\ndata: "
                        + json.writeValueAsString(rebuild) + "\n\n");
    }

    private static void write(OutputStream events, String text) throws IOException {
        events.write(text.getBytes(StandardCharsets.UTF_8));
        events.flush();
    }
}
