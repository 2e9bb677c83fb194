package com.sexyresume.app.web.limits;

import com.sexyresume.app.web.requests.WebProperties;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;

/**
 * A connection that ends when its client keeps it waiting for longer, within one request or one answer, than its bytes
 * are worth: {@link WebProperties.Connections}. What is waited for between two requests does not count, nor what the
 * application takes itself; a single silence is ended by Tomcat's own time-outs.
 */
final class PacedChannel extends NioChannel {

    private final WebProperties.Connections limits;
    private final Pace received = new Pace();
    private final Pace sent = new Pace();

    PacedChannel(SocketBufferHandler buffers, WebProperties.Connections limits) {
        super(buffers);
        this.limits = limits;
    }

    @Override
    public void reset(SocketChannel channel, NioSocketWrapper wrapper) throws IOException {
        super.reset(channel, wrapper);
        received.begin();
        sent.begin();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int bytes = super.read(into);
        if (bytes > 0) {
            sent.begin();
        }
        received.moved(bytes, into.hasRemaining(), false);
        return bytes;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int bytes = super.write(from);
        if (bytes > 0) {
            received.begin();
        }
        sent.moved(bytes, from.hasRemaining(), true);
        return bytes;
    }

    /** What has moved in one direction since the other one's turn, and how long the client was waited for meanwhile. */
    private final class Pace {

        private long bytes;
        private long waitedNanos;
        private long waitingSinceNanos;
        private boolean waiting;

        synchronized void begin() {
            bytes = 0;
            waitedNanos = 0;
            waiting = false;
        }

        /**
         * @param wanted whether there was room for more
         * @param countsFirst whether the wait for the first byte counts
         */
        synchronized void moved(int moved, boolean wanted, boolean countsFirst) throws SocketTimeoutException {
            long now = System.nanoTime();
            if (waiting && moved > 0 && (countsFirst || bytes > 0)) {
                waitedNanos += now - waitingSinceNanos;
            }
            if (moved > 0) {
                bytes += moved;
                waiting = false;
                if (waitedNanos > limits.patience().plus(limits.worth(bytes)).toNanos()) {
                    throw new SocketTimeoutException("The client is too slow");
                }
            } else if (wanted && !waiting) {
                waiting = true;
                waitingSinceNanos = now;
            }
        }
    }
}
