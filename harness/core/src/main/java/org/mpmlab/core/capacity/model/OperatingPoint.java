package org.mpmlab.core.capacity.model;

/**
 * A level of load that was measured in the steady state.
 *
 * @param concurrency requests in the server at once, on average
 * @param requestsPerSecond throughput
 * @param residenceSeconds mean time that a request spent in the server
 */
public record OperatingPoint(double concurrency, double requestsPerSecond, double residenceSeconds) {
    /** Beyond this the three figures can't be of the same requests. */
    public static final double LITTLES_LIMIT = 0.1;

    public OperatingPoint {
        if (!(concurrency > 0 && requestsPerSecond > 0 && residenceSeconds > 0)) {
            throw new IllegalArgumentException("concurrency, rate and residence are above zero, not " + concurrency
                    + ", " + requestsPerSecond + " and " + residenceSeconds);
        }
    }

    /**
     * How far the point is off Little's law, which holds for every stable system: concurrency = rate x residence.
     *
     * @return as a share of the concurrency; 0 for a point that obeys it
     */
    public double littlesDeviation() {
        return Math.abs(requestsPerSecond * residenceSeconds - concurrency) / concurrency;
    }

    /** Whether it is more than {@link #LITTLES_LIMIT} off: something was counted that the others did not see. */
    public boolean breaksLittlesLaw() {
        return littlesDeviation() > LITTLES_LIMIT;
    }
}
