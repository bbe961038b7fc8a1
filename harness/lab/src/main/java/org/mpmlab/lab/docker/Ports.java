package org.mpmlab.lab.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.mpmlab.lab.LabException;

/**
 * Free ports of 127.0.0.1, each given out once until all were. They lie below the kernel's ephemeral range, so that no
 * outgoing connection of the generator can sit on one. Thread-safe.
 */
final class Ports {
    private static final int FIRST = 18_000;
    private static final int LAST = 29_999;

    /** Another mpmlab on this machine would start at another place. */
    private int next = FIRST + (int) (ProcessHandle.current().pid() * 37 % (LAST - FIRST));

    synchronized int free() {
        for (int tried = FIRST; tried <= LAST; tried++) {
            int port = next;
            next = next == LAST ? FIRST : next + 1;
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException taken) {
                // on to the next
            }
        }
        throw new LabException("No free port on 127.0.0.1 between " + FIRST + " and " + LAST
                + ": is something else holding them? Run ./mpmlab clean.");
    }
}
