package com.sexyresume.app.web.bodies;

import com.sexyresume.app.web.problems.ProblemException;
import com.sexyresume.app.web.problems.ProblemType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is read at most once, when it is first asked for and never beyond the limit, and kept: the guard
 * judges it, the controller binds it, and the fingerprint is taken of the very bytes.
 */
public final class KeptBodyRequest extends HttpServletRequestWrapper {

    private static final int CHUNK_BYTES = 65_536;

    private final int maxBytes;
    private final BodyMemory.Part memory;
    private byte @Nullable [] body;

    public KeptBodyRequest(HttpServletRequest request, int maxBytes, BodyMemory.Part memory) {
        super(request);
        this.maxBytes = maxBytes;
        this.memory = memory;
    }

    /**
     * The body, once it is its turn.
     *
     * @throws ProblemException when it is too large, does not arrive in time, ends too early, or there is no room for
     *     it
     */
    byte[] body() {
        if (body == null) {
            body = read();
        }
        return body;
    }

    private byte[] read() {
        if (getContentLengthLong() > maxBytes) {
            throw tooLarge();
        }
        try {
            byte[] bytes = readAll(super.getInputStream());
            memory.awaitTurn(bytes.length);
            return bytes;
        } catch (SocketTimeoutException late) {
            throw ProblemType.REQUEST_TIMEOUT.exception();
        } catch (IOException incomplete) {
            throw ProblemType.MALFORMED_REQUEST.exception("The body could not be read to its end.");
        }
    }

    /** What has arrived is asked for room as it comes: who only says that much is coming takes none. */
    private byte[] readAll(ServletInputStream stream) throws IOException {
        byte[] bytes = new byte[Math.clamp(getContentLengthLong(), 0, CHUNK_BYTES)];
        int length = 0;
        while (true) {
            if (length == bytes.length) {
                // One more than there may be, so that the end is seen, or that there is too much.
                int next = Math.min(Math.max(2 * length, 1_024), maxBytes + 1);
                memory.grow(next);
                bytes = Arrays.copyOf(bytes, next);
            }
            int read = stream.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
            }
            length += read;
            if (length > maxBytes) {
                throw tooLarge();
            }
        }
    }

    private ProblemException tooLarge() {
        return new ProblemException(ProblemType.PAYLOAD_TOO_LARGE.problem().with("maxBytes", maxBytes));
    }

    @Override
    public ServletInputStream getInputStream() {
        return new KeptStream(new ByteArrayInputStream(body()));
    }

    @Override
    public BufferedReader getReader() {
        String encoding = getCharacterEncoding();
        return new BufferedReader(new InputStreamReader(
                getInputStream(), encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
    }

    private static final class KeptStream extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        KeptStream(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The body is already here: read it");
        }
    }
}
