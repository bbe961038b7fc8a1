package org.mpmlab.core.capacity.model;

import java.util.List;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * Gunther's Universal Scalability Law fitted to measured levels: throughput at concurrency N is
 * {@code lambda N / (1 + sigma (N - 1) + kappa N (N - 1))}. It is a bracket, not a promise: no bound of the model
 * rests on it.
 *
 * @param lambda requests per second at a concurrency of one
 * @param sigma contention: the share that is serial
 * @param kappa coherency: what each pair costs
 * @param measuredUpTo the highest concurrency of the fit
 * @param relativeError root mean square of the residuals over the mean throughput
 */
public record Usl(double lambda, double sigma, double kappa, double measuredUpTo, double relativeError) {
    /** Three parameters through fewer points would follow the noise. */
    public static final int LEAST_LEVELS = 6;

    /**
     * Fits the law by least squares (Levenberg-Marquardt); parameters stay at or above zero.
     *
     * @throws IllegalArgumentException for fewer than {@link #LEAST_LEVELS} different levels
     */
    public static Usl fit(List<OperatingPoint> points) {
        long levels = points.stream()
                .mapToDouble(OperatingPoint::concurrency)
                .distinct()
                .count();
        if (levels < LEAST_LEVELS) {
            throw new IllegalArgumentException("the scalability law needs at least " + LEAST_LEVELS
                    + " different levels of concurrency, not " + levels + "; measure more levels");
        }
        double[] observed =
                points.stream().mapToDouble(OperatingPoint::requestsPerSecond).toArray();
        double first = points.stream()
                .mapToDouble(point -> point.requestsPerSecond() / Math.max(1, point.concurrency()))
                .max()
                .orElseThrow();
        LeastSquaresOptimizer.Optimum optimum = new LevenbergMarquardtOptimizer()
                .optimize(new LeastSquaresBuilder()
                        .start(new double[] {first, 0.05, 1e-4})
                        .target(observed)
                        .model(model(points))
                        .parameterValidator(Usl::atLeastZero)
                        .maxEvaluations(1000)
                        .maxIterations(1000)
                        .build());
        RealVector found = optimum.getPoint();
        double mean = java.util.Arrays.stream(observed).average().orElseThrow();
        return new Usl(
                found.getEntry(0),
                found.getEntry(1),
                found.getEntry(2),
                points.stream().mapToDouble(OperatingPoint::concurrency).max().orElseThrow(),
                optimum.getRMS() / mean);
    }

    /** Throughput that the law gives at this concurrency, in requests per second. */
    public double requestsPerSecond(double concurrency) {
        return lambda * concurrency / (1 + sigma * (concurrency - 1) + kappa * concurrency * (concurrency - 1));
    }

    /** Between the law as fitted and the law without coherency (Amdahl's), in requests per second. */
    public Estimated bracket(double concurrency) {
        double fitted = requestsPerSecond(concurrency);
        double amdahl = lambda * concurrency / (1 + sigma * (concurrency - 1));
        return new Estimated(
                fitted,
                fitted,
                Math.max(fitted, amdahl),
                concurrency > measuredUpTo ? Estimated.Source.EXTRAPOLATED : Estimated.Source.MEASURED);
    }

    private static MultivariateJacobianFunction model(List<OperatingPoint> points) {
        return parameters -> {
            double lambda = parameters.getEntry(0);
            double sigma = parameters.getEntry(1);
            double kappa = parameters.getEntry(2);
            double[] values = new double[points.size()];
            double[][] jacobian = new double[points.size()][];
            for (int i = 0; i < values.length; i++) {
                double n = points.get(i).concurrency();
                double divisor = 1 + sigma * (n - 1) + kappa * n * (n - 1);
                values[i] = lambda * n / divisor;
                double slope = -lambda * n / (divisor * divisor);
                jacobian[i] = new double[] {n / divisor, slope * (n - 1), slope * n * (n - 1)};
            }
            return new Pair<>(
                    new ArrayRealVector(values, false),
                    new org.hipparchus.linear.Array2DRowRealMatrix(jacobian, false));
        };
    }

    private static RealVector atLeastZero(RealVector parameters) {
        return parameters.map(value -> Math.max(0, value));
    }
}
