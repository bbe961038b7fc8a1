package org.mpmlab.core.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Steadiness;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.run.Validity.Cause;
import org.mpmlab.core.run.Validity.Reason;

/**
 * When a cell must not count, whatever its figures. Never for being slow. Arms that took turns in rounds shared their
 * disturbances and bear more of them than a stack alone.
 */
public final class EvidenceRules {
    private static final int LEAST_ANSWERS = 20;
    private static final double LEAST_DELIVERED = 0.99;
    private static final double MOST_GENERATOR_CPU = 0.90;

    /** What a kind of cell bears. */
    private enum Limits {
        ROUNDS(0.35, Duration.ofMillis(500), 0.35, 0.10),
        ALONE(0.20, Duration.ofMillis(200), 0.20, 0.02);

        private final double steal;
        private final Duration pause;
        private final double runDelay;
        private final double collecting;

        Limits(double steal, Duration pause, double runDelay, double collecting) {
            this.steal = steal;
            this.pause = pause;
            this.runDelay = runDelay;
            this.collecting = collecting;
        }
    }

    private static final Duration MOST_LAG = Duration.ofMillis(5);
    /** Of the p99 TTFB, which counts from when a request was due: of a page that takes long, lag makes less of it. */
    private static final double MOST_LAG_OF_TTFB = 0.1;

    private EvidenceRules() {}

    /**
     * Whether what was measured of one target counts.
     *
     * @param target one of the result's
     */
    public static Validity judge(LoadResult result, TargetResult target) {
        if (target.idle().starved()) {
            return Validity.invalid(
                    Reason.STARVED,
                    String.format(
                            Locale.ROOT,
                            "new requests starved at %,d idle connections, so no load was sent",
                            target.idle().held()));
        }
        List<Cause> causes = new ArrayList<>();
        Arrival arrival = result.load().arrival();
        Limits limits = arrival instanceof Arrival.Rounds ? Limits.ROUNDS : Limits.ALONE;
        idle(target.idle(), causes);
        answers(target, causes);
        disturbances(limits, result, causes);
        if (arrival instanceof Arrival.Open open) {
            delivery(open, target, causes);
        }
        if (limits == Limits.ALONE) {
            saturation(result, causes);
        }
        return new Validity(causes);
    }

    /** The CPU time of the sending threads over that which they could have had. */
    static double generatorShare(LoadResult result) {
        Generator generator = result.generator();
        return share(generator.cpu(), result.elapsed()) / Math.max(1, generator.threads());
    }

    private static void saturation(LoadResult result, List<Cause> causes) {
        double share = generatorShare(result);
        if (share > MOST_GENERATOR_CPU) {
            causes.add(cause(
                    Reason.GENERATOR_CPU,
                    "the generator used %.0f %% of its CPU, limit %.0f %%: what was measured is the generator",
                    share * 100,
                    MOST_GENERATOR_CPU * 100));
        }
        if (!result.warmUp().steady()) {
            causes.add(cause(
                    Reason.NOT_STEADY,
                    "after %.0f s of warm-up and %,d requests, rate or CPU time per request still moved by more than"
                            + " %.0f %%: a longer warm-up may settle it",
                    result.warmUp().took().toNanos() / 1e9,
                    result.warmUp().requests(),
                    Steadiness.TOLERANCE * 100));
        }
    }

    private static double share(Duration part, Duration whole) {
        return whole.isZero() ? 0 : (double) part.toNanos() / whole.toNanos();
    }

    /** A server may have no room for all that were asked for, but must have what they ask for. */
    private static void idle(IdleResult idle, List<Cause> causes) {
        if (idle.wrong() > 0 || (idle.held() == 0 && idle.refused() > 0)) {
            causes.add(cause(
                    Reason.IDENTITY,
                    "%,d of %,d idle connections were held, as %,d new ones got no right answer%s",
                    idle.held(),
                    idle.asked(),
                    idle.refused(),
                    first(idle.samples())));
        }
    }

    private static String first(List<String> samples) {
        return samples.isEmpty() ? "" : ": " + samples.get(0);
    }

    private static void answers(TargetResult result, List<Cause> causes) {
        if (result.counts().failed() > 0) {
            causes.add(cause(
                    Reason.ERRORS,
                    "%d of %d requests failed (%s)%s",
                    result.counts().failed(),
                    result.counts().offered(),
                    kinds(result),
                    first(result.samples())));
        }
        if (result.counts().completed() < LEAST_ANSWERS) {
            causes.add(cause(
                    Reason.TOO_FEW,
                    "%d answers, at least %d are needed to speak of quantiles",
                    result.counts().completed(),
                    LEAST_ANSWERS));
        }
    }

    private static String kinds(TargetResult result) {
        return result.errors().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(error -> error.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + error.getValue())
                .collect(java.util.stream.Collectors.joining(", "));
    }

    private static void disturbances(Limits limits, LoadResult result, List<Cause> causes) {
        Generator generator = result.generator();
        double steal = generator.steal().orElse(0);
        if (steal > limits.steal) {
            causes.add(cause(
                    Reason.STEAL,
                    "the hypervisor took %.0f %% of the CPU time, limit %.0f %%",
                    steal * 100,
                    limits.steal * 100));
        }
        if (generator.longestPause().compareTo(limits.pause) > 0) {
            causes.add(cause(
                    Reason.PAUSE,
                    "the generator was held up for %d ms, limit %d ms",
                    generator.longestPause().toMillis(),
                    limits.pause.toMillis()));
        }
        double delay = generator.runDelay().orElse(0);
        if (delay > limits.runDelay) {
            causes.add(cause(
                    Reason.RUN_QUEUE,
                    "for %.0f %% of the time the generator was ready to run and had no CPU, limit %.0f %%",
                    delay * 100,
                    limits.runDelay * 100));
        }
        double collecting = share(generator.collecting(), result.elapsed());
        if (collecting > limits.collecting) {
            causes.add(cause(
                    Reason.COLLECTIONS,
                    "the generator collected garbage for %.1f %% of the time, limit %.0f %%",
                    collecting * 100,
                    limits.collecting * 100));
        }
    }

    private static void delivery(Arrival.Open open, TargetResult result, List<Cause> causes) {
        long offered = result.counts().offered();
        long sent = result.counts().sent();
        if (sent < LEAST_DELIVERED * offered) {
            causes.add(cause(
                    Reason.NOT_DELIVERED,
                    "%d of %d due requests were sent, at least %.0f %% must be",
                    sent,
                    offered,
                    LEAST_DELIVERED * 100));
        }
        long lag = p99Nanos(result, Metric.SEND_LAG);
        long ofTtfb = Math.round(MOST_LAG_OF_TTFB * p99Nanos(result, Metric.INTENDED_TO_FIRST_BYTE));
        long limit = Math.max(MOST_LAG.toNanos(), ofTtfb) + open.quantum().toNanos();
        if (lag > limit) {
            causes.add(cause(
                    Reason.SEND_LAG,
                    "one request in a hundred was sent %.1f ms late or more, limit %.1f ms",
                    lag / 1e6,
                    limit / 1e6));
        }
    }

    private static long p99Nanos(TargetResult result, Metric metric) {
        return result.successes(metric).quantileNanos(0.99);
    }

    private static Cause cause(Reason reason, String format, Object... values) {
        return new Cause(reason, String.format(Locale.ROOT, format, values));
    }
}
