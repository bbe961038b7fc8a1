package org.mpmlab.engine.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** Listens on 127.0.0.1, on a port of the kernel's choosing, and gives each connection to a script on its own thread. */
public final class FakeServer implements AutoCloseable {
    /** What a server does with a connection; the socket is closed when it returns. */
    @FunctionalInterface
    public interface Script {
        void serve(Peer peer) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    public FakeServer(Script script) throws IOException {
        this(ServerSocketFactory.getDefault(), script);
    }

    /** A server over what the factory makes, such as TLS. */
    public FakeServer(ServerSocketFactory sockets, Script script) throws IOException {
        this.listener = sockets.createServerSocket(0, 128, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        this.script = script;
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "fake-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                int number = accepted.getAndIncrement();
                open.add(socket);
                start(() -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            script.serve(new Peer(socket, number));
        } catch (IOException | InterruptedException gone) {
            // The client left, or the test is over.
        } finally {
            open.remove(socket);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public URI https(String path) {
        return URI.create("https://127.0.0.1:" + port() + path);
    }

    /** Connections so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Cuts what is still open, read or not: what a script is to have read must be awaited before. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
