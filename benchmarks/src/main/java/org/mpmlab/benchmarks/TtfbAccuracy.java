package org.mpmlab.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;

/**
 * The engine's time to first byte, request by request, against the server's own time from reading the request's last
 * byte to writing its answer's first: {@code TtfbAccuracy [seconds a case (5)]}. The difference is what lies between
 * the two clocks: both ways through the kernel, waking up twice, and the engine's error. The server keeps the answer's
 * last byte back for 5 ms, of which nothing may be in it.
 */
final class TtfbAccuracy {
    private static final Duration TAIL = Duration.ofMillis(5);
    private static final List<Duration> THINKS = List.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(10));

    /** One at a time and at once, this is well over 100,000 requests: what the JIT compilers of both sides need. */
    private static final Duration WARM_UP = Duration.ofSeconds(8);

    private TtfbAccuracy() {}

    public static void main(String[] args) throws Exception {
        Duration seconds = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 5);
        System.out.printf(
                "%-34s %8s %11s %9s %9s %9s %9s %9s%n",
                "engine's TTFB - server's own, us",
                "requests",
                "server p50",
                "p50",
                "p99",
                "max",
                ">= 5 ms",
                "tail p50");
        for (boolean polling : new boolean[] {false, true}) {
            for (Protocol protocol : Protocol.values()) {
                measure(protocol, polling, seconds);
            }
        }
    }

    private static void measure(Protocol protocol, boolean polling, Duration seconds)
            throws IOException, InterruptedException {
        Manner prompt = protocol == Protocol.H2 ? Manner.PROMPT.overTls() : Manner.PROMPT;
        Manner[] manners = new Manner[1 + THINKS.size()];
        manners[0] = prompt;
        for (int i = 0; i < THINKS.size(); i++) {
            manners[1 + i] = prompt.thinking(THINKS.get(i)).trailing(TAIL);
        }
        EngineOptions options = EngineOptions.DEFAULT
                .trustingAll()
                .pinnedTo(List.of(ServerProcess.ENGINE_CPU))
                .withPolling(polling);
        LoadResult[] results = new LoadResult[manners.length];
        try (ServerProcess server = new ServerProcess(manners);
                Engine engine = new Engine(options)) {
            for (int i = 0; i < manners.length; i++) {
                Load load = load(Target.get("clocked", server.uri(i)), protocol, i == 0 ? WARM_UP : seconds);
                results[i] = engine.run(load, LoadProgress.SILENT);
            }
            List<Notes> notes = server.stop();
            for (int i = 1; i < manners.length; i++) {
                print(protocol, polling, manners[i], results[i], notes.get(i));
            }
        }
    }

    private static Load load(Target target, Protocol protocol, Duration length) {
        return new Load(
                List.of(target),
                protocol,
                Arrival.Rounds.oneAtATime(),
                Connections.kept(1),
                WarmUp.fixed(Duration.ofMillis(200)),
                length,
                Duration.ofSeconds(5),
                1);
    }

    private static void print(Protocol protocol, boolean polling, Manner manner, LoadResult result, Notes notes) {
        double[] errorMicros = errorMicros(result, notes);
        int n = errorMicros.length;
        double[] serverMicros = notes.last(n).stream()
                .mapToDouble(request -> request.nanos() / 1e3)
                .sorted()
                .toArray();
        Distribution total = result.target("clocked").successes(Metric.TOTAL);
        Distribution first = result.target("clocked").successes(Metric.WRITTEN_TO_FIRST_BYTE);
        System.out.printf(
                Locale.ROOT,
                "%-34s %8d %11.1f %9.1f %9.1f %9.1f %9d %9.1f%n",
                protocol.word() + (manner.tls() ? " over TLS" : "") + ", think "
                        + manner.think().toMillis() + " ms" + (polling ? ", polling" : ""),
                n,
                Quantile.of(serverMicros, 0.5),
                Quantile.of(errorMicros, 0.5),
                Quantile.of(errorMicros, 0.99),
                errorMicros[n - 1],
                Arrays.stream(errorMicros)
                        .filter(micros -> micros >= TAIL.toNanos() / 1e3)
                        .count(),
                total.quantileMicros(0.5) - first.quantileMicros(0.5));
    }

    /** By request, ascending. */
    private static double[] errorMicros(LoadResult result, Notes notes) {
        int n = result.rounds().rounds();
        List<Notes.Request> own = notes.last(n);
        double[] micros = new double[n];
        for (int i = 0; i < n; i++) {
            micros[i] = result.rounds().micros(i, 0) - own.get(i).nanos() / 1e3;
        }
        Arrays.sort(micros);
        if (micros[0] < 0) {
            throw new IllegalStateException("an answer came " + -micros[0]
                    + " us before the server wrote it: the requests of the two sides do not pair up");
        }
        return micros;
    }
}
