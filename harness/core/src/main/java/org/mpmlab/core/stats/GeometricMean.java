package org.mpmlab.core.stats;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The mean of ratios: that of a ratio and its inverse is 1. */
public final class GeometricMean {
    private GeometricMean() {}

    /**
     * The exponential of the mean of logarithms.
     *
     * @param values above zero
     * @return empty where there are none
     */
    public static OptionalDouble of(DoubleStream values) {
        OptionalDouble mean = values.map(Math::log).average();
        return mean.isPresent() ? OptionalDouble.of(Math.exp(mean.getAsDouble())) : mean;
    }
}
