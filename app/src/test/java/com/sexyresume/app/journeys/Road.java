package com.sexyresume.app.journeys;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a server on this machine, which may be cut: then connections break, and new ones are refused. */
final class Road implements AutoCloseable {

    private final int to;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket entrance;

    private Road(int to) throws IOException {
        this.to = to;
        this.entrance = listen(0);
        this.port = entrance.getLocalPort();
        lead(entrance);
    }

    static Road to(int port) throws IOException {
        return new Road(port);
    }

    int port() {
        return port;
    }

    synchronized void cut() throws IOException {
        entrance.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    synchronized void mend() throws IOException {
        entrance = listen(port);
        lead(entrance);
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private void lead(ServerSocket through) {
        Thread.ofVirtual().start(() -> {
            while (!through.isClosed()) {
                try {
                    Socket caller = through.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
                    open.add(caller);
                    open.add(server);
                    if (through.isClosed()) {
                        end(caller, server);
                    }
                    Thread.ofVirtual().start(() -> carry(caller, server));
                    Thread.ofVirtual().start(() -> carry(server, caller));
                } catch (IOException cut) {
                    return;
                }
            }
        });
    }

    private void carry(Socket from, Socket into) {
        try {
            from.getInputStream().transferTo(into.getOutputStream());
        } catch (IOException broken) {
            // As the other side sees it.
        }
        end(from, into);
    }

    private void end(Socket... sockets) {
        for (Socket socket : sockets) {
            open.remove(socket);
            try {
                socket.close();
            } catch (IOException closed) {
                throw new AssertionError(closed);
            }
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
