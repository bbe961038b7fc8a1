package org.mpmlab.core.capacity.model;

import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * A least-squares line through measured points with the 95 % intervals of its parts, such as summed PSS in bytes over
 * the size of a pool. One reading divided by the number of workers would take the parent, the shared opcode cache and
 * the libraries for costs of a worker; the line keeps them apart.
 *
 * @param slope what one more costs
 * @param intercept what there is at none
 * @param measuredUpTo the largest x that was measured
 * @param rSquared the share of the variance that the line explains, 0 to 1
 */
public record Line(Estimated slope, Estimated intercept, double measuredUpTo, double rSquared) {
    /** With fewer sizes the interval of the slope is too wide to plan with: three points leave one degree of freedom. */
    public static final int LEAST_SIZES = 4;

    private static final double CONFIDENCE = 0.95;

    /**
     * A point.
     *
     * @param x such as the number of workers
     * @param y such as bytes
     */
    public record Point(double x, double y) {}

    /**
     * The line of least squares. The two sides of an interval are cut off at zero: neither cost can be negative.
     *
     * @throws IllegalArgumentException for points of fewer than {@link #LEAST_SIZES} different sizes
     */
    public static Line through(List<Point> points) {
        long sizes = points.stream().mapToDouble(Point::x).distinct().count();
        if (sizes < LEAST_SIZES) {
            throw new IllegalArgumentException(
                    "a line needs at least " + LEAST_SIZES + " different sizes, not " + sizes + "; measure more sizes");
        }
        SimpleRegression regression = new SimpleRegression();
        points.forEach(point -> regression.addData(point.x(), point.y()));
        double t = new TDistribution(points.size() - 2.0).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return new Line(
                cost(regression.getSlope(), t * regression.getSlopeStdErr()),
                cost(regression.getIntercept(), t * regression.getInterceptStdErr()),
                points.stream().mapToDouble(Point::x).max().orElseThrow(),
                regression.getRSquare());
    }

    static Estimated cost(double value, double halfWidth) {
        // The mean square error of points exactly on a line may come out as NaN or a hair below zero.
        double half = Double.isNaN(halfWidth) ? 0 : Math.abs(halfWidth);
        return Estimated.measured(Math.max(0, value), Math.max(0, value - half), Math.max(0, value + half));
    }
}
