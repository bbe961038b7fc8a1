package org.mpmlab.engine.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How many connections this process may open, as the kernel sees it. Where it does not tell, nothing is refused. */
public final class Limits {
    private static final Path PORTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final Path PROCESS = Path.of("/proc/self");

    /** What a JVM opens beside connections while it runs: libraries, pipes, logs. */
    private static final int OTHER_FILES = 64;

    /** Ports are hard to find when few are left, and others need some. */
    private static final double USABLE_PORTS = 0.85;

    /** 127.0.0.1 to 127.0.0.200: all of 127/8 is this machine's (RFC 1122, 3.2.1.3). */
    private static final int MOST_SOURCES = 200;

    private static final int DEFAULT_PORTS = 28_232;

    private Limits() {}

    /**
     * Checks that this process may have so many more connections open.
     *
     * @throws IllegalArgumentException if not, with what to do about it
     */
    public static void checkFiles(long connections) {
        OptionalLong limit = openFiles();
        long open = filesOpen();
        if (limit.isPresent() && connections + open + OTHER_FILES > limit.getAsLong()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%,d connections need as many open files; this process may have %,d and has %,d open already."
                            + " Raise its limit (ulimit -n in the shell, LimitNOFILE= in a systemd unit, --ulimit nofile="
                            + " of a container), hold at most %,d, or share the connections among several processes.",
                    connections,
                    limit.getAsLong(),
                    open,
                    Math.max(0, limit.getAsLong() - open - OTHER_FILES)));
        }
    }

    /**
     * The local addresses from which so many connections to one address and port can be made: a pair of addresses has
     * one connection for each ephemeral port.
     *
     * @return none when the kernel's own choice will do
     * @throws IllegalArgumentException if there are not ports enough, with what to do about it
     */
    public static List<InetAddress> sources(long connections, InetAddress target) {
        long perSource = (long) (ephemeralPorts() * USABLE_PORTS);
        long needed = (connections + perSource - 1) / perSource;
        if (needed <= 1) {
            return List.of();
        }
        boolean loopback = target != null && target.isLoopbackAddress() && target.getAddress().length == 4;
        if (!loopback || needed > MOST_SOURCES) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%,d connections to one address and port need as many local ports; there are %,d, of which %,d can"
                            + " be used%s. Widen net.ipv4.ip_local_port_range, or hold fewer.",
                    connections,
                    ephemeralPorts(),
                    perSource * (loopback ? MOST_SOURCES : 1),
                    loopback ? " from " + MOST_SOURCES + " local addresses" : ""));
        }
        List<InetAddress> sources = new ArrayList<>();
        for (int i = 1; i <= needed; i++) {
            sources.add(loopback(i));
        }
        return sources;
    }

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static OptionalLong openFiles() {
        try (Stream<String> lines = Files.lines(PROCESS.resolve("limits"))) {
            return lines.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.replaceAll("\\D+", " ").strip().split(" ", -1)[0])
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException | RuntimeException unknown) {
            return OptionalLong.empty();
        }
    }

    private static long filesOpen() {
        try (Stream<Path> open = Files.list(PROCESS.resolve("fd"))) {
            return open.count();
        } catch (IOException unknown) {
            return 0;
        }
    }

    private static long ephemeralPorts() {
        try {
            String[] range = Files.readString(PORTS).strip().split("\\s+", -1);
            return Long.parseLong(range[1]) - Long.parseLong(range[0]) + 1;
        } catch (IOException | RuntimeException unknown) {
            return DEFAULT_PORTS;
        }
    }
}
