package org.mpmlab.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A server that knows what it did when: it answers every GET with 1 KB in its {@linkplain Manner manner}, and takes
 * {@linkplain Notes notes}. It speaks HTTP/1.1 and, to clients whose preface says so or ALPN chose it, HTTP/2; on
 * 127.0.0.1 alone. It answers one request at a time, first come, first served, so that a stop ends for all at once and
 * what waited for its end is answered in order. Nothing of it is shared with the engine that it is held against: plain
 * blocking sockets, a thread for each connection.
 *
 * <p>By itself: {@code ClockedServer MANNER...} listens once for each manner, prints each port and start on a
 * line, and when its input ends prints each listener's notes on a line and exits.
 */
final class ClockedServer implements AutoCloseable {
    static final int BODY_BYTES = 1024;

    private static final int BACKLOG = 512;

    private final Manner manner;
    private final ServerSocket listener;
    private final long startNanos = System.nanoTime();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Notes.Request> requests = new ArrayList<>();

    /** Read and not yet answered, in the order of reading. */
    private final Queue<Request> waiting = new ConcurrentLinkedQueue<>();

    /** Held by the thread that answers. */
    private final ReentrantLock turn = new ReentrantLock();

    /** A request with its answer. */
    private static final class Request {
        private final long readNanos;
        private final byte[] head;
        private final byte[] rest;
        private final OutputStream out;

        Request(long readNanos, Conversation conversation, OutputStream out) {
            this.readNanos = readNanos;
            this.head = conversation.head();
            this.rest = conversation.rest();
            this.out = out;
        }
    }

    ClockedServer(Manner manner) throws IOException {
        this.manner = manner;
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        this.listener = manner.tls() ? TlsListener.open(loopback, BACKLOG) : new ServerSocket(0, BACKLOG, loopback);
        start(this::accept);
    }

    public static void main(String[] args) throws IOException {
        List<ClockedServer> servers = new ArrayList<>();
        StringBuilder greeting = new StringBuilder();
        for (String arg : args) {
            ClockedServer server = new ClockedServer(Manner.parse(arg));
            servers.add(server);
            greeting.append(server.port()).append(' ').append(server.startNanos).append(' ');
        }
        System.out.println(greeting.toString().strip());
        System.in.transferTo(OutputStream.nullOutputStream());
        for (ClockedServer server : servers) {
            server.close();
            System.out.println(server.notes().text());
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "clocked-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Conversation conversation = begin(socket);
            OutputStream out = socket.getOutputStream();
            while (true) {
                long readNanos = conversation.read();
                waiting.add(new Request(readNanos, conversation, out));
                answerAll();
            }
        } catch (IOException gone) {
            // The client left, or the server was closed.
        } finally {
            open.remove(socket);
        }
    }

    /** Of the requests that this server reads, only an HTTP/2 preface begins with a P. */
    private static Conversation begin(Socket socket) throws IOException {
        Intake in = new Intake(socket.getInputStream());
        return in.peek() == 'P' ? new Http2Conversation(in, socket.getOutputStream()) : new Http1Conversation(in);
    }

    /**
     * Answers what waits, unless another thread is at it, which then answers this one's too: what piled up during a stop
     * would otherwise wait for as many threads to wake, one by one, on the server's only CPU.
     */
    private void answerAll() {
        while (!waiting.isEmpty() && turn.tryLock()) {
            try {
                for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
                    answer(request);
                }
            } catch (IOException gone) {
                // The client of this one left; its own thread will notice.
            } finally {
                turn.unlock();
            }
        }
    }

    private void answer(Request request) throws IOException {
        boolean whole = manner.tail().isZero();
        byte[] first = whole
                ? ByteBuffer.allocate(request.head.length + request.rest.length)
                        .put(request.head)
                        .put(request.rest)
                        .array()
                : request.head;
        Clock.await(request.readNanos + manner.think().toNanos());
        long writeNanos = outsideAStop();
        request.out.write(first);
        if (!whole) {
            Clock.await(writeNanos + manner.tail().toNanos());
            request.out.write(request.rest);
        }
        requests.add(new Notes.Request(request.readNanos, writeNanos));
    }

    /** Waits for the end of a stop, if there is one now; the moment that it returns belongs to none. */
    private long outsideAStop() {
        while (true) {
            long now = System.nanoTime();
            long left = manner.stopLeftNanos(now - startNanos);
            if (left == 0) {
                return now;
            }
            Clock.await(now + left);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    Notes notes() {
        turn.lock();
        try {
            return new Notes(startNanos, requests);
        } finally {
            turn.unlock();
        }
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
