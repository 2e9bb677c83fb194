package com.sexyresume.app.web;

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
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is read at most once, when it is first asked for and never beyond the limit, and kept: the guard
 * judges it, the controller binds it, and the fingerprint is taken of the very bytes.
 */
final class KeptBodyRequest extends HttpServletRequestWrapper {

    private final int maxBytes;
    private byte @Nullable [] body;

    KeptBodyRequest(HttpServletRequest request, int maxBytes) {
        super(request);
        this.maxBytes = maxBytes;
    }

    /** @throws ProblemException when it is too large, does not arrive in time, or ends too early */
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
            byte[] bytes = super.getInputStream().readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw tooLarge();
            }
            return bytes;
        } catch (SocketTimeoutException late) {
            throw ProblemType.REQUEST_TIMEOUT.exception();
        } catch (IOException incomplete) {
            throw ProblemType.MALFORMED_REQUEST.exception("The body could not be read to its end.");
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
