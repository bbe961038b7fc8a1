package org.mpmlab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.core.run.Json;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;
import org.mpmlab.lab.record.HistogramLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The load engine by itself. */
@Command(
        name = "load",
        description = {
            "Sends load to addresses and measures time to first byte.",
            "Times are in microseconds. With several addresses, requests are dealt to them in random rounds. Hosts other than "
                    + "this machine need --remote."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Example: mpmlab load http://127.0.0.1:8080/ --connections 16 --duration 10s",
            "         mpmlab load https://127.0.0.1:8443/ -p h2 -c 4 -m 16 -r 2000"
        })
final class LoadCommand implements Callable<Integer> {
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999};

    @Parameters(arity = "1..*", paramLabel = "URL", description = "http or https addresses")
    private List<URI> uris;

    @Option(
            names = {"-c", "--connections"},
            paramLabel = "N",
            defaultValue = "16",
            description = "how many; a closed loop keeps N x streams requests in flight, over all addresses together; "
                    + "default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(
            names = {"-m", "--streams"},
            paramLabel = "N",
            defaultValue = "1",
            description = "requests in flight on each HTTP/2 connection; default: ${DEFAULT-VALUE}")
    private int streams;

    @Option(
            names = {"-r", "--rate"},
            paramLabel = "N",
            description = "requests per second, in open loop; default: closed loop, as fast as answers come")
    private Double rate;

    @Option(names = "--poisson", description = "space the requests of a rate as a Poisson process")
    private boolean poisson;

    @Option(
            names = "--quantum",
            paramLabel = "TIME",
            converter = DurationOption.class,
            defaultValue = "0s",
            description = "group the sends of a rate, such as 1ms, to spare CPU; default: exact timing")
    private Duration quantum;

    @Option(names = "--rounds", description = "one request at a time, to each address in turn")
    private boolean rounds;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            converter = DurationOption.class,
            defaultValue = "10s",
            description = "how long it is measured; default: ${DEFAULT-VALUE}")
    private Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = DurationOption.class,
            defaultValue = "2s",
            description = "sent before, not counted; default: ${DEFAULT-VALUE}")
    private Duration warmUp;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationOption.class,
            defaultValue = "10s",
            description = "of one request; default: ${DEFAULT-VALUE}")
    private Duration timeout;

    @Option(
            names = {"-p", "--protocol"},
            paramLabel = "h1|h2|h2c",
            description = "HTTP/1.1, HTTP/2 over TLS, or HTTP/2 in clear text; default: h1")
    private Protocol protocol = Protocol.H1;

    @Option(names = "--no-keepalive", description = "a new connection for every request")
    private boolean noKeepAlive;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "event-loop threads; default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of random choices; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--remote", description = "allow addresses that are not on this machine")
    private boolean remote;

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures here as JSON ('-': print them)")
    private String json;

    @Option(names = "--hlog", paramLabel = "FILE", description = "write the histograms here, as an HdrHistogram log")
    private Path hlog;

    @Option(
            names = "--result",
            paramLabel = "FILE",
            description = "write the whole result here as JSON, with its histograms")
    private Path whole;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Load load = load();
        try (LoadGenerator engine =
                new Engine(EngineOptions.DEFAULT.withThreads(threads).trustingAll())) {
            boolean terminal = Terminal.movesCursor();
            LoadResult result = engine.run(load, terminal ? LoadCommand::glance : LoadProgress.SILENT);
            if (terminal) {
                System.err.print("\r\033[K");
            }
            write(result);
            return result.targets().stream().anyMatch(target -> target.counts().completed() > 0)
                    ? ExitCode.OK
                    : ExitCode.INVALID;
        }
    }

    private void write(LoadResult result) throws IOException {
        if (hlog != null) {
            Files.writeString(hlog, HistogramLog.of(result));
        }
        if (whole != null) {
            Files.writeString(whole, json(result) + "\n");
        }
        String figures = json(LoadFigures.of(result, threads));
        if ("-".equals(json)) {
            System.out.println(figures);
            return;
        }
        print(result);
        if (json != null) {
            Files.writeString(Path.of(json), figures + "\n");
        }
    }

    private Load load() {
        List<Target> targets = new ArrayList<>();
        for (URI uri : uris) {
            if (!remote && !isLocal(uri)) {
                throw new UsageException(uri + " is not on this machine. Load someone else's server only if you may: "
                        + "then say --remote.");
            }
            targets.add(named(uri, targets.size()));
        }
        try {
            return new Load(
                    targets,
                    protocol,
                    arrival(),
                    new Connections(
                            connections,
                            streams,
                            noKeepAlive ? 1 : 0,
                            noKeepAlive ? Connections.Policy.ON_DEMAND : Connections.Policy.SHARED),
                    WarmUp.fixed(warmUp),
                    duration,
                    timeout,
                    seed);
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(impossible.getMessage());
        }
    }

    private Target named(URI uri, int index) {
        try {
            return Target.get(uris.size() == 1 ? uri.toString() : (index + 1) + ": " + uri, uri);
        } catch (IllegalArgumentException noAddress) {
            throw new UsageException(noAddress.getMessage());
        }
    }

    private Arrival arrival() {
        if (rounds) {
            return Arrival.Rounds.oneAtATime();
        }
        if (rate == null) {
            return new Arrival.Closed();
        }
        return new Arrival.Open(
                List.of(new Arrival.Segment(rate, rate, duration)),
                poisson ? Arrival.Spacing.POISSON : Arrival.Spacing.CONSTANT,
                quantum);
    }

    private static boolean isLocal(URI uri) {
        return Loopback.is(uri.getHost());
    }

    private static void glance(LoadProgress.Moment now) {
        System.err.printf(
                Locale.ROOT,
                "\r\033[K%s %3d s  %,.0f requests/s  p99 %.3f ms  %,d done, %,d failed",
                now.warmingUp() ? "warming up" : "measuring",
                now.elapsed().toSeconds(),
                now.perSecond(),
                now.p99Nanos() / 1e6,
                now.completed(),
                now.failed());
        System.err.flush();
    }

    private static void print(LoadResult result) {
        for (TargetResult target : result.targets()) {
            TargetResult.Counts counts = target.counts();
            System.out.println(target.target() + "  " + target.negotiated().keySet());
            System.out.printf(
                    Locale.ROOT,
                    "  %,d offered, %,d sent, %,d completed (%,.1f/s), %,d failed, %,d connections%n",
                    counts.offered(),
                    counts.sent(),
                    counts.completed(),
                    counts.completed() / (result.elapsed().toNanos() / 1e9),
                    counts.failed(),
                    counts.connections());
            target.errors()
                    .forEach((kind, count) -> System.out.printf(
                            Locale.ROOT,
                            "  %,d %s%n",
                            count,
                            kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            target.samples().forEach(sample -> System.out.println("    " + sample));
            System.out.printf(
                    "  %-26s %12s %12s %12s %12s %12s%n", "microseconds", "p50", "p90", "p99", "p99.9", "max");
            for (Metric metric : Metric.values()) {
                row(metric, target.successes(metric));
            }
            LoadFigures.judge(result, target)
                    .causes()
                    .forEach(cause -> System.out.println("  does not count: " + cause.text()));
        }
        System.out.printf(
                Locale.ROOT,
                "generator: %.1f us of CPU per request, %d collections, longest pause %.1f ms, steal %.1f %%%n",
                result.generatorCpuMicrosPerRequest(),
                result.generator().collections(),
                result.generator().longestPause().toNanos() / 1e6,
                result.generator().steal().orElse(Double.NaN) * 100);
    }

    private static void row(Metric metric, Distribution times) {
        if (times.count() == 0) {
            return;
        }
        StringBuilder row = new StringBuilder(
                String.format("  %-26s", metric.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        for (double quantile : QUANTILES) {
            row.append(String.format(Locale.ROOT, " %12.1f", times.quantileMicros(quantile)));
        }
        System.out.println(row.append(String.format(Locale.ROOT, " %12.1f", times.maxNanos() / 1e3)));
    }

    private static String json(Object result) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
