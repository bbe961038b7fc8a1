package org.mpmlab.core.capacity.model;

import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * A least-squares plane through measured points with the 95 % intervals of its parts: memory over processes and over
 * their threads, which a line could not tell apart.
 *
 * @param first what one more of the first kind costs
 * @param second what one more of the second kind costs
 * @param intercept what there is at none
 */
public record Plane(Estimated first, Estimated second, Estimated intercept) {
    /** One degree of freedom more than a line of the least sizes has parameters to spend on. */
    public static final int LEAST_SIZES = 5;

    private static final double CONFIDENCE = 0.95;

    /**
     * A point.
     *
     * @param first such as the number of processes
     * @param second such as the number of threads of all of them
     * @param y such as bytes
     */
    public record Point(double first, double second, double y) {}

    /**
     * The plane of least squares. The sides of an interval are cut off at zero: no cost can be negative.
     *
     * @throws IllegalArgumentException for points of fewer than {@link #LEAST_SIZES} different sizes, or where one kind
     *     is always the same multiple of the other
     */
    public static Plane through(List<Point> points) {
        long sizes = points.stream()
                .map(point -> List.of(point.first(), point.second()))
                .distinct()
                .count();
        if (sizes < LEAST_SIZES) {
            throw new IllegalArgumentException("a plane needs at least " + LEAST_SIZES + " different sizes, not "
                    + sizes + "; measure more sizes");
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression(1e-9);
        double[] y = points.stream().mapToDouble(Point::y).toArray();
        double[][] x = points.stream()
                .map(point -> new double[] {point.first(), point.second()})
                .toArray(double[][]::new);
        try {
            regression.newSampleData(y, x);
            double[] values = regression.estimateRegressionParameters();
            double[] errors = regression.estimateRegressionParametersStandardErrors();
            double t = new TDistribution(points.size() - 3.0).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
            return new Plane(
                    Line.cost(values[1], t * errors[1]),
                    Line.cost(values[2], t * errors[2]),
                    Line.cost(values[0], t * errors[0]));
        } catch (MathRuntimeException singular) {
            throw new IllegalArgumentException(
                    "one kind is the same multiple of the other in all points; vary them apart", singular);
        }
    }
}
