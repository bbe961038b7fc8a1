package org.mpmlab.core.verdict;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.stats.Effects;

/**
 * Two arms on a machine that misbehaves as real ones do, request by request. A block has two fresh runs, one per arm,
 * and its requests take turns in rounds, in drawn order.
 *
 * <p>A request's time is the page's, times the exponential of all of these: what its run happens to be like; whether its
 * run is contaminated; where the run drifts to; where the machine drifts to, within the block and from block to block;
 * a wandering of the machine and another of the run (autoregressive); and noise. Some requests have a longer tail, whose
 * length is the run's own, and some meet a stall. The arms are alike; {@link #slower} makes a different one.
 */
final class SimulatedMachine {
    static final String A = "a";
    static final String B = "b";
    /** What 14 s of two arms with a 20 ms page give. */
    static final int ROUNDS = 400;

    private static final double PAGE_MICROS = 20_000;
    /** Of the wanderings, from one request to the next. */
    private static final double AUTOCORRELATION = 0.9;

    private static final double MACHINE_WANDERING = 0.05;
    private static final double MACHINE_DRIFT_WITHIN_BLOCK = 0.05;
    private static final double MACHINE_DRIFT_BETWEEN_BLOCKS = 0.03;
    private static final double TAIL_SHARE = 0.03;
    private static final double TAIL = 0.12;
    private static final double TAIL_SPREAD = 0.1;
    private static final double STALL_SHARE = 0.001;
    private static final double STALL_MICROS = 50_000;
    private static final double CONTAMINATED_SHARE = 0.05;

    private final UniformRandomProvider random;
    private final ZigguratSampler.NormalizedGaussian normal;
    private final ZigguratSampler.Exponential exponential;
    private final double runSpread;
    private final double unrest;
    private final double contamination;
    private double machine;
    private double machineWandering;

    /**
     * @param runSpread standard deviation between runs of one arm, of the logarithm
     * @param unrest of requests within a run, likewise: of noise, of a wandering, and half as much of drift
     * @param contamination by which share a contaminated run is slower
     */
    SimulatedMachine(long seed, double runSpread, double unrest, double contamination) {
        this.random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        this.normal = ZigguratSampler.NormalizedGaussian.of(random);
        this.exponential = ZigguratSampler.Exponential.of(random);
        this.runSpread = runSpread;
        this.unrest = unrest;
        this.contamination = contamination;
    }

    /** One arm's container in one block. */
    private final class SimulatedRun {
        private final double level = runSpread * normal.sample()
                + (random.nextDouble() < CONTAMINATED_SHARE ? Math.log1p(contamination) : 0);
        private final double drift = unrest / 2 * normal.sample();
        private final double tail = TAIL * Math.exp(TAIL_SPREAD * normal.sample());
        private double wandering = unrest * normal.sample();

        private float request(double progress, double blockDrift) {
            wandering = next(wandering, unrest);
            machineWandering = next(machineWandering, MACHINE_WANDERING);
            double logarithm = level
                    + drift * progress
                    + machine
                    + blockDrift * progress
                    + wandering
                    + machineWandering
                    + unrest * normal.sample();
            double micros = PAGE_MICROS * Math.exp(logarithm);
            if (random.nextDouble() < TAIL_SHARE) {
                micros *= 1 + tail * exponential.sample();
            }
            if (random.nextDouble() < STALL_SHARE) {
                micros += STALL_MICROS * exponential.sample();
            }
            return (float) micros;
        }
    }

    private double next(double wandering, double spread) {
        return AUTOCORRELATION * wandering
                + Math.sqrt(1 - AUTOCORRELATION * AUTOCORRELATION) * spread * normal.sample();
    }

    /** The times of the next block's requests. */
    RoundTimes block() {
        machine += MACHINE_DRIFT_BETWEEN_BLOCKS * normal.sample();
        double blockDrift = MACHINE_DRIFT_WITHIN_BLOCK * normal.sample();
        SimulatedRun a = new SimulatedRun();
        SimulatedRun b = new SimulatedRun();
        float[] micros = new float[2 * ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double progress = (double) round / ROUNDS - 0.5;
            int first = random.nextInt(2);
            for (int turn : new int[] {first, 1 - first}) {
                micros[2 * round + turn] = (turn == 0 ? a : b).request(progress, blockDrift);
            }
        }
        return new RoundTimes(List.of(A, B), micros);
    }

    /** The same requests, of which arm A's take so many times as long, so that all its quantiles do. */
    static RoundTimes slower(RoundTimes block, double ratio) {
        float[] micros = new float[2 * block.rounds()];
        for (int round = 0; round < block.rounds(); round++) {
            micros[2 * round] = (float) (ratio * block.micros(round, 0));
            micros[2 * round + 1] = block.micros(round, 1);
        }
        return new RoundTimes(block.targets(), micros);
    }

    /** The effect at p50, as a load in rounds has it. */
    static double median(RoundTimes block) {
        return Effects.pairedMedian(block, A, B).orElseThrow();
    }

    /** The effect at another quantile; the same ranks as a Distribution's, which takes ten times as long. */
    static double quantile(RoundTimes block, double q) {
        return Math.log(rank(block, 0, q) / rank(block, 1, q));
    }

    private static double rank(RoundTimes block, int target, double q) {
        float[] micros = micros(block, target);
        Arrays.sort(micros);
        return micros[(int) Math.ceil(q * micros.length) - 1];
    }

    static float[] micros(RoundTimes block, int target) {
        float[] micros = new float[block.rounds()];
        for (int round = 0; round < micros.length; round++) {
            micros[round] = block.micros(round, target);
        }
        return micros;
    }
}
