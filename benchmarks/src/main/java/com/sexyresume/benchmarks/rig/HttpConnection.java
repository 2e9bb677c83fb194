package com.sexyresume.benchmarks.rig;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection that is kept alive, for one caller: as little as a client of HTTP/1.1 can do, so that the machine
 * measures the server.
 */
public final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT_MS = 60_000;

    private final int port;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean reusable = true;

    HttpConnection(int port) throws IOException {
        this.port = port;
        socket = open(port);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    /** The server ends a connection after some requests, and says so; after a failure its state is not known. */
    private void reopen() throws IOException {
        socket.close();
        socket = open(port);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        reusable = true;
    }

    /** What came back. */
    public record Answer(int status, String body) {}

    public Answer get(String path, String token) throws IOException {
        return send("GET", path, token, "");
    }

    public Answer post(String path, String token, String json) throws IOException {
        return send("POST", path, token, json);
    }

    private Answer send(String method, String path, String token, String json) throws IOException {
        StringBuilder request = new StringBuilder(1_024)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n");
        if (!token.isEmpty()) {
            request.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        if (!json.isEmpty()) {
            request.append("Content-Type: application/json\r\n");
        }
        request.append("Content-Length: ")
                .append(json.length())
                .append("\r\n\r\n")
                .append(json);
        if (!reusable) {
            reopen();
        }
        reusable = false;
        out.write(request.toString().getBytes(StandardCharsets.US_ASCII));
        return answer();
    }

    private Answer answer() throws IOException {
        String line = line();
        int status = Integer.parseInt(line.substring(9, 12));
        int length = 0;
        boolean chunked = false;
        boolean kept = true;
        for (line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.contains("chunked");
            } else if (header.startsWith("connection:")) {
                kept = !header.contains("close");
            }
        }
        Answer answer = new Answer(status, chunked ? chunks() : text(length));
        reusable = kept;
        return answer;
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int length = Integer.parseInt(line().strip(), 16);
            body.append(text(length));
            line();
            if (length == 0) {
                return body.toString();
            }
        }
    }

    private String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The answer ended early");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
