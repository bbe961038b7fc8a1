package org.mpmlab.core.search;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.search.Evidence.Verdict;
import org.mpmlab.core.search.RateFound.Kind;
import org.mpmlab.core.search.RateFound.Likely;

/**
 * Looks for the highest rate that meets an objective. Its state is the trials made so far, so that a search can be
 * carried out anywhere, stored and looked at again.
 *
 * <ol>
 *   <li>A probe: what a closed load gets out of the server is where to begin.
 *   <li>Approach: short trials, up or down by growing ratios until one rate is met and a higher one missed, then in the
 *       middle of the two.
 *   <li>Confirm: long trials at one rate until together they tell that the objective is met or missed; then at the next
 *       rate above or below, until two neighbours are confirmed, or what lies between them is even.
 * </ol>
 *
 * <p>The number of trials is bounded by the number of rates, and by {@link #MOST_TRIALS}.
 */
public final class RateSearch {
    /** A search that needs more does not come to an end on this machine. */
    public static final int MOST_TRIALS = 80;

    private static final int PROBES = 2;
    /** The first trial is at this share of what the probe gave: below the knee more often than not. */
    private static final double OF_PROBE = 0.8;
    /** The approach ends when a rate is met and another so many levels above is missed. */
    private static final int NEAR = 2;
    /** The first stride of the approach. */
    private static final int STRIDE = 4;

    /** Short trials of a search that goes as most do, the probe among them. */
    private static final int USUAL_APPROACH = 8;

    /** Rates at which such a search makes long trials. */
    private static final int USUAL_LEVELS = 5;

    /** Long trials of a rate beyond those asked for, before it is told. */
    private static final int USUAL_MORE = 1;

    /** A line whose interval is wider than this, as a ratio of its ends, says less than the two rates. */
    private static final double WIDEST = 1.5;

    private final Ladder ladder;
    private final List<Trial> trials;
    private final Evidence evidence;

    private RateSearch(Search asked, Duration trial, List<Trial> trials) {
        this.ladder = new Ladder(asked, trial);
        this.trials = trials;
        this.evidence = new Evidence(ladder, trials);
    }

    /**
     * What to do next.
     *
     * @param trial how long a short trial is at least
     * @param trials made so far, in order
     */
    public static Next next(Search asked, Duration trial, List<Trial> trials) {
        return new RateSearch(asked, trial, trials).next();
    }

    /**
     * About how long a search takes, going by those on a shared machine, whose speed drifts meanwhile; of a server that does
     * not change, fewer trials tell. The pages are not so slow that trials must be longer.
     *
     * @param warmUp before each trial
     */
    public static Duration usual(Search asked, Duration trial, Duration warmUp) {
        Ladder ladder = new Ladder(asked, trial);
        int confirming = (asked.confirmations() + USUAL_MORE) * USUAL_LEVELS;
        return ladder.trial()
                .multipliedBy(USUAL_APPROACH)
                .plus(ladder.confirm(ladder.top()).multipliedBy(confirming))
                .plus(warmUp.multipliedBy(USUAL_APPROACH + confirming));
    }

    private Next next() {
        if (!trials.isEmpty() && last().outcome() == Trial.Outcome.BROKEN) {
            return unsettled("the server can't be measured any more: " + String.join("; ", last().causes()));
        }
        if (evidence.isDisturbed()) {
            return unsettled("the machine was disturbed over and over: " + String.join("; ", last().causes()));
        }
        if (trials.size() >= MOST_TRIALS) {
            return unsettled(MOST_TRIALS + " trials came to no end");
        }
        return probe() ? new Next.Attempt(Purpose.PROBE, 0, ladder.trial()) : approach();
    }

    private boolean probe() {
        List<Trial> probes = trials.stream()
                .filter(trial -> trial.purpose() == Purpose.PROBE)
                .toList();
        return probes.size() < PROBES
                && probes.stream().noneMatch(Trial::tells)
                && trials.stream().allMatch(probes::contains);
    }

    private int start() {
        double served = trials.stream()
                .filter(trial -> trial.purpose() == Purpose.PROBE)
                .mapToDouble(Trial::ratePerSecond)
                .max()
                .orElse(0);
        return served > 0 ? ladder.nearest(OF_PROBE * served) : ladder.top() / 2;
    }

    // Approach

    private Next approach() {
        int low = highest(level -> evidence.approached(level) == Verdict.MET).orElse(-1);
        int high = lowest(level -> level > low && blocks(level)).orElse(ladder.top() + 1);
        boolean up = low >= 0;
        boolean down = high <= ladder.top();
        if ((up && high - low <= NEAR) || (!up && high == 0) || low == ladder.top()) {
            return confirm(Math.max(0, low));
        }
        if (up && down) {
            return approach((low + high) / 2);
        }
        if (up) {
            return approach(Math.min(ladder.top(), low + stride(Verdict.MET)));
        }
        return approach(down ? Math.max(0, high - stride(Verdict.MISSED)) : start());
    }

    private Next approach(int level) {
        return new Next.Attempt(Purpose.APPROACH, ladder.rate(level), ladder.approach(level));
    }

    /** Whether the approach need not go so high. */
    private boolean blocks(int level) {
        return evidence.approached(level) == Verdict.MISSED || evidence.isSaturated(level);
    }

    /** Twice as far with each rate that gave the same. */
    private int stride(Verdict same) {
        return STRIDE << Math.min(16, Math.max(0, count(level -> evidence.approached(level) == same) - 1));
    }

    // Confirm

    private Next confirm(int first) {
        OptionalInt met = highest(level -> evidence.confirmed(level) == Verdict.MET);
        OptionalInt missed = lowest(level -> evidence.confirmed(level) == Verdict.MISSED);
        if (met.isPresent()) {
            return missed.isPresent() ? between(met.getAsInt(), missed.getAsInt()) : above(met.getAsInt());
        }
        int tried = Math.min(first + 1, lowest(this::isClosed).orElse(first + 1));
        if (tried == 0) {
            return missed.orElse(1) == 0 ? below() : unsettled("the lowest rate is neither surely met nor missed");
        }
        return confirmAt(Math.max(0, tried - growing(Verdict.MISSED)));
    }

    private boolean isClosed(int level) {
        return evidence.confirmed(level) != Verdict.OPEN || evidence.isSaturated(level);
    }

    private Next between(int met, int missed) {
        double middle = (met + missed) / 2.0;
        return IntStream.range(met + 1, missed)
                .filter(level -> !isClosed(level))
                .boxed()
                .min(Comparator.comparingDouble(level -> Math.abs(level - middle)))
                .map(this::confirmAt)
                .orElseGet(() -> new Next.Done(new RateFound(
                        Kind.BETWEEN,
                        Optional.of(likely(ladder.rate(met), ladder.rate(missed))),
                        OptionalDouble.of(ladder.rate(met)),
                        OptionalDouble.of(ladder.rate(missed)),
                        "met at the one rate, missed at the other")));
    }

    /**
     * By the line through all long trials, for the limit of several that is reached first; the middle where no line can be
     * drawn. The interval holds the two rates too: what was confirmed is in it.
     */
    private Likely likely(double met, double missed) {
        List<Trial> confirming = trials.stream()
                .filter(trial -> trial.purpose() == Purpose.CONFIRM && trial.tells())
                .toList();
        List<TtfbLimit> limits = ladder.asked().objective().ttfb();
        Likely middle = new Likely(Math.sqrt(met * missed), met, missed);
        Likely line = IntStream.range(0, limits.size())
                .mapToObj(limit ->
                        Knee.of(confirming, limit, 1 - limits.get(limit).quantile()))
                .flatMap(Optional::stream)
                .min(Comparator.comparingDouble(Likely::perSecond))
                .filter(found -> found.high() <= WIDEST * found.low())
                .orElse(middle);
        return new Likely(
                line.perSecond(),
                (1 - ladder.blindSpot(ladder.nearest(met))) * Math.min(line.low(), met),
                Math.max(line.high(), missed));
    }

    private Next above(int met) {
        int ceiling =
                lowest(level -> level > met && evidence.isSaturated(level)).orElse(ladder.top() + 1);
        int tried = highest(level -> level < ceiling && evidence.confirmed(level) != Verdict.OPEN)
                .orElse(met);
        if (tried + 1 < ceiling) {
            return confirmAt(Math.min(ceiling - 1, tried + growing(Verdict.MET)));
        }
        String why = ceiling <= ladder.top()
                ? "the generator can't send more"
                : met == ladder.top()
                        ? "the highest rate that was asked for is met"
                        : "the highest rate that was asked for is met as often as missed";
        return done(Kind.AT_LEAST, OptionalDouble.of(ladder.rate(met)), OptionalDouble.empty(), why);
    }

    /** 1, and twice as far with each further rate that was confirmed alike. */
    private int growing(Verdict same) {
        return 1 << Math.min(16, Math.max(0, count(level -> evidence.confirmed(level) == same) - 1));
    }

    private Next confirmAt(int level) {
        return new Next.Attempt(Purpose.CONFIRM, ladder.rate(level), ladder.confirm(level));
    }

    // The end

    private Next below() {
        return done(
                Kind.BELOW,
                OptionalDouble.empty(),
                OptionalDouble.of(ladder.rate(0)),
                "already the lowest rate that was asked for is missed");
    }

    private Next unsettled(String why) {
        return done(
                Kind.UNSETTLED,
                rate(highest(level -> evidence.confirmed(level) == Verdict.MET)),
                rate(lowest(level -> evidence.confirmed(level) == Verdict.MISSED)),
                why);
    }

    private static Next done(Kind kind, OptionalDouble met, OptionalDouble missed, String why) {
        return new Next.Done(new RateFound(kind, Optional.empty(), met, missed, why));
    }

    private OptionalDouble rate(OptionalInt level) {
        return level.isPresent() ? OptionalDouble.of(ladder.rate(level.getAsInt())) : OptionalDouble.empty();
    }

    private Trial last() {
        return trials.get(trials.size() - 1);
    }

    private OptionalInt highest(IntPredicate which) {
        return tried().filter(which).max();
    }

    private OptionalInt lowest(IntPredicate which) {
        return tried().filter(which).min();
    }

    private int count(IntPredicate which) {
        return (int) tried().filter(which).count();
    }

    private IntStream tried() {
        return trials.stream()
                .filter(trial -> trial.purpose() != Purpose.PROBE)
                .mapToInt(ladder::levelOf)
                .distinct();
    }
}
