package org.mpmlab.engine.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;

/**
 * Sends a load from the command line and prints what came of it: {@code Drive URL [URL...] [c=16] [m=1] [rate=15000]
 * [quantum=1000us] [rounds=1] [n=1] [warm=5] [d=10] [protocol=h1] [cpu=1] [threads=1]}.
 */
public final class Drive {
    private Drive() {}

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> options = new HashMap<>();
        List<Target> targets = new ArrayList<>();
        for (String arg : args) {
            if (arg.startsWith("http")) {
                targets.add(Target.get("t" + targets.size(), URI.create(arg)));
            } else {
                options.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
            }
        }
        Load load = load(options, targets);
        EngineOptions engineOptions = EngineOptions.DEFAULT.trustingAll().withThreads(number(options, "threads", 1));
        if (options.containsKey("cpu")) {
            engineOptions = engineOptions.pinnedTo(List.of(number(options, "cpu", 0)));
        }
        try (Engine engine = new Engine(engineOptions)) {
            for (int i = 0; i < number(options, "times", 1); i++) {
                long before = allocatedBytes();
                LoadResult result =
                        engine.run(load, options.containsKey("live") ? System.out::println : LoadProgress.SILENT);
                print(result);
                System.out.printf(
                        "%d kB allocated by the load threads, warm-up included%n", (allocatedBytes() - before) / 1000);
            }
        }
    }

    /** What the load threads allocated so far. */
    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("mpmlab-load-")) {
                bytes += threads.getThreadAllocatedBytes(id);
            }
        }
        return bytes;
    }

    private static Load load(Map<String, String> options, List<Target> targets) {
        Arrival arrival = new Arrival.Closed();
        if (options.containsKey("rate")) {
            double rate = Double.parseDouble(options.get("rate"));
            arrival = new Arrival.Open(
                    List.of(new Arrival.Segment(rate, rate, Duration.ofHours(1))),
                    options.containsKey("poisson") ? Arrival.Spacing.POISSON : Arrival.Spacing.CONSTANT,
                    Duration.ofNanos(1000L * number(options, "quantum", 0)));
        } else if (options.containsKey("rounds")) {
            arrival = new Arrival.Rounds(
                    options.containsKey("atOnce"), Duration.ofMillis(number(options, "pause", 0)), 0);
        }
        int n = number(options, "n", 0);
        Connections connections = new Connections(
                number(options, "c", 16),
                number(options, "m", 1),
                n,
                n == 1 ? Connections.Policy.ON_DEMAND : Connections.Policy.SHARED);
        return new Load(
                targets,
                Protocol.valueOf(options.getOrDefault("protocol", "h1").toUpperCase(java.util.Locale.ROOT)),
                arrival,
                connections,
                WarmUp.fixed(Duration.ofSeconds(number(options, "warm", 5))),
                Duration.ofSeconds(number(options, "d", 10)),
                Duration.ofSeconds(5),
                1);
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        return Integer.parseInt(options.getOrDefault(name, String.valueOf(otherwise)));
    }

    private static void print(LoadResult result) {
        System.out.printf(
                "%.0f/s, %.2f us CPU a request, %s%n",
                result.completedPerSecond(), result.generatorCpuMicrosPerRequest(), result.generator());
        if (!result.rounds().targets().isEmpty()) {
            System.out.println(result.rounds());
        }
        for (TargetResult target : result.targets()) {
            System.out.println(target.target() + " " + target.counts() + " " + target.errors() + " " + target.statuses()
                    + " " + target.negotiated() + " " + target.samples());
            for (Metric metric : Metric.values()) {
                Distribution times = target.successes(metric);
                if (times.count() > 0) {
                    System.out.printf(
                            "  %-24s n=%-8d p50 %9.1f  p90 %9.1f  p99 %9.1f  p99.9 %9.1f  max %9.1f us%n",
                            metric,
                            times.count(),
                            times.quantileMicros(0.5),
                            times.quantileMicros(0.9),
                            times.quantileMicros(0.99),
                            times.quantileMicros(0.999),
                            times.maxNanos() / 1e3);
                }
            }
        }
    }
}
