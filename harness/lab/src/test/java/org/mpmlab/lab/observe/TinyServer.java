package org.mpmlab.lab.observe;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server on the loopback that answers as no healthy one would. */
final class TinyServer implements AutoCloseable {
    private final ServerSocket socket;
    private volatile String lastRequest = "";

    private interface Answer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    private TinyServer(Answer answer) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(answer), "tiny-server");
        thread.setDaemon(true);
        thread.start();
    }

    static TinyServer answering(String answer) throws IOException {
        return new TinyServer(out -> out.write(answer.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Sends a byte now and then, and never the last one. */
    static TinyServer trickling(Duration pause) throws IOException {
        return new TinyServer(out -> {
            while (true) {
                out.write('H');
                Thread.sleep(pause.toMillis());
            }
        });
    }

    private void serve(Answer answer) {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                byte[] request = new byte[4096];
                int length = connection.getInputStream().read(request);
                lastRequest = new String(request, 0, Math.max(0, length), StandardCharsets.US_ASCII);
                answer.write(connection.getOutputStream());
            } catch (IOException gone) {
                // The client gave up, or the test is over.
            } catch (InterruptedException over) {
                return;
            }
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    String lastRequest() {
        return lastRequest;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
