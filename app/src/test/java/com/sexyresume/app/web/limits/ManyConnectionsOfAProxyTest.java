package com.sexyresume.app.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.webtest.EdgeTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** All clients come over the connections of the proxy that is trusted: it may have as many as it needs. */
@EdgeTest
@TestPropertySource(properties = {"sexyresume.web.connections.per-address=2", "server.forward-headers-strategy=native"})
class ManyConnectionsOfAProxyTest {

    @LocalServerPort
    int port;

    @Test
    void answersEachOfThem() throws IOException {
        List<Socket> connections = new ArrayList<>();
        try {
            for (int connection = 0; connection < 8; connection++) {
                connections.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            for (Socket connection : connections) {
                connection.setSoTimeout(20_000);
                connection
                        .getOutputStream()
                        .write("GET /v1/probe/needs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 401 ");
            }
        } finally {
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }
}
