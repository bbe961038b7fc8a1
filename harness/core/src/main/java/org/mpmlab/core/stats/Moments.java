package org.mpmlab.core.stats;

/**
 * What Student's t needs to know of one effect per block.
 *
 * @param count how many blocks
 * @param mean of their effects; 0 without any
 * @param sd their standard deviation (divisor n - 1), which is the noise between blocks; 0 with fewer than two
 */
public record Moments(int count, double mean, double sd) {
    /** With fewer blocks a standard deviation is a guess, and no interval is given. */
    public static final int LEAST_BLOCKS = 3;

    /**
     * Of one effect per block.
     *
     * @throws IllegalArgumentException when one is not finite: such a block has no effect and must be voided before
     */
    public static Moments of(double... effects) {
        double sum = 0;
        for (double effect : effects) {
            if (!Double.isFinite(effect)) {
                throw new IllegalArgumentException(
                        "an effect must be a finite number, not " + effect + "; leave its block out and say why");
            }
            sum += effect;
        }
        double mean = effects.length == 0 ? 0 : sum / effects.length;
        double squares = 0;
        for (double effect : effects) {
            squares += (effect - mean) * (effect - mean);
        }
        return new Moments(effects.length, mean, effects.length < 2 ? 0 : Math.sqrt(squares / (effects.length - 1)));
    }

    /** Whether there are enough blocks for an interval. */
    boolean enough() {
        return count >= LEAST_BLOCKS;
    }
}
