package org.mpmlab.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;

/**
 * A server that stops for 200 ms every 2 s, at 1,000 requests a second: {@code Stall [seconds, even (20)]}. One request in
 * ten is due during a stop and waits for its end, so that of all requests one in a hundred waits 180 ms or longer, one
 * in a thousand 198 ms. A generator that forgets the requests it could not send meanwhile (coordinated omission) sees
 * next to nothing of that.
 */
final class Stall {
    private static final double PER_SECOND = 1_000;
    private static final long GAP_NANOS = Math.round(1e9 / PER_SECOND);
    private static final double[] QUANTILES = {0.99, 0.999};
    private static final Manner STALLING = Manner.PROMPT.stopping(Duration.ofSeconds(2), Duration.ofMillis(200));

    private Stall() {}

    public static void main(String[] args) throws Exception {
        Duration seconds = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 20);
        System.out.printf(
                "%-22s %8s %10s %12s %14s %10s%n",
                "a stalling server, ms", "requests", "quantile", "analytic", "server's clock", "engine");
        measure(Protocol.H1, Connections.kept(32), seconds);
        measure(Protocol.H2C, Connections.kept(4).withStreams(8), seconds);
    }

    private static void measure(Protocol protocol, Connections connections, Duration seconds)
            throws IOException, InterruptedException {
        EngineOptions options = EngineOptions.DEFAULT.pinnedTo(List.of(ServerProcess.ENGINE_CPU));
        // At full speed first, on the same code: at 1,000 a second the JIT compilers would take minutes.
        try (ServerProcess server = new ServerProcess(Manner.PROMPT, STALLING);
                Engine engine = new Engine(options)) {
            Target prompt = Target.get("prompt", server.uri(0));
            Target stalling = Target.get("stalling", server.uri(1));
            engine.run(
                    load(prompt, protocol, connections, new Arrival.Closed(), Duration.ofSeconds(6)),
                    LoadProgress.SILENT);
            awaitMidway(server.startNanos(1));
            TargetResult result = engine.run(
                            load(stalling, protocol, connections, Arrival.Open.at(PER_SECOND), seconds),
                            LoadProgress.SILENT)
                    .target("stalling");
            print(protocol, result, server.stop().get(1));
        }
    }

    /**
     * Waits until the server is halfway from stop to stop. As warm-up and duration are whole periods, neither ends during
     * a stop then, when requests would be left that could not be sent any more.
     */
    private static void awaitMidway(long serverStartNanos) {
        long period = STALLING.every().toNanos();
        long now = System.nanoTime();
        Clock.await(now + Math.floorMod(serverStartNanos + period / 2 - now, period));
    }

    private static Load load(
            Target target, Protocol protocol, Connections connections, Arrival arrival, Duration length) {
        return new Load(
                List.of(target),
                protocol,
                arrival,
                connections,
                WarmUp.fixed(Duration.ofSeconds(2)),
                length,
                Duration.ofSeconds(5),
                1);
    }

    private static void print(Protocol protocol, TargetResult result, Notes notes) {
        Distribution seen = result.successes(Metric.INTENDED_TO_FIRST_BYTE);
        int n = Math.toIntExact(seen.count());
        if (n != result.counts().offered()) {
            System.out.println(
                    protocol.word() + ": " + result.counts() + " " + result.errors() + " " + result.samples());
        }
        long[] due = dueNanos(notes.last(n));
        double[] analytic = waitMillis(due, notes.startNanos());
        double[] served = servedMillis(due, notes.last(n));
        for (double q : QUANTILES) {
            double truth = Quantile.of(analytic, q);
            double engine = seen.quantileMillis(q);
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %8d %10s %12.2f %14.2f %10.2f   %+.2f %%%n",
                    protocol.word() + ", " + PER_SECOND + "/s",
                    n,
                    "p" + q * 100,
                    truth,
                    Quantile.of(served, q),
                    engine,
                    (engine / truth - 1) * 100);
        }
        double[] late = lateMillis(notes.last(n), notes.startNanos());
        System.out.printf(
                Locale.ROOT,
                "  the %d stops ended late by %.2f ms in the median and %.2f ms at worst%n",
                late.length,
                Quantile.of(late, 0.5),
                late[late.length - 1]);
    }

    /** How long after the end of each stop the first request was answered that came during it, ascending. */
    private static double[] lateMillis(List<Notes.Request> requests, long serverStartNanos) {
        long period = STALLING.every().toNanos();
        long stop = STALLING.stop().toNanos();
        Map<Long, Long> first = new HashMap<>();
        for (Notes.Request request : requests) {
            long readNanos = request.readNanos() - serverStartNanos;
            if (STALLING.stopLeftNanos(readNanos) > 0) {
                first.merge(readNanos / period, request.writeNanos() - serverStartNanos, Math::min);
            }
        }
        return first.entrySet().stream()
                .mapToDouble(one -> (one.getValue() - one.getKey() * period - stop) / 1e6)
                .sorted()
                .toArray();
    }

    /**
     * When the requests were due: at a constant rate all that is unknown is the first one's moment. A request reaches the
     * server shortly after it is due, unless the server stops; so the moment from which one in ten came sooner is that,
     * but for the tens of microseconds that the way takes at its quickest.
     */
    static long[] dueNanos(List<Notes.Request> requests) {
        long[] read =
                inOrderOfReading(requests).mapToLong(Notes.Request::readNanos).toArray();
        long[] first = new long[read.length];
        for (int i = 0; i < read.length; i++) {
            first[i] = read[i] - i * GAP_NANOS;
        }
        Arrays.sort(first);
        long firstNanos = first[first.length / 10];
        long[] due = new long[read.length];
        for (int i = 0; i < due.length; i++) {
            due[i] = firstNanos + i * GAP_NANOS;
        }
        return due;
    }

    /** How long requests due then wait for the end of a stop, ascending. */
    static double[] waitMillis(long[] dueNanos, long serverStartNanos) {
        return Arrays.stream(dueNanos)
                .mapToDouble(due -> STALLING.stopLeftNanos(due - serverStartNanos) / 1e6)
                .sorted()
                .toArray();
    }

    /** From being due to being answered by the server's clock, ascending: what the server really did. */
    private static double[] servedMillis(long[] dueNanos, List<Notes.Request> requests) {
        long[] written =
                inOrderOfReading(requests).mapToLong(Notes.Request::writeNanos).toArray();
        double[] millis = new double[written.length];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = (written[i] - dueNanos[i]) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }

    private static Stream<Notes.Request> inOrderOfReading(List<Notes.Request> requests) {
        return requests.stream().sorted(Comparator.comparingLong(Notes.Request::readNanos));
    }
}
