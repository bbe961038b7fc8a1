package org.mpmlab.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Floor;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.core.run.EvidenceRules;
import org.mpmlab.core.run.Validity;

/**
 * What came of a load as {@code load --json} writes it: figures, not histograms.
 *
 * @param settings all that was asked
 * @param warmUp how the warm-up went
 * @param seconds of measuring
 * @param requestsPerSecond answered as expected, over all addresses
 * @param generatorCpuMicrosPerRequest for each request sent
 * @param floor what the engine measures on this machine when the server does nothing; empty when never calibrated
 */
record LoadFigures(
        Load settings,
        Instant started,
        WarmUp.Outcome warmUp,
        double seconds,
        double requestsPerSecond,
        double generatorCpuMicrosPerRequest,
        Generator generator,
        Optional<Floor> floor,
        List<Address> addresses) {

    /**
     * What one address answered.
     *
     * @param errors failed requests by kind
     * @param statuses answers by status code
     * @param negotiated connections by the protocol that the server chose
     * @param successMicros times of the successes by metric, over new and reused connections
     * @param histogramMicros the same of every histogram, by its series
     * @param idle the idle connections beside the load
     * @param samples the first few failures in words
     */
    record Address(
            String address,
            boolean valid,
            List<Validity.Cause> causes,
            TargetResult.Counts counts,
            Map<ErrorKind, Long> errors,
            Map<Integer, Long> statuses,
            Map<String, Long> negotiated,
            Map<String, Quantiles> successMicros,
            Map<String, Quantiles> histogramMicros,
            Held idle,
            List<String> samples) {}

    /**
     * What became of the idle connections.
     *
     * @param opening first bytes of new connections by how many were held
     */
    record Held(
            int asked,
            int held,
            boolean starved,
            int refused,
            int wrong,
            int closed,
            int served,
            int silent,
            List<Level> opening,
            List<String> samples) {
        static Held of(IdleResult idle) {
            return new Held(
                    idle.asked(),
                    idle.held(),
                    idle.starved(),
                    idle.refused(),
                    idle.wrong(),
                    idle.closed(),
                    idle.served(),
                    idle.silent(),
                    idle.opening().stream()
                            .map(level -> new Level(level.held(), Quantiles.of(level.firstByte())))
                            .toList(),
                    idle.samples());
        }
    }

    /** First bytes of new connections while so many were held. */
    record Level(int held, Quantiles firstByteMicros) {}

    static LoadFigures of(LoadResult result, Optional<Floor> floor) {
        return new LoadFigures(
                result.load(),
                result.started(),
                result.warmUp(),
                result.elapsed().toNanos() / 1e9,
                result.completedPerSecond(),
                result.generatorCpuMicrosPerRequest(),
                result.generator(),
                floor,
                result.targets().stream().map(target -> address(result, target)).toList());
    }

    static Validity judge(LoadResult result, TargetResult target) {
        return EvidenceRules.judge(result, target);
    }

    private static Address address(LoadResult result, TargetResult target) {
        Validity validity = judge(result, target);
        Map<String, Quantiles> successes = new TreeMap<>();
        for (Metric metric : Metric.values()) {
            Distribution times = target.successes(metric);
            if (times.count() > 0) {
                successes.put(metric.name().toLowerCase(Locale.ROOT).replace('_', '-'), Quantiles.of(times));
            }
        }
        Map<String, Quantiles> histograms = new TreeMap<>();
        target.times().forEach((series, times) -> histograms.put(series.tag(), Quantiles.of(times)));
        return new Address(
                target.target(),
                validity.valid(),
                validity.causes(),
                target.counts(),
                target.errors(),
                target.statuses(),
                target.negotiated(),
                successes,
                histograms,
                Held.of(target.idle()),
                target.samples());
    }
}
