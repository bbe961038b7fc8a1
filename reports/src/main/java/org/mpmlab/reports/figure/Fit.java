package org.mpmlab.reports.figure;

import java.util.List;
import java.util.Optional;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Line;

/**
 * A line of least squares as it is drawn: through the middle of its points, with the 95 % band of the mean at each x.
 *
 * @param line with the intervals of its parts
 * @param middleX mean of the points' x
 * @param middleY mean of the points' y
 * @param variance of the points' x
 */
public record Fit(Line line, double middleX, double middleY, double variance) {

    /** Empty for points of fewer than {@link Line#LEAST_SIZES} different sizes. */
    static Optional<Fit> through(List<Line.Point> points) {
        if (points.stream().mapToDouble(Line.Point::x).distinct().count() < Line.LEAST_SIZES) {
            return Optional.empty();
        }
        double x = points.stream().mapToDouble(Line.Point::x).average().orElseThrow();
        double y = points.stream().mapToDouble(Line.Point::y).average().orElseThrow();
        double variance = points.stream()
                .mapToDouble(point -> (point.x() - x) * (point.x() - x))
                .average()
                .orElseThrow();
        return Optional.of(new Fit(Line.through(points), x, y, variance));
    }

    /** What one more costs. */
    public Estimated slope() {
        return line.slope();
    }

    /** On the line. */
    public double at(double x) {
        return middleY + slope().value() * (x - middleX);
    }

    /**
     * Half of the band's height: t s sqrt(1/n + (x - middle)^2 / Sxx), written with the half width t s / sqrt(Sxx) of the
     * slope's interval.
     */
    public double halfWidth(double x) {
        double off = x - middleX;
        return (slope().high() - slope().value()) * Math.sqrt(variance + off * off);
    }
}
