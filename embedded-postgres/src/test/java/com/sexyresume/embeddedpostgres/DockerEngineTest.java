package com.sexyresume.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest {

    @TempDir
    Path folder;

    @Test
    void answers_when_its_socket_says_ok() throws Exception {
        try (ServerSocketChannel engine = engine("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")) {
            assertThat(answersAt(engine)).isTrue();
        }
    }

    @Test
    void does_not_answer_when_its_socket_says_something_else() throws Exception {
        try (ServerSocketChannel engine = engine("HTTP/1.1 503 Service Unavailable\r\n\r\n")) {
            assertThat(answersAt(engine)).isFalse();
        }
    }

    @Test
    void does_not_answer_when_its_socket_keeps_silent_for_two_seconds() throws Exception {
        try (ServerSocketChannel engine = engine("")) {
            long begin = System.nanoTime();
            assertThat(answersAt(engine)).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void does_not_answer_where_there_is_no_socket_or_no_address() {
        assertThat(DockerEngine.answers("unix://" + folder.resolve("none.sock"), false))
                .isFalse();
        assertThat(DockerEngine.answers("tcp://127.0.0.1:1", false)).isFalse();
        assertThat(DockerEngine.answers("not an address", false)).isFalse();
    }

    @Test
    void tells_what_compose_said_when_a_service_does_not_start() {
        Path missing = folder.resolve("no-such-compose.yml");

        assertThatThrownBy(() -> DockerCompose.up(missing, "database"))
                .isInstanceOf(DockerFailure.class)
                .hasMessageContaining("The service database did not start")
                .hasMessageContaining("docker");
    }

    private boolean answersAt(ServerSocketChannel engine) throws IOException {
        return DockerEngine.answers("unix://" + engine.getLocalAddress(), false);
    }

    /** A socket at which one caller is listened to, and answered unless the answer is empty. */
    private ServerSocketChannel engine(String answer) throws IOException {
        ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        engine.bind(UnixDomainSocketAddress.of(folder.resolve("docker.sock")));
        Thread.ofVirtual().start(() -> {
            try (SocketChannel caller = engine.accept()) {
                ByteBuffer request = ByteBuffer.allocate(1024);
                boolean asked = caller.read(request) > 0
                        && StandardCharsets.US_ASCII
                                .decode(request.flip())
                                .toString()
                                .startsWith("GET /_ping HTTP/1.1\r\n");
                if (asked && !answer.isEmpty()) {
                    caller.write(StandardCharsets.US_ASCII.encode(answer));
                }
                // Until the caller has gone.
                caller.read(ByteBuffer.allocate(1));
            } catch (IOException gone) {
                // The caller hung up, or the test is over.
                return;
            }
        });
        return engine;
    }
}
