package org.mpmlab.reports.figure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.stats.Median;

/**
 * How figures moved in the order in which they were measured, each against the median of its own kind, so that only the
 * machine's moving is left.
 *
 * @param betweenBlocks whether the points are cells against the same cell of other blocks; else they are stretches of
 *     rounds against their whole load
 * @param points in order of time
 */
public record Drift(boolean betweenBlocks, List<Point> points) {
    private static final int MOST_POINTS = 600;
    private static final int MOST_STRETCHES = 12;
    private static final int ROUNDS_PER_STRETCH = 8;

    /**
     * One figure.
     *
     * @param at since the run began
     * @param ratio to the median of its kind
     * @param counts whether its cell counts as evidence
     */
    public record Point(Duration at, double ratio, boolean counts) {}

    public Drift {
        points = points.stream().sorted(Comparator.comparing(Point::at)).toList();
    }

    /** Between blocks where there are several; within the loads in rounds of a single block. */
    public static Drift of(Figures figures) {
        Instant began = figures.run().about().started();
        List<Point> points = new ArrayList<>();
        for (Comparison comparison : figures.comparisons()) {
            for (Arm arm : comparison.arms()) {
                Optional<Spread> own = arm.spread(Measure.TTFB_P50);
                if (own.isPresent() && own.get().blocks() > 1) {
                    for (Cell cell : arm.cells()) {
                        cell.get(Measure.TTFB_P50)
                                .ifPresent(p50 -> points.add(new Point(
                                        at(began, cell.result().started()),
                                        p50 / own.get().median(),
                                        cell.valid())));
                    }
                }
            }
        }
        return points.isEmpty() ? new Drift(false, stretches(figures.run(), began)) : new Drift(true, points);
    }

    /** How many points that lie next to each other in time make one of {@link #shown}. */
    public int perShown() {
        return Math.max(1, (points.size() + MOST_POINTS - 1) / MOST_POINTS);
    }

    /** Not more than can be told apart: medians of {@link #perShown} points that count, and likewise of those that do not. */
    public List<Point> shown() {
        return perShown() == 1
                ? points
                : Stream.of(true, false)
                        .flatMap(counts ->
                                thinned(points.stream()
                                                .filter(point -> point.counts() == counts)
                                                .toList())
                                        .stream())
                        .sorted(Comparator.comparing(Point::at))
                        .toList();
    }

    private List<Point> thinned(List<Point> alike) {
        List<Point> thinned = new ArrayList<>();
        for (int from = 0; from < alike.size(); from += perShown()) {
            List<Point> group = alike.subList(from, Math.min(alike.size(), from + perShown()));
            Point middle = group.get(group.size() / 2);
            double ratio = Median.of(group.stream().mapToDouble(Point::ratio).toArray());
            thinned.add(new Point(middle.at(), ratio, middle.counts()));
        }
        return thinned;
    }

    /** How the second half of the points that count stands to the first; empty when there are too few to say. */
    public Optional<Double> secondHalf() {
        double[] ratios =
                points.stream().filter(Point::counts).mapToDouble(Point::ratio).toArray();
        int half = ratios.length / 2;
        return half < 3
                ? Optional.empty()
                : Optional.of(Median.of(Arrays.copyOfRange(ratios, half, ratios.length))
                        / Median.of(Arrays.copyOf(ratios, half)));
    }

    private static List<Point> stretches(Run run, Instant began) {
        List<Point> points = new ArrayList<>();
        List<StepResult> inRounds = run.steps().stream()
                .filter(step -> step.rounds().rounds() >= 2 * ROUNDS_PER_STRETCH)
                .filter(step -> !step.cells().isEmpty())
                .toList();
        for (StepResult step : inRounds) {
            int stretches = Math.min(
                    Math.max(2, Math.min(MOST_STRETCHES, MOST_POINTS / inRounds.size())),
                    step.rounds().rounds() / ROUNDS_PER_STRETCH);
            points.addAll(stretches(step, stretches, began));
        }
        return points;
    }

    private static List<Point> stretches(StepResult step, int stretches, Instant began) {
        RoundTimes rounds = step.rounds();
        CellResult any = step.cells().get(0);
        boolean counts = step.cells().stream().anyMatch(cell -> cell.validity().valid());
        int targets = rounds.targets().size();
        double[] whole = new double[targets];
        Arrays.setAll(whole, target -> median(rounds, target, 0, rounds.rounds()));
        List<Point> points = new ArrayList<>();
        for (int stretch = 0; stretch < stretches; stretch++) {
            int from = (int) ((long) rounds.rounds() * stretch / stretches);
            int to = (int) ((long) rounds.rounds() * (stretch + 1) / stretches);
            double[] ratios = new double[targets];
            Arrays.setAll(ratios, target -> median(rounds, target, from, to) / whole[target]);
            double ratio =
                    Median.of(Arrays.stream(ratios).filter(Double::isFinite).toArray());
            if (ratio > 0) {
                Duration into = Duration.ofNanos((long) (any.elapsed().toNanos() * (stretch + 0.5) / stretches));
                points.add(new Point(at(began, any.started()).plus(into), ratio, counts));
            }
        }
        return points;
    }

    private static Duration at(Instant began, Instant moment) {
        return moment.isBefore(began) ? Duration.ZERO : Duration.between(began, moment);
    }

    private static double median(RoundTimes rounds, int target, int from, int to) {
        double[] times = new double[to - from];
        int n = 0;
        for (int round = from; round < to; round++) {
            float micros = rounds.micros(round, target);
            if (!Float.isNaN(micros)) {
                times[n++] = micros;
            }
        }
        return Median.of(Arrays.copyOf(times, n));
    }
}
