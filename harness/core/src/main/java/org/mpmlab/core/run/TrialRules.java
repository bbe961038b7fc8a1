package org.mpmlab.core.run;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.run.Validity.Cause;
import org.mpmlab.core.run.Validity.Reason;
import org.mpmlab.core.search.Next;
import org.mpmlab.core.search.Purpose;
import org.mpmlab.core.search.Trial;
import org.mpmlab.core.search.Trial.Outcome;
import org.mpmlab.core.search.Trial.Quantile;

/**
 * What a trial of a search says of its rate. All requests that were due count, from the moment at which they were: one
 * that failed, or was never sent because all connections waited, was not answered within any limit.
 */
public final class TrialRules {
    /** What an objective judges by itself: a server past its knee fails, and does not void the trial that shows it. */
    private static final Set<Reason> JUDGED = EnumSet.of(Reason.ERRORS, Reason.NOT_DELIVERED, Reason.TOO_FEW);

    private static final Set<Reason> BROKEN = EnumSet.of(Reason.IDENTITY, Reason.CONTAINER, Reason.STARVED);

    private TrialRules() {}

    /**
     * The trial that a load was.
     *
     * @param attempt what was asked
     * @param result what came of it
     * @param target the stack's part of it
     * @param seen of the servers while it was measured
     * @param validity by the {@link EvidenceRules} and the state of the stack's containers
     */
    public static Trial judge(
            Objective objective,
            Next.Attempt attempt,
            LoadResult result,
            TargetResult target,
            Observations seen,
            Validity validity) {
        Trial.Requests requests = new Trial.Requests(
                target.counts().offered(),
                target.counts().sent(),
                target.counts().completed(),
                target.counts().failed());
        List<Quantile> ttfb = objective.ttfb().stream()
                .map(limit -> quantile(limit, requests, target.successes(Metric.INTENDED_TO_FIRST_BYTE)))
                .toList();
        boolean probe = attempt.purpose() == Purpose.PROBE;
        List<Cause> against = validity.causes().stream()
                .filter(cause -> !JUDGED.contains(cause.reason()))
                .filter(cause -> !probe || cause.reason() != Reason.GENERATOR_CPU)
                .toList();
        List<String> missed = probe ? List.of() : missed(objective, requests, ttfb);
        return new Trial(
                attempt.purpose(),
                probe ? result.completedPerSecond() : attempt.ratePerSecond(),
                result.started(),
                attempt.duration(),
                requests,
                ttfb,
                seen.cpuMicros(result.elapsed()),
                EvidenceRules.generatorShare(result),
                outcome(against, missed),
                against.isEmpty() ? missed : against.stream().map(Cause::text).toList());
    }

    /** A cell's validity where the objective has the last word on failures: met, it allows for some. */
    public static Validity within(Trial trial, Validity validity) {
        return trial.outcome() != Outcome.MET
                ? validity
                : new Validity(validity.causes().stream()
                        .filter(cause -> !JUDGED.contains(cause.reason()))
                        .toList());
    }

    private static Outcome outcome(List<Cause> against, List<String> missed) {
        if (against.isEmpty()) {
            return missed.isEmpty() ? Outcome.MET : Outcome.MISSED;
        }
        if (against.stream().anyMatch(cause -> BROKEN.contains(cause.reason()))) {
            return Outcome.BROKEN;
        }
        boolean saturated = against.stream().anyMatch(cause -> cause.reason() == Reason.GENERATOR_CPU);
        return saturated ? Outcome.SATURATED : Outcome.VOID;
    }

    private static Quantile quantile(TtfbLimit limit, Trial.Requests requests, Distribution answered) {
        if (requests.due() == 0) {
            return new Quantile(limit.quantile(), OptionalDouble.empty(), 1);
        }
        Histogram times = answered.toHistogram();
        long inTime = Math.min(
                requests.due(), times.getCountBetweenValues(0, limit.limit().toNanos()));
        double ofAnswered = limit.quantile() * requests.due() / Math.max(1, answered.count());
        return new Quantile(
                limit.quantile(),
                ofAnswered > 1 ? OptionalDouble.empty() : OptionalDouble.of(answered.quantileNanos(ofAnswered) / 1e9),
                1 - (double) inTime / requests.due());
    }

    private static List<String> missed(Objective objective, Trial.Requests requests, List<Quantile> ttfb) {
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < ttfb.size(); i++) {
            TtfbLimit limit = objective.ttfb().get(i);
            Quantile found = ttfb.get(i);
            if (found.late() > 1 - limit.quantile() + 1e-9) {
                missed.add(String.format(
                        Locale.ROOT,
                        "%.2f %% of the requests were not answered within %s ms",
                        100 * found.late(),
                        limit.limit().toNanos() / 1_000_000.0));
            }
        }
        double failed = requests.due() == 0 ? 0 : (double) requests.failed() / requests.due();
        if (failed > objective.errorShare().orElse(1)) {
            missed.add(String.format(Locale.ROOT, "%.2f %% of the requests failed", 100 * failed));
        }
        return missed;
    }
}
