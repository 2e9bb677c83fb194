package com.sexyresume.app.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Whoever sends or reads a little at a time holds a connection for a while, and nobody holds all of them. */
@EdgeTest
@TestPropertySource(
        properties = {
            "sexyresume.web.connections.per-address=64",
            "sexyresume.web.connections.patience=1s",
            "sexyresume.web.connections.min-bytes-per-second=262144"
        })
class SlowConnectionsTest {

    private static final String BYSTANDER = "127.0.0.2";
    private static final String SLOW = "127.0.0.3";
    private static final String MANY = "127.0.0.4";

    /** More often than Tomcat's own time-outs, which are of one read or write. */
    private static final Duration STEP = Duration.ofMillis(200);

    @LocalServerPort
    int port;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(8_192);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Whether the other side has closed it; up to so many bytes that have arrived are read. */
    private static boolean isClosed(Socket socket, int bytes) {
        try {
            socket.setSoTimeout(20);
            return socket.getInputStream().read(new byte[bytes]) < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static void awaitClosedWhileSending(Socket socket, String piece) {
        await().atMost(Duration.ofMinutes(1)).pollInterval(STEP).until(() -> {
            try {
                send(socket, piece);
            } catch (IOException closed) {
                return true;
            }
            return isClosed(socket, 4_096);
        });
    }

    private void isAnswered(String from) throws IOException {
        Socket bystander = connect(from);
        bystander.setSoTimeout(20_000);
        send(bystander, "GET /v1/probe/needs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(new String(bystander.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void closesAConnectionWhoseRequestLineNeverEnds() throws IOException {
        Socket slow = connect(SLOW);
        send(slow, "GET /");

        awaitClosedWhileSending(slow, "a");
    }

    @Test
    void closesAConnectionWhoseHeadersNeverEnd() throws IOException {
        Socket slow = connect(SLOW);
        send(slow, "GET /v1/probe/needs HTTP/1.1\r\nHost: localhost\r\nX: ");

        awaitClosedWhileSending(slow, "a");
    }

    @Test
    void closesAConnectionWhoseSecondRequestNeverEnds() throws IOException {
        Socket slow = connect(SLOW);
        send(slow, "GET /v1/probe/needs HTTP/1.1\r\nHost: localhost\r\n\r\n");
        slow.setSoTimeout(20_000);
        assertThat(slow.getInputStream().read(new byte[4_096])).isPositive();
        send(slow, "GET /v1/probe/needs HTTP/1.1\r\nX: ");

        awaitClosedWhileSending(slow, "a");
    }

    /** The second is refused before its body is read, and the rest of it is read away. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100000\r\n", "Transfer-Encoding: chunked\r\n"})
    void closesAConnectionWhoseBodyNeverEnds(String framing) throws IOException {
        String piece = framing.startsWith("Content-Length") ? "1" : "1\r\n1\r\n";
        for (String authorization : List.of("Authorization: Bearer " + Tokens.valid() + "\r\n", "")) {
            Socket slow = connect(SLOW);
            send(
                    slow,
                    "POST /v1/probe/spends HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + authorization + framing + "\r\n");

            awaitClosedWhileSending(slow, piece);
        }
    }

    @Test
    void closesAConnectionWhoseAnswerIsHardlyRead() throws IOException {
        Socket slow = connect(SLOW);
        send(slow, "GET /swagger-ui/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(8));

        // What the kernel has taken of it still arrives, at the reader's pace.
        await().atMost(Duration.ofMinutes(2)).pollInterval(STEP).until(() -> isClosed(slow, 8_192));
    }

    @Test
    void answersOthersWhileOneAddressOpensMoreConnectionsThanThereAre() throws IOException {
        List<Socket> many = new ArrayList<>();
        for (int connection = 0; connection < 1_280; connection++) {
            Socket socket = connect(MANY);
            many.add(socket);
            try {
                send(socket, "GET /v1/probe/needs HTTP/1.1\r\nX: ");
            } catch (IOException refused) {
                assertThat(connection).isGreaterThanOrEqualTo(64);
            }
        }

        isAnswered(BYSTANDER);
        await().atMost(Duration.ofMinutes(1)).until(() -> many.stream().allMatch(socket -> isClosed(socket, 4_096)));
        isAnswered(MANY);
    }
}
