package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether a Docker engine answers, known within two seconds.
 *
 * <p>{@code DOCKER_HOST} is honoured, otherwise the default socket is asked. An address that this class does not speak
 * (TLS, ssh) is left to Docker's own command line.
 */
public final class DockerEngine {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Path DEFAULT_SOCKET = Path.of("/var/run/docker.sock");
    private static final int PLAIN_PORT = 2375;
    private static final int STATUS_LINE_BYTES = 256;

    private DockerEngine() {}

    public static boolean answers() {
        return answers(
                System.getenv().getOrDefault("DOCKER_HOST", ""),
                !System.getenv().getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty());
    }

    static boolean answers(String dockerHost, boolean tls) {
        if (dockerHost.isBlank()) {
            return answersPing(DEFAULT_SOCKET);
        }
        URI host;
        try {
            host = URI.create(dockerHost.strip());
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
        String scheme = host.getScheme() == null ? "" : host.getScheme();
        if (scheme.equals("unix")) {
            return answersPing(Path.of(host.getPath()));
        }
        if (scheme.equals("tcp") && !tls && host.getHost() != null) {
            int port = host.getPort() < 0 ? PLAIN_PORT : host.getPort();
            return answersPing(StandardProtocolFamily.INET, new InetSocketAddress(host.getHost(), port));
        }
        return ExternalProgram.run(LIMIT, List.of("docker", "version", "--format", "{{.Server.Version}}"))
                .succeeded();
    }

    private static boolean answersPing(Path socket) {
        return Files.exists(socket) && answersPing(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socket));
    }

    /** Asks in a thread of its own: a socket that accepts and then says nothing is closed at the limit. */
    private static boolean answersPing(StandardProtocolFamily family, SocketAddress address) {
        AtomicBoolean answered = new AtomicBoolean();
        try (SocketChannel channel = SocketChannel.open(family)) {
            Thread asking = Thread.ofVirtual().start(() -> answered.set(ping(channel, address)));
            asking.join(LIMIT);
        } catch (IOException unusable) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return answered.get();
    }

    private static boolean ping(SocketChannel channel, SocketAddress address) {
        try {
            channel.connect(address);
            channel.write(StandardCharsets.US_ASCII.encode(
                    "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"));
            ByteBuffer answer = ByteBuffer.allocate(STATUS_LINE_BYTES);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                String line = StandardCharsets.US_ASCII
                        .decode(answer.duplicate().flip())
                        .toString();
                if (line.contains("\r\n")) {
                    return line.matches("(?s)HTTP/1\\.[01] 200 .*");
                }
            }
            return false;
        } catch (AsynchronousCloseException tooLate) {
            return false;
        } catch (IOException noEngine) {
            return false;
        }
    }
}
