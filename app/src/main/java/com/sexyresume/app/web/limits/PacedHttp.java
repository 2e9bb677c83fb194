package com.sexyresume.app.web.limits;

import com.sexyresume.app.web.requests.Networks;
import com.sexyresume.app.web.requests.WebProperties;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.function.Predicate;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as Tomcat speaks it, over connections of which no client address has more than its share, and which a slow
 * client does not hold: {@link PacedChannel}. It is made by Tomcat, by name, and limited before it starts.
 *
 * <p>A connection beyond the share is closed as soon as it is accepted. With TLS of its own ({@code server.ssl}) the
 * pace is not watched.
 */
public final class PacedHttp extends Http11NioProtocol {

    private static final int SEND_BUFFER_BYTES = 262_144;

    public PacedHttp() {
        super(new Endpoint());
    }

    /**
     * Sets its limits.
     *
     * @param trusted addresses, in their textual form, whose connections are not counted, such as a proxy's
     */
    public void limit(WebProperties.Connections limits, Predicate<String> trusted) {
        Endpoint endpoint = (Endpoint) getEndpoint();
        endpoint.limits = limits;
        endpoint.trusted = trusted;
        // What the kernel has taken counts as sent: a large answer must not vanish in it.
        endpoint.getSocketProperties().setTxBufSize(SEND_BUFFER_BYTES);
        // A file would be sent past the channel.
        endpoint.setUseSendfile(false);
    }

    private static final class Endpoint extends NioEndpoint {

        private volatile WebProperties.@Nullable Connections limits;
        private volatile Predicate<String> trusted = _ -> false;

        @Override
        protected boolean setSocketOptions(SocketChannel socket) {
            if (isWelcome(socket)) {
                return super.setSocketOptions(socket);
            }
            // Nobody else closes what has not become a connection yet.
            destroySocket(socket);
            return false;
        }

        /** Counted anew each time, over a thousand connections at most: a count that is kept could go astray. */
        private boolean isWelcome(SocketChannel socket) {
            WebProperties.Connections present = limits;
            String address = address(socket);
            if (present == null || address == null || trusted.test(address)) {
                return true;
            }
            String network = Networks.of(address);
            long others = connections.keySet().stream()
                    .map(Endpoint::address)
                    .filter(other -> other != null && Networks.of(other).equals(network))
                    .count();
            return others < present.perAddress();
        }

        private static @Nullable String address(SocketChannel socket) {
            try {
                return socket.getRemoteAddress() instanceof InetSocketAddress remote
                        ? remote.getAddress().getHostAddress()
                        : null;
            } catch (IOException closed) {
                return null;
            }
        }

        @Override
        protected NioChannel createChannel(SocketBufferHandler buffers) {
            WebProperties.Connections present = limits;
            return present == null || isSSLEnabled()
                    ? super.createChannel(buffers)
                    : new PacedChannel(buffers, present);
        }
    }
}
