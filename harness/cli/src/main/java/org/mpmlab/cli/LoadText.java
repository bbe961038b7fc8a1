package org.mpmlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Floor;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.reports.text.TextHistogram;

/** What came of a load, for the eye. A pure function. */
final class LoadText {
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999};

    private final LoadResult result;
    private final Optional<Floor> floor;
    private final int columns;
    private final List<String> lines = new ArrayList<>();

    private LoadText(LoadResult result, Optional<Floor> floor, int columns) {
        this.result = result;
        this.floor = floor;
        this.columns = columns;
    }

    /** The lines, the generator's own figures last. */
    static List<String> of(LoadResult result, Optional<Floor> floor, int columns) {
        LoadText text = new LoadText(result, floor, columns);
        result.targets().forEach(text::target);
        text.generator();
        return text.lines;
    }

    private void target(TargetResult target) {
        TargetResult.Counts counts = target.counts();
        line("%s  %s", target.target(), target.negotiated().keySet());
        idle(target.idle());
        if (counts.offered() == 0 && target.idle().starved()) {
            return;
        }
        line(
                "  %,d offered, %,d sent, %,d completed (%,.1f/s), %,d failed, %,d connections",
                counts.offered(),
                counts.sent(),
                counts.completed(),
                counts.completed() / Math.max(1e-9, result.elapsed().toNanos() / 1e9),
                counts.failed(),
                counts.connections());
        target.errors().forEach((kind, count) -> line("  %,d %s", count, words(kind)));
        target.samples().forEach(sample -> line("    %s", sample));
        line("  %-26s %12s %12s %12s %12s %12s", "microseconds", "p50", "p90", "p99", "p99.9", "max");
        for (Metric metric : Metric.values()) {
            row(metric, target.successes(metric));
        }
        line("");
        line("  written to first byte");
        TextHistogram.of(target.successes(Metric.WRITTEN_TO_FIRST_BYTE), columns)
                .forEach(lines::add);
        line("");
        LoadFigures.judge(result, target).causes().forEach(cause -> line("  does not count: %s", cause.text()));
    }

    private void row(Metric metric, Distribution times) {
        if (times.count() == 0) {
            return;
        }
        StringBuilder row = new StringBuilder(String.format("  %-26s", words(metric)));
        for (double quantile : QUANTILES) {
            row.append(String.format(Locale.ROOT, " %12.1f", times.quantileMicros(quantile)));
        }
        lines.add(row.append(String.format(Locale.ROOT, " %12.1f", times.maxNanos() / 1e3))
                .toString());
    }

    private void idle(IdleResult idle) {
        if (idle.asked() == 0) {
            return;
        }
        if (idle.starved()) {
            line("  new requests starve at %,d idle connections; no load was sent", idle.held());
        } else {
            line(
                    "  %,d of %,d idle connections held; in the end %,d still served, %,d closed by the server, %,d silent",
                    idle.held(), idle.asked(), idle.served(), idle.closed(), idle.silent());
        }
        if (idle.refused() > idle.wrong()) {
            line("  %,d new connections got no answer", idle.refused() - idle.wrong());
        }
        if (idle.wrong() > 0) {
            line("  %,d new connections got a wrong answer", idle.wrong());
        }
        idle.samples().forEach(sample -> line("    %s", sample));
        if (idle.closed() > 0) {
            line("    a server closes idle connections after its KeepAliveTimeout (nginx: keepalive_timeout)");
        }
    }

    private void generator() {
        if (result.generator().threads() > 0) {
            line(
                    "generator: %.1f us of CPU per request; waited for CPU %.1f %% of the time; steal %.1f %%",
                    result.generatorCpuMicrosPerRequest(),
                    result.generator().runDelay().orElse(Double.NaN) * 100,
                    result.generator().steal().orElse(Double.NaN) * 100);
            line(
                    "           %d collections, longest pause %.1f ms; warm-up %.1f s, %,d requests%s",
                    result.generator().collections(),
                    result.generator().longestPause().toNanos() / 1e6,
                    result.warmUp().took().toNanos() / 1e9,
                    result.warmUp().requests(),
                    result.warmUp().steady() ? "" : ", not steady");
        }
        lines.addAll(floor.map(LoadText::floor)
                .orElse(List.of("floor: not measured here yet; 'mpmlab load --calibrate' does, in half a minute")));
    }

    /** The engine's own figures. */
    static List<String> floor(Floor floor) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "floor: against a trivial server here, TTFB %.1f us at p50, %.1f at p99 (%s)",
                        floor.ttfbP50Micros(),
                        floor.ttfbP99Micros(),
                        floor.measured().toString().substring(0, 10)),
                String.format(
                        Locale.ROOT,
                        "       sends %.1f us late at p50, %.1f at p99; %.1f us of CPU per request",
                        floor.sendLagP50Micros(),
                        floor.sendLagP99Micros(),
                        floor.cpuMicrosPerRequest()));
    }

    private void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
