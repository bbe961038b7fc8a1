package org.mpmlab.reports.figure;

import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.load.Distribution;

/**
 * A time by quantile over blocks: at each quantile the median of the blocks' values, and the blocks' extremes.
 *
 * @param points by ascending quantile; few, as those that a straight line between their neighbours stands for are left
 *     out
 */
public record Curve(List<Point> points) {
    /** Steps per factor of ten of 1/(1-q). */
    private static final int STEPS = 12;

    /** How far, as a logarithm to base 10, a left-out point may lie from the line: half a percent. */
    private static final double TOLERANCE = 0.0022;

    /**
     * A quantile.
     *
     * @param nines -log10(1 - q): 1 at p90, 2 at p99
     * @param median of the blocks, as log10 of milliseconds
     * @param low the least of the blocks, likewise
     * @param high the greatest of the blocks, likewise
     */
    public record Point(double nines, double median, double low, double high) {}

    public Curve {
        points = List.copyOf(points);
    }

    /**
     * Goes as far as the smallest block's number of times bears: to q = 1 - 1/n.
     *
     * @param blocks one distribution per block, none of them empty
     */
    public static Curve of(List<Distribution> blocks) {
        double last = Math.log10(
                (double) blocks.stream().mapToLong(Distribution::count).min().orElseThrow());
        List<Double> at = new ArrayList<>();
        for (int i = 0; i < last * STEPS; i++) {
            at.add((double) i / STEPS);
        }
        for (double exact : new double[] {-Math.log10(0.5), last}) {
            if (exact <= last && !at.contains(exact)) {
                at.add(exact);
            }
        }
        at.sort(null);
        List<Point> points = new ArrayList<>();
        for (double nines : at) {
            double quantile = 1 - Math.pow(10, -nines);
            Spread values = new Spread(blocks.stream()
                    .map(block -> Math.log10(Math.max(1, block.quantileNanos(quantile)) / 1e6))
                    .toList());
            points.add(new Point(nines, values.median(), values.min(), values.max()));
        }
        return new Curve(thin(points));
    }

    /** log10 of milliseconds; between points, on the line that joins them. Nothing beyond the last point. */
    public double at(double nines) {
        Point before = points.get(0);
        for (Point point : points) {
            if (point.nines() >= nines) {
                double span = point.nines() - before.nines();
                return span == 0
                        ? point.median()
                        : before.median() + (point.median() - before.median()) * (nines - before.nines()) / span;
            }
            before = point;
        }
        return Double.NaN;
    }

    public Point last() {
        return points.get(points.size() - 1);
    }

    /** Douglas and Peucker's way of leaving out points. */
    private static List<Point> thin(List<Point> points) {
        if (points.size() < 3) {
            return points;
        }
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        int farthest = 0;
        double distance = 0;
        for (int i = 1; i < points.size() - 1; i++) {
            Point point = points.get(i);
            double share = (point.nines() - first.nines()) / (last.nines() - first.nines());
            double off = Math.max(
                    off(point.median(), first.median(), last.median(), share),
                    Math.max(
                            off(point.low(), first.low(), last.low(), share),
                            off(point.high(), first.high(), last.high(), share)));
            if (off > distance) {
                farthest = i;
                distance = off;
            }
        }
        if (distance <= TOLERANCE) {
            return List.of(first, last);
        }
        List<Point> kept = new ArrayList<>(thin(points.subList(0, farthest + 1)));
        kept.remove(kept.size() - 1);
        kept.addAll(thin(points.subList(farthest, points.size())));
        return kept;
    }

    private static double off(double value, double first, double last, double share) {
        return Math.abs(value - first - (last - first) * share);
    }
}
