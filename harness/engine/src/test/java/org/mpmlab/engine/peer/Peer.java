package org.mpmlab.engine.peer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The server's end of a connection. */
public final class Peer {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final int number;

    Peer(Socket socket, int number) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.number = number;
    }

    /** Which of the server's connections this is, from 0. */
    public int number() {
        return number;
    }

    public Socket socket() {
        return socket;
    }

    /** Reads an HTTP/1.1 request up to its empty line, and its body if it says how long that is. */
    public String request() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 2) {
            int b = byteOf();
            head.write(b);
            ends = b == '\n' ? ends + 1 : b == '\r' ? ends : 0;
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int at = text.indexOf("Content-Length: ");
        if (at >= 0) {
            int length = Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
            text += new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }
        return text;
    }

    public int byteOf() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the client closed");
        }
        return b;
    }

    public byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the client closed");
        }
        return bytes;
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Answers a request with 200 and this body. */
    public void answer(String body) throws IOException {
        send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Answers every request so until the client leaves. */
    public void answerAll(String body) throws IOException {
        while (true) {
            request();
            answer(body);
        }
    }

    /** Sends a RST instead of a FIN when the script is over. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
    }
}
