package org.mpmlab.core.search;

import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
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
 *   <li>Confirm: long trials. Until one rate is met and one is missed, up or down by growing ratios; then each at the rate
 *       at which the line through all of them so far says that the limit is (Wu, Efficient Sequential Designs With Binary
 *       Data, 1985), as many as were asked for, and half as many more if they scatter.
 * </ol>
 *
 * <p>The number of trials is bounded by {@link #MOST_TRIALS}.
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

    /** Long trials at the highest rate that can be sent, or the lowest that was asked for, before that is the answer. */
    private static final int AT_AN_END = 3;

    /** More long trials where they scatter, as a share of those asked for. */
    private static final double MORE = 0.5;

    /** A line whose interval is wider than this, as a ratio of its ends, says less than the two rates. */
    private static final double WIDEST = 1.5;

    private final Ladder ladder;
    private final List<Trial> trials;
    private final Evidence evidence;
    private final LongTrials confirmed;

    private RateSearch(Search asked, Duration trial, List<Trial> trials) {
        this.ladder = new Ladder(asked, trial);
        this.trials = trials;
        this.evidence = new Evidence(ladder, trials);
        this.confirmed = new LongTrials(ladder, trials);
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
        return ladder.trial()
                .multipliedBy(USUAL_APPROACH)
                .plus(ladder.confirm(ladder.top()).multipliedBy(asked.trials()))
                .plus(warmUp.multipliedBy(USUAL_APPROACH + asked.trials()));
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
        if (ceiling() == 0) {
            return unsettled("the generator can't send the lowest rate that was asked for");
        }
        if (confirmed.count() == 0) {
            return confirmAt(Math.min(first, ceiling() - 1));
        }
        if (confirmed.missed().isEmpty()) {
            return above(confirmed.levels().last());
        }
        if (confirmed.met().isEmpty()) {
            return below(confirmed.levels().first());
        }
        Optional<Likely> line = confirmed.line();
        Optional<Likely> narrow = line.filter(found -> found.high() <= WIDEST * found.low());
        return confirmed.count() >= enough(narrow.isPresent()) ? placed(narrow) : confirmAt(atTheLimit(line));
    }

    /** The lowest level that the generator can't send. */
    private int ceiling() {
        return lowest(evidence::isSaturated).orElse(ladder.top() + 1);
    }

    private Next above(int met) {
        if (met + 1 < ceiling()) {
            return confirmAt(Math.min(ceiling() - 1, met + growing(confirmed.risingInARow())));
        }
        if (confirmed.count(met) < AT_AN_END) {
            return confirmAt(met);
        }
        String why = ceiling() <= ladder.top()
                ? "the generator can't send more"
                : "the highest rate that was asked for is met";
        return done(Kind.AT_LEAST, OptionalDouble.of(ladder.rate(met)), OptionalDouble.empty(), why);
    }

    private Next below(int missed) {
        if (missed > 0) {
            return confirmAt(Math.max(0, missed - growing(confirmed.fallingInARow())));
        }
        return confirmed.count(missed) < AT_AN_END ? confirmAt(missed) : below();
    }

    /**
     * 1, and twice as far with each further rate in a row that said the same. Rates that were tried before count for
     * nothing: where the machine stumbled, those that were met can come out as missed in the end, and the limit is near.
     */
    private static int growing(int inARow) {
        return 1 << Math.max(0, Math.min(16, inARow - 1));
    }

    private double enough(boolean agree) {
        return (agree ? 1 : 1 + MORE) * ladder.asked().trials();
    }

    /** Where trials tell most: in turn at the rates next below and next above; no further than next to where there were some. */
    private int atTheLimit(Optional<Likely> line) {
        int lowest = Math.max(0, confirmed.levels().first() - 1);
        int highest = Math.min(ceiling() - 1, confirmed.levels().last() + 1);
        int below = ladder.below(limit(line));
        return Math.max(lowest, Math.min(highest, below + confirmed.count() % 2));
    }

    /**
     * By the line, but not outside of where rates turn from met to missed: the share of a server that has no tail jumps
     * there, which no line does.
     */
    private double limit(Optional<Likely> line) {
        double met = ladder.rate(confirmed.met().last());
        double missed = ladder.rate(confirmed.missed().first());
        return line.map(found -> Math.max(Math.min(met, missed), Math.min(Math.max(met, missed), found.perSecond())))
                .orElse(Math.sqrt(met * missed));
    }

    /** The interval holds the two rates next to the likely one too: what was confirmed is in it. */
    private Next placed(Optional<Likely> line) {
        double likely = limit(line);
        int met = nextTo(confirmed.met().descendingSet(), level -> ladder.rate(level) <= likely);
        int missed = nextTo(confirmed.missed(), level -> ladder.rate(level) >= likely);
        double low = Math.min(line.map(Likely::low).orElse(likely), Math.min(ladder.rate(met), likely));
        double high = Math.max(line.map(Likely::high).orElse(likely), Math.max(ladder.rate(missed), likely));
        return new Next.Done(new RateFound(
                Kind.BETWEEN,
                Optional.of(new Likely(likely, (1 - ladder.blindSpot(met)) * low, high)),
                OptionalDouble.of(ladder.rate(met)),
                OptionalDouble.of(ladder.rate(missed)),
                "met at the one rate, missed at the other"));
    }

    /** The first that is on its side, or else the one that is least on the other. */
    private static int nextTo(NavigableSet<Integer> levels, IntPredicate side) {
        return levels.stream().filter(side::test).findFirst().orElseGet(levels::last);
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
        return done(Kind.UNSETTLED, firstRate(confirmed.met().descendingSet()), firstRate(confirmed.missed()), why);
    }

    private static Next done(Kind kind, OptionalDouble met, OptionalDouble missed, String why) {
        return new Next.Done(new RateFound(kind, Optional.empty(), met, missed, why));
    }

    private OptionalDouble firstRate(NavigableSet<Integer> levels) {
        return levels.stream().mapToDouble(ladder::rate).findFirst();
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
