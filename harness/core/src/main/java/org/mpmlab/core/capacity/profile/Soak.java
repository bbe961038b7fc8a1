package org.mpmlab.core.capacity.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.statistics.distribution.TDistribution;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Growth;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.RoleUsage;
import org.mpmlab.core.run.Sample;

/**
 * How processes grow over a load that lasts: by how many bytes of PSS for each request.
 *
 * <p>Looks at the processes are put together in stretches of equal length. A pool takes memory until it is warm, so the
 * first third is left out. Of the rest, the steps from one stretch to the next are judged by Student's t. Memory keeps
 * what it has once taken, so that its readings are no independent ones about a line: a least-squares slope would find
 * growth in every walk. Steps of a walk are independent, and those of mere noise take each other back, which only makes
 * the interval wider.
 */
final class Soak {
    /** Shorter ones show the warming up of a pool rather than its growth. */
    static final double LEAST_SECONDS = 60;

    private static final double WARMING = 1.0 / 3;
    private static final int STRETCHES = 8;
    private static final double CONFIDENCE = 0.95;
    private static final Set<Role> SERVER = EnumSet.of(Role.HTTPD_CHILD);
    private static final Set<Role> PHP = EnumSet.of(Role.PHP_CGI, Role.FPM_WORKER);

    private Soak() {}

    /** Whether a reading lasted long enough. */
    static boolean is(Reading reading) {
        return reading.cell().elapsed().toMillis() >= 1e3 * LEAST_SECONDS;
    }

    /** The growth over all soaks among the readings, blocks together; empty when there are none. */
    static Optional<Growth> growth(List<Reading> readings) {
        List<CellResult> soaks = readings.stream()
                .filter(Soak::is)
                .map(Reading::cell)
                .filter(cell -> cell.completedPerSecond() > 0)
                .toList();
        return slope(soaks, SERVER)
                .map(server -> new Growth(server, slope(soaks, PHP).orElse(Estimated.ZERO)));
    }

    private static Optional<Estimated> slope(List<CellResult> soaks, Set<Role> roles) {
        List<Double> steps = new ArrayList<>();
        soaks.forEach(cell -> steps.addAll(steps(cell, roles)));
        if (steps.size() < STRETCHES - 1) {
            return Optional.empty();
        }
        double mean = steps.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = steps.stream()
                .mapToDouble(step -> (step - mean) * (step - mean))
                .sum();
        int freedom = steps.size() - 1;
        double half = TDistribution.of(freedom).inverseSurvivalProbability((1 - CONFIDENCE) / 2)
                * Math.sqrt(squares / freedom / steps.size());
        return Optional.of(Estimated.measured(mean, mean - half, mean + half));
    }

    /** Bytes per request from each stretch to the next; none where a stretch has no look at the processes. */
    private static List<Double> steps(CellResult cell, Set<Role> roles) {
        List<Sample> looks = cell.observations().samples().stream()
                .filter(sample -> pss(sample, roles) > 0)
                .sorted(Comparator.comparing(Sample::at))
                .toList();
        if (looks.isEmpty()) {
            return List.of();
        }
        double from = seconds(looks.get(0));
        double to = seconds(looks.get(looks.size() - 1));
        double begin = from + WARMING * (to - from);
        double length = (to - begin) / STRETCHES;
        List<Double> means = new ArrayList<>();
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            double left = begin + stretch * length;
            double right = stretch == STRETCHES - 1 ? Double.MAX_VALUE : left + length;
            looks.stream()
                    .filter(look -> seconds(look) >= left && seconds(look) < right)
                    .mapToDouble(look -> pss(look, roles))
                    .average()
                    .ifPresent(means::add);
        }
        if (means.size() < STRETCHES) {
            return List.of();
        }
        double requests = cell.completedPerSecond() * length;
        List<Double> steps = new ArrayList<>();
        for (int stretch = 1; stretch < STRETCHES; stretch++) {
            steps.add((means.get(stretch) - means.get(stretch - 1)) / requests);
        }
        return steps;
    }

    private static double seconds(Sample look) {
        return look.at().toMillis() / 1e3;
    }

    private static double pss(Sample look, Set<Role> roles) {
        return look.roles().stream()
                .filter(usage -> roles.contains(usage.role()))
                .mapToLong(RoleUsage::pssBytes)
                .sum();
    }
}
