package org.mpmlab.junit;

/**
 * A share in hundredths: {@code percent(5)}.
 *
 * @param value above 0
 */
public record Percent(double value) {
    public Percent {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("a margin is above 0 %, not " + value + " %");
        }
    }

    public static Percent percent(double value) {
        return new Percent(value);
    }

    double share() {
        return value / 100;
    }
}
