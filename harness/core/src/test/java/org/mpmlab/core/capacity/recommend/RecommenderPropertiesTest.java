package org.mpmlab.core.capacity.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.capacity.model.Bound;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.capacity.model.Profiles;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.SettingRules;
import org.mpmlab.core.stack.Settings;

/** What holds of every recommendation, whatever the costs and the target. */
class RecommenderPropertiesTest {

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void noSettingWouldBeCorrectedAndMemoryStaysInTheBudget(
            @ForAll("profiles") Profile profile, @ForAll("targets") Target target) {
        Optional<Candidate> best = new Candidates(profile, target).best();
        best.ifPresent(candidate -> {
            Assessment assessment = candidate.assessment();
            Settings effective = Defaults.effective(profile.stack(), candidate.own());
            assertThat(SettingRules.check(profile.stack(), effective)).isEmpty();
            assertThat(assessment.worstMemoryBytes().high())
                    .isLessThanOrEqualTo(target.memoryBytes() * (1 - target.memoryHeadroom()) * (1 + 1e-12));
            assertThat(assessment.memoryBytes().value())
                    .isLessThanOrEqualTo(assessment.worstMemoryBytes().value());
            assertThat(assessment.busyWorkers().value())
                    .as("a promise keeps workers free as it does the CPUs")
                    .isLessThanOrEqualTo(
                            target.utilisation() * assessment.pool().workers() * (1 + 1e-9));
            assertThat(assessment.bounds())
                    .filteredOn(bound -> bound.unit() == Bound.Unit.REQUESTS_PER_SECOND)
                    .allSatisfy(bound -> {
                        assertThat(assessment.carriedRate().value())
                                .isLessThanOrEqualTo(bound.value().value() * (1 + 1e-8));
                        assertThat(assessment.promisedPerSecond())
                                .isLessThanOrEqualTo(bound.value().low() * (1 + 1e-8));
                    });
            Setting.ofMpm(profile.stack().mpm().orElseThrow())
                    .forEach(setting -> assertThat(candidate.own().get(setting)).isPresent());
        });
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void moreResourcesNeverLowerThePromise(
            @ForAll("profiles") Profile profile,
            @ForAll("targets") Target target,
            @ForAll("factors") double moreCpus,
            @ForAll("factors") double moreMemory) {
        Target larger = target.withCpus(target.cpus() * moreCpus)
                .withMemoryBytes((long) Math.ceil(target.memoryBytes() * moreMemory));
        Optional<Candidate> small = new Candidates(profile, target).best();
        Optional<Candidate> large = new Candidates(profile, larger).best();
        assertThat(large.isPresent() || small.isEmpty()).isTrue();
        small.ifPresent(candidate -> {
            Assessment before = candidate.assessment();
            Assessment after = large.orElseThrow().assessment();
            boolean asked = target.ratePerSecond().isPresent();
            assertThat(!asked || after.meetsTarget() || !before.meetsTarget()).isTrue();
            if (!asked || after.meetsTarget() == before.meetsTarget()) {
                assertThat(large.orElseThrow().score()).isGreaterThanOrEqualTo(candidate.score());
            }
        });
    }

    /** The short way to the best must not miss what the long one finds. */
    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void theBestIsTheBestOfAll(@ForAll("profiles") Profile profile, @ForAll("targets") Target target) {
        List<Candidate> all = new Candidates(profile, target).all();
        Optional<Candidate> best = new Candidates(profile, target).best();
        assertThat(best.isPresent()).isEqualTo(!all.isEmpty());
        best.ifPresent(candidate -> {
            Candidate first = all.stream().min(Candidate.BETTER_FIRST).orElseThrow();
            assertThat(Candidate.BETTER_FIRST.compare(candidate, first)).isZero();
        });
    }

    @Provide
    Arbitrary<Profile> profiles() {
        return Profiles.any();
    }

    @Provide
    Arbitrary<Double> factors() {
        return Arbitraries.of(1.0, 1.0, 1.01, 1.25, 2.0, 7.3);
    }

    @Provide
    Arbitrary<Target> targets() {
        return Combinators.combine(
                        Arbitraries.of(0.5, 1.0, 1.5, 2.0, 4.0, 16.0, 64.0),
                        Profiles.logarithmic(64, 65_536),
                        Arbitraries.of(0, 0, 1, 100, 5_000, 10_000, 200_000),
                        Arbitraries.of(OptionalDouble.empty(), OptionalDouble.of(30), OptionalDouble.of(3_000)),
                        Arbitraries.of(0, 20, 200, 2_000),
                        Arbitraries.of(OptionalInt.empty(), OptionalInt.of(1024)))
                .as((cpus, mebibytes, connections, rate, limitMillis, files) -> new Target(
                        cpus,
                        (long) (mebibytes * Profiles.MIB),
                        connections,
                        rate,
                        limitMillis == 0
                                ? Objective.NONE
                                : new Objective(
                                        List.of(new TtfbLimit(0.99, Duration.ofMillis(limitMillis))),
                                        OptionalDouble.empty()),
                        Set.of(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        files,
                        Target.USUAL_UTILISATION,
                        Target.USUAL_HEADROOM));
    }
}
