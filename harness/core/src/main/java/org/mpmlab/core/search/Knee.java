package org.mpmlab.core.search;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;
import org.mpmlab.core.search.RateFound.Likely;

/**
 * Where the share of late requests reaches what is allowed, by a logistic regression of it on the logarithm of the rate
 * over all long trials. The rates next to it have few trials each, and late requests come in bursts; the line borrows
 * from all of them. Because of the bursts the variance of their number grows with its square, as that of a negative
 * binomial does, so that a trial in which the machine stumbled, or one far above the limit, does not outweigh the others;
 * the scatter of the trials about the line gives the interval (McCullagh and Nelder, Generalized Linear Models, 1989, 4.5
 * and 9.2: quasi-likelihood).
 */
final class Knee {
    private static final double CONFIDENCE = 0.99;
    private static final int STEPS = 50;

    /**
     * Each trial counts as if so many more requests had been late or failed as often as is allowed, which keeps the line
     * finite where none was.
     */
    private static final double PRIOR = 50;

    /** Where a server queues, one more request in a hundred makes some fifteen in a hundred more of them late. */
    private static final double USUAL_SLOPE = 15;

    /** What that counts as, before any trial: an estimate with a standard error of three. */
    private static final double PRECISION = 0.1;

    /** Late requests come as if in so many bursts a trial: their number scatters by as much as it is. */
    private static final double BURSTS = 1;

    /** A line hardly rises by less than the power of the rate that a share has in a server without queue. */
    private static final double LEAST_SLOPE = 1;

    private final double[] logRates;
    private final double[] late;
    private final double[] due;

    private double level;
    private double slope;
    /** The inverse of the information matrix: variances of level and slope, and their covariance. */
    private double varLevel;

    private double varSlope;
    private double covariance;

    private Knee(List<Trial> trials, Criterion criterion) {
        logRates = trials.stream()
                .mapToDouble(trial -> Math.log(trial.ratePerSecond()))
                .toArray();
        due = trials.stream()
                .mapToDouble(trial -> trial.requests().due() + PRIOR)
                .toArray();
        late = trials.stream()
                .mapToDouble(trial -> criterion.share().applyAsDouble(trial)
                                * trial.requests().due()
                        + criterion.allowed() * PRIOR)
                .toArray();
    }

    /**
     * The rate at which as many are late, or fail, as may be; empty where the trials do not tell.
     *
     * @param trials long ones that count, at two rates or more
     */
    static Optional<Likely> of(List<Trial> trials, Criterion criterion) {
        if (trials.size() < 3
                || !(criterion.allowed() > 0)
                || trials.stream().mapToDouble(Trial::ratePerSecond).distinct().count() < 2) {
            return Optional.empty();
        }
        return new Knee(trials, criterion).at(criterion.allowed());
    }

    private Optional<Likely> at(double allowed) {
        double centre = 0;
        for (double logRate : logRates) {
            centre += logRate / logRates.length;
        }
        fit(centre);
        if (!(slope >= LEAST_SLOPE) || !Double.isFinite(slope)) {
            return Optional.empty();
        }
        double at = (logit(allowed) - level) / slope;
        double variance = dispersion(centre) * (varLevel + 2 * at * covariance + at * at * varSlope) / (slope * slope);
        double half = TDistribution.of(logRates.length - 2.0).inverseSurvivalProbability((1 - CONFIDENCE) / 2)
                * Math.sqrt(variance);
        double likely = Math.exp(centre + at);
        return Double.isFinite(half)
                ? Optional.of(new Likely(likely, likely * Math.exp(-half), likely * Math.exp(half)))
                : Optional.empty();
    }

    /** Iteratively reweighted least squares. */
    private void fit(double centre) {
        level = logit(0.05);
        slope = USUAL_SLOPE;
        for (int step = 0; step < STEPS; step++) {
            double w = 0;
            double wx = 0;
            double wxx = 0;
            double score = 0;
            double scoreX = 0;
            for (int i = 0; i < logRates.length; i++) {
                double x = logRates[i] - centre;
                double share = share(x);
                double trust = trust(due[i] * share);
                double weight = trust * due[i] * share * (1 - share);
                w += weight;
                wx += weight * x;
                wxx += weight * x * x;
                score += trust * (late[i] - due[i] * share);
                scoreX += trust * (late[i] - due[i] * share) * x;
            }
            wxx += PRECISION;
            scoreX += PRECISION * (USUAL_SLOPE - slope);
            double determinant = w * wxx - wx * wx;
            varLevel = wxx / determinant;
            varSlope = w / determinant;
            covariance = -wx / determinant;
            level += bounded(varLevel * score + covariance * scoreX, 2);
            slope += bounded(covariance * score + varSlope * scoreX, 20);
        }
    }

    /** The share of its requests' weight that a trial has, from which so many late ones are expected. */
    private static double trust(double late) {
        return 1 / (1 + late / BURSTS);
    }

    /** A step too far can overshoot into where nothing has any weight. */
    private static double bounded(double step, double most) {
        return Math.max(-most, Math.min(most, step));
    }

    private double dispersion(double centre) {
        double squares = 0;
        for (int i = 0; i < logRates.length; i++) {
            double share = share(logRates[i] - centre);
            double off = late[i] - due[i] * share;
            squares += off * off * trust(due[i] * share) / (due[i] * share * (1 - share));
        }
        return Math.max(1, squares / (logRates.length - 2));
    }

    private double share(double x) {
        return 1 / (1 + Math.exp(-(level + slope * x)));
    }

    private static double logit(double share) {
        return Math.log(share / (1 - share));
    }
}
