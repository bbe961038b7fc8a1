package org.mpmlab.core.capacity.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.model.Growth;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.RoleUsage;
import org.mpmlab.core.run.Sample;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Settings;

/** Growth from looks at processes every ten seconds of a soak with 100 requests a second. */
class SoakTest {
    private static final double MIB = 1 << 20;
    private static final double PER_SECOND = 100;
    private static final Composition STACK = Composition.parse("event+fpm");

    /** Memory by seconds, in bytes. */
    private static Reading soak(int seconds, DoubleUnaryOperator server, DoubleUnaryOperator php) {
        List<Sample> looks = new ArrayList<>();
        for (int at = 0; at <= seconds; at += 10) {
            looks.add(new Sample(
                    Duration.ofSeconds(at),
                    List.of(
                            usage(Role.HTTPD_CHILD, server.applyAsDouble(at)),
                            usage(Role.FPM_WORKER, php.applyAsDouble(at))),
                    Optional.empty(),
                    Optional.empty(),
                    List.of()));
        }
        long requests = Math.round(seconds * PER_SECOND);
        LoadShape load = new LoadShape(
                "soak-h1-c4",
                Protocol.H1,
                new Arrival.Closed(),
                Connections.kept(4),
                Duration.ofSeconds(1),
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(10),
                Set.of());
        CellResult cell = new CellResult(
                1,
                "event+fpm",
                "hello",
                load.name(),
                Instant.EPOCH,
                Duration.ofSeconds(seconds),
                Optional.empty(),
                new TargetResult(
                        "event+fpm",
                        new TargetResult.Counts(requests, requests, requests, 0, 0, 4),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of()),
                Generator.NONE,
                new Observations(looks, List.of()),
                Validity.VALID);
        Settings settings = Defaults.effective(STACK, Settings.NONE);
        return new Reading(cell, load, settings, Pool.of(STACK, settings));
    }

    private static RoleUsage usage(Role role, double bytes) {
        return new RoleUsage(role, 4, 4, Math.round(bytes), Math.round(bytes), Math.round(bytes));
    }

    /** Readings that scatter by a tenth of a MiB. */
    private static double noise(Random random) {
        return 0.1 * MIB * random.nextGaussian();
    }

    @Test
    void aLeakOfSoManyBytesARequestIsFound() {
        Random random = new Random(1);
        Growth growth = Soak.growth(List.of(soak(
                        600, at -> 40 * MIB + 60 * PER_SECOND * at + noise(random), at -> 30 * MIB + noise(random))))
                .orElseThrow();
        assertThat(growth.serverLeaks()).isTrue();
        assertThat(growth.serverBytesPerRequest().value()).isCloseTo(60, within(10.0));
        assertThat(growth.serverBytesPerRequest().low()).isLessThan(60);
        assertThat(growth.serverBytesPerRequest().high()).isGreaterThan(60);
        assertThat(growth.phpLeaks()).isFalse();
        assertThat(growth.phpBytesPerRequest().low()).isNegative();
    }

    @Test
    void aPoolThatIsStillWarmingUpAtFirstDoesNotLeak() {
        Random random = new Random(2);
        DoubleUnaryOperator warming = at -> 40 * MIB - 15 * MIB * Math.exp(-at / 60) + noise(random);
        assertThat(Soak.growth(List.of(soak(600, warming, warming))).orElseThrow())
                .satisfies(growth -> assertThat(growth.serverLeaks()).isFalse())
                .satisfies(growth -> assertThat(growth.phpLeaks()).isFalse());
    }

    /** Of memory that only wanders, one soak in forty may look like a leak; a least-squares line finds many more. */
    @Test
    void memoryThatWandersIsNoLeak() {
        long leaks = IntStream.range(0, 400)
                .filter(seed -> {
                    Random random = new Random(seed);
                    double[] walk = {40 * MIB};
                    Reading wandering = soak(600, at -> walk[0] += noise(random), at -> 30 * MIB);
                    return Soak.growth(List.of(wandering)).orElseThrow().serverLeaks();
                })
                .count();
        assertThat(leaks).isLessThanOrEqualTo(400 * 4 / 100);
    }

    @Test
    void aShortLoadIsNoSoak() {
        assertThat(Soak.growth(List.of(soak(50, at -> MIB * at, at -> MIB)))).isEmpty();
    }

    @Test
    void aSoakWithTooFewLooksTellsNothing() {
        assertThat(Soak.growth(List.of(soak(70, at -> MIB * at, at -> MIB)))).isEmpty();
    }
}
