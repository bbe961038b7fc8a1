package org.mpmlab.core.capacity.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.MemoryCosts;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.ShippedLibrary;
import org.mpmlab.core.stack.Mpm;

/** The scenario that ships finds the costs that its machine was made of. */
class ProfileReaderTest {
    private static final Scenario CAPACITY = ShippedLibrary.catalogue("capacity.yaml");
    private static final Run WHOLE = SyntheticRuns.of(CAPACITY, load -> true);

    private static Measured of(Run run, String stack, boolean clientsIdle) {
        return ProfileReader.read(run, "hello", clientsIdle).stream()
                .filter(one -> one.stack().name().equals(stack))
                .findFirst()
                .orElseThrow();
    }

    private static Profile profile(String stack) {
        return of(WHOLE, stack, true).profile().orElseThrow();
    }

    private static void isAbout(Estimated cost, double bytes) {
        assertThat(cost.value()).isCloseTo(bytes, within(1.0));
    }

    @Test
    void processesThreadsChildrenAndIdleConnectionsAreToldApart() {
        MemoryCosts memory = profile("event+fpm").memory();
        isAbout(memory.perProcessBytes(), SyntheticRuns.PROCESS);
        isAbout(memory.perThreadBytes(), SyntheticRuns.THREAD);
        isAbout(memory.perPhpProcessBytes(), SyntheticRuns.CHILD);
        isAbout(memory.perIdleConnectionBytes(), SyntheticRuns.IDLE_CONNECTION);
        isAbout(memory.opcacheBytes(), SyntheticRuns.OPCACHE);
        isAbout(memory.fixedBytes(), SyntheticRuns.PARENT + SyntheticRuns.FPM_SHARED - SyntheticRuns.OPCACHE);
    }

    /** Its connections are no part of a pool's size, nor of the line over those that are held. */
    @Test
    void aLoadThatLooksForStarvationIsNoReading() {
        Run without = SyntheticRuns.of(CAPACITY, load -> !load.idle().untilStarved());
        assertThat(List.of("event+fpm", "worker+fpm", "prefork+mod_php")).allSatisfy(stack -> assertThat(profile(stack))
                .isEqualTo(of(without, stack, true).profile().orElseThrow()));
    }

    @Test
    void aProcessOfPreforkIsItsSlopeAndHasNoThreads() {
        MemoryCosts memory = profile("prefork+mod_php").memory();
        isAbout(memory.perProcessBytes(), SyntheticRuns.PROCESS);
        assertThat(memory.perThreadBytes().value()).isZero();
        assertThat(memory.perPhpProcessBytes().value()).isZero();
        isAbout(memory.fixedBytes(), SyntheticRuns.PARENT - SyntheticRuns.OPCACHE);
    }

    @Test
    void timesAreThoseOfOneRequestAtATimeAndCpuTimeThatOfABusyServer() {
        Profile profile = profile("event+fpm");
        assertThat(profile.residenceSeconds().value())
                .isCloseTo(SyntheticRuns.SERVICE_SECONDS, within(SyntheticRuns.SERVICE_SECONDS / 500));
        assertThat(profile.lightTtfb(0.5).value())
                .isCloseTo(SyntheticRuns.SERVICE_SECONDS, within(SyntheticRuns.SERVICE_SECONDS / 500));
        assertThat(profile.cpuSecondsPerRequest().value()).isCloseTo(0.002, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"prefork+mod_php, 128", "event+fpm, 256"})
    void cpuTimeOfAPageThatWaitsIsThatOfManyAtOnce(String stack, int workers) {
        Profile profile =
                of(SyntheticRuns.waiting(CAPACITY), stack, true).profile().orElseThrow();
        assertThat(profile.cpuSecondsPerRequest().value()).isCloseTo(0.0006, within(1e-9));
        assertThat(profile.range().crowd()).isEqualTo(workers);
    }

    @Test
    void everyLevelObeysLittlesLawAndThereAreEnoughForTheScalabilityLaw() {
        Profile profile = profile("event+fpm");
        assertThat(profile.observed())
                .extracting(point -> point.concurrency())
                .containsExactlyInAnyOrder(1.0, 2.0, 4.0, 8.0, 16.0, 32.0);
        assertThat(profile.doubtful()).isEmpty();
    }

    /** Sixteen at once take 16 ms on two CPUs, one takes 3 ms. */
    @Test
    void streamsAtOnceAreThoseAskedTimesHowMuchFasterOneIsByItself() {
        Profile.Streams streams = profile("event+fpm").streams().orElseThrow();
        assertThat(streams.asked()).isEqualTo(16);
        assertThat(streams.atOnce().value()).isCloseTo(3, within(0.01));
        assertThat(profile("prefork+mod_php").streams()).isEmpty();
    }

    /** CPU time: of event five levels on 64 workers and two on 256, of prefork six on 64 and two on 128. */
    @Test
    void theRangeIsWhatWasMeasured() {
        assertThat(profile("event+fpm").range()).isEqualTo(new Profile.Range(2, 256, 128, 900, 119));
        assertThat(profile("prefork+mod_php").range()).isEqualTo(new Profile.Range(2, 128, 0, 0, 80));
    }

    @Test
    void whatWasNotMeasuredIsSaidWithHowToMeasureIt() {
        Measured prefork = of(WHOLE, "prefork+mod_php", true);
        assertThat(prefork.missing()).isEmpty();
        assertThat(prefork.assumed())
                .anyMatch(gap -> gap.startsWith("memory of an idle connection") && gap.contains("idle: [0, 300"));
        assertThat(of(WHOLE, "event+fpm", true).assumed()).noneMatch(gap -> gap.startsWith("memory of an idle"));
        assertThat(prefork.profile()
                        .orElseThrow()
                        .memory()
                        .perIdleConnectionBytes()
                        .source())
                .isEqualTo(Estimated.Source.ASSUMED);
    }

    @Test
    void withoutOtherSizesThereIsNoProfile() {
        Scenario plain = CAPACITY.withStacks(CAPACITY.stacks().subList(0, 3));
        Run run = SyntheticRuns.of(
                plain.withLoads(plain.loads().stream()
                        .filter(load -> load.arrival() instanceof Arrival.Closed)
                        .toList()),
                load -> true);
        List<Measured> all = ProfileReader.read(run, "hello", true);
        assertThat(all).hasSize(3).allSatisfy(one -> {
            assertThat(one.profile()).isEmpty();
            assertThat(one.missing())
                    .singleElement()
                    .asString()
                    .contains("sizes")
                    .contains("scenario capacity");
        });
    }

    @Test
    void withoutLevelsThereIsNoProfile() {
        Run run = SyntheticRuns.of(
                CAPACITY,
                load -> load.name().startsWith("warm") && load.connections().concurrency() <= 64);
        assertThat(of(run, "event+fpm", false).missing())
                .anyMatch(gap -> gap.startsWith("times at light load"))
                .anyMatch(gap -> gap.startsWith("CPU time per request"));
    }

    @Test
    void withoutIdleClientsStacksAreJudgedByNewConnections() {
        Run kept = SyntheticRuns.of(
                CAPACITY,
                load -> load.connections().keepsAlive() || !load.name().startsWith("light"));
        for (String stack : List.of("prefork+mod_php", "worker+fpm", "event+fpm")) {
            assertThat(of(kept, stack, false).missing()).anyMatch(gap -> gap.startsWith("times at light load"));
            assertThat(of(kept, stack, true).missing()).isEmpty();
        }
    }

    @Test
    void cellsThatDoNotCountAreNotReadAndSaid() {
        Run run = SyntheticRuns.of(CAPACITY, load -> true, Validity.invalid(Validity.Reason.PAUSE, "held up"));
        assertThat(ProfileReader.read(run, "hello", true)).hasSize(3).allSatisfy(one -> {
            assertThat(one.profile()).isEmpty();
            assertThat(one.missing()).last().asString().contains("of its cells do not count");
        });
    }

    /** The pool that is searched has 256 workers and 128 children; the rate is that of the kind of connection asked about. */
    @Test
    void aSearchedRateCalibratesTheStackThatItWasFoundFor() {
        Run run = SyntheticRuns.searched(WHOLE, "event-4x64-php128", "slo-h1", 500);
        assertThat(of(run, "event+fpm", true).profile().orElseThrow().objectiveRates())
                .singleElement()
                .satisfies(rate -> {
                    assertThat(rate.limit()).isEqualTo(new TtfbLimit(0.99, Duration.ofMillis(100)));
                    assertThat(rate.ratePerSecond()).isEqualTo(Estimated.measured(500, 480, 520));
                    assertThat(rate.cpus()).isEqualTo(2);
                    assertThat(rate.servers()).isEqualTo(128);
                    assertThat(rate.cpuSeconds().orElseThrow()).as("meanwhile").isPositive();
                });
        assertThat(of(run, "event+fpm", true).assumed()).noneMatch(gap -> gap.startsWith("the CPU's queue"));
        assertThat(of(run, "prefork+mod_php", true).assumed()).anyMatch(gap -> gap.startsWith("the CPU's queue"));
        Run fresh = SyntheticRuns.searched(WHOLE, "prefork-128", "slo-h1-close", 500);
        assertThat(of(fresh, "prefork+mod_php", false).profile().orElseThrow().objectiveRates())
                .hasSize(1);
        assertThat(of(fresh, "prefork+mod_php", true).profile().orElseThrow().objectiveRates())
                .isEmpty();
    }

    /** Busy loads took 2 ms a request and the search 2.4; who was not searched is taken to differ by as much. */
    @Test
    void cpuTimeIsHalfwayBetweenThatOfBusyLoadsAndThatOfSearches() {
        Run run = SyntheticRuns.searched(WHOLE, "event-4x64-php128", "slo-h1", 500);
        for (String stack : List.of("event+fpm", "prefork+mod_php")) {
            Estimated cpu = of(run, stack, true).profile().orElseThrow().cpuSecondsPerRequest();
            assertThat(cpu.value()).isCloseTo(0.002 * Math.sqrt(1.2), within(1e-9));
            assertThat(cpu.low()).isLessThanOrEqualTo(0.002 + 1e-9);
            assertThat(cpu.high()).isGreaterThanOrEqualTo(0.0024 - 1e-9);
        }
    }

    /** Requests took 40 ms where failures ended it: for the 100 ms that it asked for, the rate is too low. */
    @Test
    void aSearchThatFailuresEndedCalibratesByTheTimeThatItCameTo() {
        Run run = SyntheticRuns.searchedUntilFailures(WHOLE, "event-4x64-php128", "slo-h1", 500, 0.04);
        assertThat(of(run, "event+fpm", true).profile().orElseThrow().objectiveRates())
                .extracting(Profile.ObjectiveRate::limit, Profile.ObjectiveRate::ratePerSecond)
                .containsExactly(tuple(new TtfbLimit(0.99, Duration.ofMillis(40)), Estimated.measured(500, 480, 520)));
    }

    /** Prefork's larger pool got a slower minute than its smaller one. */
    @Test
    void aMachineThatWasUnsteadyForOneStackMightHaveBeenForAnother() {
        Run run = SyntheticRuns.costing(CAPACITY, Map.of(Mpm.PREFORK, atOnce -> atOnce > 64 ? 1.2 : 1));
        Estimated prefork =
                of(run, "prefork+mod_php", true).profile().orElseThrow().cpuSecondsPerRequest();
        Estimated event = of(run, "event+fpm", true).profile().orElseThrow().cpuSecondsPerRequest();
        assertThat(prefork.high()).isCloseTo(0.0024, within(1e-9));
        assertThat(event.value()).isCloseTo(0.002, within(1e-9));
        assertThat(event.low() / event.value()).isCloseTo(prefork.low() / prefork.value(), within(1e-9));
        assertThat(event.high() / event.value()).isCloseTo(prefork.high() / prefork.value(), within(1e-9));
    }

    /** The same code runs for a request. */
    @Test
    void workerAndEventAreTimedTogetherWhereNothingTellsThemApart() {
        Run run = SyntheticRuns.searched(
                SyntheticRuns.costing(
                        CAPACITY, Map.of(Mpm.PREFORK, atOnce -> atOnce > 64 ? 1.2 : 1, Mpm.WORKER, atOnce -> 1.08)),
                "event-4x64-php128",
                "slo-h1",
                500);
        Measured event = of(run, "event+fpm", true);
        Measured worker = of(run, "worker+fpm", true);
        double searched = SyntheticRuns.SEARCHED_OVER_BUSY * 0.002;
        for (Measured either : List.of(event, worker)) {
            assertThat(either.profile().orElseThrow().cpuSecondsPerRequest().value())
                    .isCloseTo(Math.sqrt(0.00208 * searched), within(1e-9));
            assertThat(either.assumed()).anyMatch(gap -> gap.startsWith("CPU time and times of a request: the same"));
        }
        assertThat(worker.profile().orElseThrow().objectiveRates())
                .isEqualTo(event.profile().orElseThrow().objectiveRates())
                .hasSize(1);
        assertThat(worker.assumed()).noneMatch(gap -> gap.startsWith("the CPU's queue"));
        assertThat(of(run, "prefork+mod_php", true).assumed())
                .as("worker itself was not searched")
                .anyMatch(gap -> gap.startsWith("the CPU's queue: as it was found for event+fpm;"));
    }

    @Test
    void stacksThatClearlyCostMoreOrRunOtherCodeAreTimedByThemselves() {
        Run dear = SyntheticRuns.costing(CAPACITY, Map.of(Mpm.WORKER, atOnce -> 1.05));
        assertThat(of(dear, "worker+fpm", true).profile().orElseThrow().cpuSecondsPerRequest())
                .isEqualTo(Estimated.measured(0.0021, 0.0021, 0.0021));
        assertThat(of(dear, "worker+fpm", true).assumed()).noneMatch(gap -> gap.startsWith("CPU time and times"));
        assertThat(of(WHOLE, "prefork+mod_php", true).assumed()).noneMatch(gap -> gap.startsWith("CPU time and times"));
    }
}
