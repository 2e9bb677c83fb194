package com.sexyresume.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What an HTTP client would not send, a socket does: even that is answered with a problem, and never with a 5xx. */
@EdgeTest
class RawRequestTest {

    private static final String HOST = "Host: localhost\r\nConnection: close\r\n";
    private static final String BODY = "{\"amount\": 1, \"source\": \"a\"}";

    @LocalServerPort
    int port;

    private String send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return read(socket.getInputStream());
        }
    }

    private static String read(InputStream stream) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (SocketException reset) {
            // What had arrived before counts.
        }
        return answer.toString();
    }

    private static String spend(String headers, String body) {
        return "POST /v1/probe/spends HTTP/1.1\r\n" + HOST + "Authorization: Bearer " + Tokens.valid() + "\r\n"
                + headers + "\r\n" + body;
    }

    private static void isClientError(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(answer)
                .contains("application/problem+json", "\"type\":\"/problems/")
                .doesNotContain("<html", "Exception", "Tomcat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "G\u0001T / HTTP/1.1\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /{} HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /../../etc HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void answersWhatIsHardlyHttp(String request) throws IOException {
        String answer = send(request);

        assertThat(answer).matches("(?s)HTTP/1\\.1 (4\\d\\d|505) .*");
        assertThat(answer)
                .contains("application/problem+json", "\"type\":\"/problems/")
                .doesNotContain("<html", "Exception", "Tomcat");
    }

    @Test
    void answersAQueryThatCannotBeDecoded() throws IOException {
        String answer = send("GET /v1/probe/needs?text=%zz HTTP/1.1\r\n" + HOST
                + "X-Needed: x\r\nAuthorization: Bearer " + Tokens.valid() + "\r\n\r\n");

        isClientError(answer);
    }

    @Test
    void answersAKeyThatIsNotAscii() throws IOException {
        String answer = send(spend(
                "Idempotency-Key: \u00e9\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length()
                        + "\r\n",
                BODY));

        isClientError(answer);
        assertThat(answer).contains("\"parameter\":\"Idempotency-Key\"");
    }

    @Test
    void answersHeadersThatNoBufferHolds() throws IOException {
        isClientError(send("GET / HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(60_000) + "\r\n\r\n"));
        isClientError(send("GET /" + "x".repeat(60_000) + " HTTP/1.1\r\n" + HOST + "\r\n"));
        isClientError(send("GET / HTTP/1.1\r\n" + HOST + "X: x\r\n".repeat(300) + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json\r\nContent-Length: -1\r\n",
                "Content-Type: application/json\r\nContent-Length: 99999999999999999999\r\n",
                "Content-Type: application/json\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
                "Content-Type: application/json\r\nTransfer-Encoding: chunked, identity\r\n"
            })
    void answersAFramingThatIsNone(String headers) throws IOException {
        isClientError(send(spend(headers, "zz\r\n" + BODY)));
    }

    @Test
    void answersAnUnknownTransferCoding() throws IOException {
        assertThat(send(spend("Content-Type: application/json\r\nTransfer-Encoding: exotic\r\n", BODY)))
                .startsWith("HTTP/1.1 501 ")
                .contains("/problems/not-implemented");
    }

    @Test
    void answersABodyThatIsTooLargeWithoutReadingIt() throws IOException {
        String answer = send(
                spend("Content-Type: application/json\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n", ""));

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("/problems/payload-too-large");
    }

    @Test
    void answersABodyOfChunksThatIsTooLarge() throws IOException {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        String answer = send(spend(
                "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", chunk.repeat(30) + "0\r\n\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("/problems/payload-too-large");
    }

    @Test
    void answersABodyThatEndsTooEarly() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(spend("Content-Type: application/json\r\nContent-Length: 1000\r\n", BODY)
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();

            isClientError(read(socket.getInputStream()));
        }
    }

    @Test
    void waitsForABodyForABoundedTime() throws IOException {
        String answer = send(spend("Content-Type: application/json\r\nContent-Length: 1000\r\n", BODY));

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("/problems/request-timeout");
    }

    @Test
    void takesNoParametersFromAForm() throws IOException {
        String answer = send("GET /v1/probe/needs HTTP/1.1\r\n" + HOST + "X-Needed: x\r\nAuthorization: Bearer "
                + Tokens.valid()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\ntext=a");

        isClientError(answer);
        assertThat(answer).contains("\"parameter\":\"text\"");
    }
}
