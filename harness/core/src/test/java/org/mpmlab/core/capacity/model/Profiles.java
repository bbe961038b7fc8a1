package org.mpmlab.core.capacity.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.PhpMode;

/** Profiles to test with. */
public final class Profiles {
    public static final double MIB = 1L << 20;

    private Profiles() {}

    /** A page that keeps a CPU busy for 20 ms, and costs that were seen on a small box. */
    public static Profile busyPage(String stack) {
        return page(stack, about(0.020), about(0.021));
    }

    /** A page that waits for 100 ms and computes for 2 ms. */
    public static Profile waitingPage(String stack) {
        return page(stack, about(0.002), about(0.102));
    }

    public static Profile page(String stack, Estimated cpuSeconds, Estimated residenceSeconds) {
        Composition parts = Composition.parse(stack);
        return new Profile(
                parts,
                "page",
                new Profile.Range(2, 64, 32, 1000, 64),
                memory(parts, 1),
                cpuSeconds,
                residenceSeconds,
                residenceSeconds,
                List.of(
                        new Profile.TtfbQuantile(0.5, residenceSeconds),
                        new Profile.TtfbQuantile(0.99, residenceSeconds.times(1.5))),
                List.of(),
                List.of(),
                Growth.NONE,
                Optional.empty(),
                Optional.empty());
    }

    public static Profile growing(Profile profile, Growth growth) {
        return new Profile(
                profile.stack(),
                profile.site(),
                profile.range(),
                profile.memory(),
                profile.cpuSecondsPerRequest(),
                profile.residenceSeconds(),
                profile.phpSeconds(),
                profile.lightTtfb(),
                profile.observed(),
                profile.objectiveRates(),
                growth,
                profile.bytesPerResponse(),
                profile.streams());
    }

    public static Profile calibrated(Profile profile, Profile.ObjectiveRate rate) {
        return new Profile(
                profile.stack(),
                profile.site(),
                profile.range(),
                profile.memory(),
                profile.cpuSecondsPerRequest(),
                profile.residenceSeconds(),
                profile.phpSeconds(),
                profile.lightTtfb(),
                profile.observed(),
                List.of(rate),
                profile.growth(),
                profile.bytesPerResponse(),
                profile.streams());
    }

    public static MemoryCosts memory(Composition parts, double factor) {
        boolean threaded = parts.mpm().orElseThrow().threaded();
        boolean modPhp = parts.php() == PhpMode.MOD_PHP;
        return new MemoryCosts(
                about(12 * MIB * factor),
                about(modPhp || parts.php() == PhpMode.FPM ? 10 * MIB * factor : 0),
                about((threaded ? 2.5 : modPhp ? 3.3 : 1) * MIB * factor),
                about(threaded ? 0.05 * MIB * factor : 0),
                about(0.012 * MIB * factor),
                about(modPhp ? 0 : 6 * MIB * factor));
    }

    /** A figure known to 5 %. */
    public static Estimated about(double value) {
        return Estimated.measured(value, value * 0.95, value * 1.05);
    }

    /** Any stack with an MPM, costs from a tenth to ten times the usual, and a rate that was searched for or none. */
    public static Arbitrary<Profile> any() {
        List<Composition> stacks = Compatibility.valid().stream()
                .filter(parts -> parts.mpm().isPresent())
                .toList();
        return Combinators.combine(
                        Arbitraries.of(stacks),
                        logarithmic(0.1, 10),
                        logarithmic(0.0002, 0.2),
                        logarithmic(1, 100),
                        Arbitraries.of(0.0, 0.0, 30.0, 5000.0),
                        logarithmic(1.001, 1.3),
                        Arbitraries.of(0.0, 0.0, 0.3, 0.7, 0.95, 1.1))
                .as((stack, memory, cpu, waiting, growth, spread, met) -> {
                    Profile plain = page(stack.name(), spread(cpu, spread), spread(cpu * waiting * 1.02, spread));
                    Profile searched = met == 0 ? plain : calibrated(plain, found(met, cpu, spread));
                    return growing(
                            withMemory(searched, memory(stack, memory)),
                            new Growth(spread(growth, spread), spread(growth, spread)));
                });
    }

    /** A search on two CPUs that found so much of what they would give. */
    private static Profile.ObjectiveRate found(double share, double cpuSeconds, double spread) {
        return new Profile.ObjectiveRate(
                new TtfbLimit(0.99, Duration.ofMillis(200)),
                spread(share * 2 / cpuSeconds, spread),
                2,
                64,
                OptionalDouble.empty());
    }

    public static Profile withMemory(Profile profile, MemoryCosts memory) {
        return new Profile(
                profile.stack(),
                profile.site(),
                profile.range(),
                memory,
                profile.cpuSecondsPerRequest(),
                profile.residenceSeconds(),
                profile.phpSeconds(),
                profile.lightTtfb(),
                profile.observed(),
                profile.objectiveRates(),
                profile.growth(),
                profile.bytesPerResponse(),
                profile.streams());
    }

    private static Estimated spread(double value, double spread) {
        return Estimated.measured(value, value / spread, value * spread);
    }

    public static Arbitrary<Double> logarithmic(double least, double most) {
        return Arbitraries.doubles().between(0, 1).ofScale(4).map(share -> least * Math.pow(most / least, share));
    }
}
