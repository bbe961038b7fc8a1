package org.mpmlab.core.capacity.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.mpmlab.core.capacity.model.Profiles.MIB;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.box.TargetReader;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Settings;

class CapacityModelTest {
    private static final long GIB = 1L << 30;
    private static final Objective P99_WITHIN_200_MS =
            new Objective(List.of(new TtfbLimit(0.99, Duration.ofMillis(200))), OptionalDouble.empty());

    private static Assessment assess(Profile profile, Target target, Map<String, ?> own) {
        Settings settings = Defaults.effective(profile.stack(), Settings.of(own));
        return new CapacityModel(profile, target).assess(settings);
    }

    private static Bound bound(Assessment assessment, Resource resource, Bound.Unit unit) {
        return assessment.bounds().stream()
                .filter(bound -> bound.resource() == resource && bound.unit() == unit)
                .findFirst()
                .orElseThrow();
    }

    private static Bound rate(Assessment assessment, Resource resource) {
        return bound(assessment, resource, Bound.Unit.REQUESTS_PER_SECOND);
    }

    /** A rate of requests that took the profile's own CPU time. */
    private static Profile.ObjectiveRate found(TtfbLimit limit, Estimated perSecond, double cpus, int servers) {
        return new Profile.ObjectiveRate(limit, perSecond, cpus, servers, OptionalDouble.empty());
    }

    /** With nothing kept free. */
    private static double objectiveRate(Profile profile, Target target, Map<String, ?> own) {
        return rate(assess(profile, target.withUtilisation(1), own), Resource.OBJECTIVE)
                .value()
                .value();
    }

    @Test
    void aBusyPageIsBoundByItsCpus() {
        Assessment found =
                assess(Profiles.busyPage("prefork+mod_php"), Target.of(2, 4 * GIB), Map.of("MaxRequestWorkers", 64));
        assertThat(found.binding()).isEqualTo(Resource.CPU);
        assertThat(found.carriedRate().value()).isEqualTo(80); // 2 x 0.8 / 0.020
        assertThat(found.carriedRate().low()).isCloseTo(80 / 1.05, withinPercentage(1));
        assertThat(found.carriedRate().high()).isCloseTo(80 / 0.95, withinPercentage(1));
        assertThat(rate(found, Resource.CPU).reach()).isEmpty();
    }

    @Test
    void fourCpusAreExtrapolatedFromTwo() {
        Bound cpu = rate(
                assess(Profiles.busyPage("prefork+mod_php"), Target.of(4, 4 * GIB), Map.of("MaxRequestWorkers", 64)),
                Resource.CPU);
        assertThat(cpu.value().source()).isEqualTo(Estimated.Source.EXTRAPOLATED);
        assertThat(cpu.reach().orElseThrow().factor()).isEqualTo(2);
        assertThat(cpu.words())
                .isEqualTo("cpu: CPUs x utilisation / CPU-seconds per request = 160 requests/s (152.4 to 168.4; "
                        + "extrapolated 2.0x: CPUs measured up to 2, used at 4)");
    }

    @Test
    void whatWasNotMeasuredIsNotCalledExtrapolatedByAFactor() {
        assertThat(new Bound.Reach("idle connections", 0, 500).words())
                .isEqualTo("idle connections not measured, used at 500");
    }

    @Test
    void withKeepAliveOffNoIdleConnectionIsHeld() {
        Assessment off = assess(
                Profiles.busyPage("event+fpm"), Target.of(2, 4 * GIB), Map.of("KeepAlive", "Off", "ServerLimit", 16));
        assertThat(off.heldConnections().high()).isZero();
        assertThat(off.least(Bound.Unit.CONNECTIONS).words())
                .startsWith("connections: none while KeepAlive is Off = 0 idle connections");
    }

    /** A limit on CPU time: of a CPU a tenth, 20 ms of CPU time take 200, nine times as much more as was measured. */
    @Test
    void onAPartOfACpuARequestTakesLongerEvenIfItIsAlone() {
        Profile page = Profiles.busyPage("prefork+mod_php");
        Map<String, ?> pool = Map.of("MaxRequestWorkers", 64);
        assertThat(assess(page, Target.of(0.1, 4 * GIB).withObjective(P99_WITHIN_200_MS), pool)
                        .objectiveAttainable())
                .isFalse();
        Queues whole = new Queues(page, Target.of(1, 4 * GIB));
        Queues quarter = new Queues(page, Target.of(0.25, 4 * GIB));
        assertThat(whole.lightSeconds(Corner.LIKELY, 0.99)).isCloseTo(0.0315, withinPercentage(0.1));
        assertThat(quarter.lightSeconds(Corner.LIKELY, 0.99)).isCloseTo(0.0315 + 3 * 0.020, withinPercentage(0.1));
        assertThat(quarter.workersAtWork(Corner.LIKELY, 10)).isCloseTo(10 * (0.021 + 0.060), withinPercentage(0.1));
    }

    /** By some microseconds, so a long page by nothing to speak of; smaller pools are not promised the gain. */
    @ParameterizedTest
    @CsvSource({
        "prefork+mod_php, 0.2, 16, 1, MEASURED",
        "prefork+mod_php, 0.2, 64, 1, MEASURED",
        "prefork+mod_php, 0.2, 128, 1.0570, EXTRAPOLATED",
        "prefork+mod_php, 0.2, 640, 1.2023, EXTRAPOLATED",
        "prefork+mod_php, 0.02, 128, 1.0718, EXTRAPOLATED",
        "prefork+mod_php, 20, 640, 1.0018, EXTRAPOLATED",
        "worker+fpm, 0.2, 64, 1, MEASURED",
        "event+fpm, 0.2, 640, 1.1220, EXTRAPOLATED",
    })
    void aRequestCostsMoreInALargerPool(
            String stack, double millis, int workers, double times, Estimated.Source source) {
        double seconds = millis / 1000;
        Assessment found = assess(
                Profiles.page(stack, Profiles.about(seconds), Profiles.about(seconds)),
                Target.of(2, 64 * GIB),
                Map.of("MaxRequestWorkers", workers, "ServerLimit", workers, "StartServers", 1, "ThreadsPerChild", 16));
        Estimated cpu = rate(found, Resource.CPU).value();
        assertThat(2 * 0.8 / seconds / cpu.value()).isCloseTo(times, withinPercentage(0.01));
        assertThat(cpu.source()).isEqualTo(source);
    }

    private static Optional<Estimated> expectedRate(Profile profile, Target target, int workers) {
        return expectedRate(profile, target, Map.of("MaxRequestWorkers", workers));
    }

    private static Optional<Estimated> expectedRate(Profile profile, Target target, Map<String, ?> values) {
        Settings own = Settings.of(values);
        return new CapacityModel(profile, target).objectiveRate(Defaults.effective(profile.stack(), own));
    }

    /** The rate at the objective is what to expect, the promised rate what to count on. */
    @ParameterizedTest
    @CsvSource({"32, 1.0570", "64, 1", "128, 0.9461"})
    void aSmallerPoolIsExpectedToGainButNotPromisedTo(int workers, double times) {
        Profile page = Profiles.page("prefork+mod_php", Profiles.about(0.0002), Profiles.about(0.00021));
        Target target = Target.of(1, 4 * GIB).withObjective(P99_WITHIN_200_MS);
        double measured = expectedRate(page, target, 64).orElseThrow().value();
        assertThat(expectedRate(page, target, workers).orElseThrow().value())
                .isCloseTo(times * measured, withinPercentage(2));
        assertThat(objectiveRate(page, target, Map.of("MaxRequestWorkers", workers)))
                .isCloseTo(Math.min(1, times) * measured, withinPercentage(2));
        assertThat(expectedRate(page, Target.of(1, 4 * GIB), 64)).isEmpty();
    }

    /** Where requests wait for nothing but the CPU, all takes longer by as much, and the rate falls by more. */
    @Test
    void onASlowerMachineLessIsExpected() {
        CapacityModel model = new CapacityModel(
                Profiles.busyPage("event+fpm"), Target.of(1, 4 * GIB).withObjective(P99_WITHIN_200_MS));
        Settings settings = Defaults.effective(
                Composition.parse("event+fpm"), Settings.of(Map.of("pm", "static", "pm.max_children", 4)));
        double same = model.objectiveRate(settings).orElseThrow().value();
        assertThat(model.objectiveRate(settings, 1).orElseThrow().value()).isEqualTo(same);
        assertThat(model.objectiveRate(settings, 1.4).orElseThrow().value()).isBetween(same / 2, same / 1.4);
        assertThat(model.objectiveRate(settings, 0.7).orElseThrow().value()).isBetween(same / 0.7, 2 * same);
    }

    /** What the machine does while a rate is searched for is not the queue's doing. */
    @Test
    void aRateThatWasFoundWhileTheMachineWasSlowerIsNotTakenForALongerQueue() {
        Profile page = Profiles.busyPage("event+fpm");
        Target target = Target.of(1, 4 * GIB).withObjective(P99_WITHIN_200_MS);
        Settings settings =
                Defaults.effective(page.stack(), Settings.of(Map.of("pm", "static", "pm.max_children", 48)));
        CapacityModel model = new CapacityModel(page, target);
        double usual = model.objectiveRate(settings).orElseThrow().value();
        Estimated slower = model.objectiveRate(settings, 1.4).orElseThrow();
        TtfbLimit limit = P99_WITHIN_200_MS.ttfb().get(0);

        Profile knowing = Profiles.calibrated(
                page, new Profile.ObjectiveRate(limit, slower, 1, 48, OptionalDouble.of(1.4 * 0.020)));
        assertThat(new CapacityModel(knowing, target)
                        .objectiveRate(settings)
                        .orElseThrow()
                        .value())
                .isCloseTo(usual, withinPercentage(2));
        Profile unaware = Profiles.calibrated(page, found(limit, slower, 1, 48));
        assertThat(new CapacityModel(unaware, target)
                        .objectiveRate(settings)
                        .orElseThrow()
                        .value())
                .isLessThan(0.8 * usual);
    }

    /**
     * Simulated, a CPU that is shared among the places of a pool and gives each request 29.5 ms answers 99 of 100 within
     * 200 ms up to 21 requests/s with 3 places, 18.5 with 5, and 17 with 12 or 128.
     */
    @Test
    void requestsThatWaitBeforeASmallPoolAreExpectedToBeAnsweredSooner() {
        Profile searched = Profiles.calibrated(
                Profiles.page("event+fpm", Profiles.about(0.0295), Profiles.about(0.0295)),
                found(P99_WITHIN_200_MS.ttfb().get(0), Estimated.measured(17, 16, 18), 1, 128));
        Target target = Target.of(1, 64 * GIB).withObjective(P99_WITHIN_200_MS);
        double large = expectedRate(searched, target, Map.of("pm", "static", "pm.max_children", 48))
                .orElseThrow()
                .value();
        assertThat(large).isCloseTo(17, withinPercentage(1));
        Map<String, ?> four = Map.of("pm", "static", "pm.max_children", 4);
        assertThat(expectedRate(searched, target, four).orElseThrow().value()).isBetween(17.5, 20.0);
        assertThat(objectiveRate(searched, target, four))
                .as("not promised, or no pool were too small")
                .isLessThanOrEqualTo(17);
    }

    @Test
    void requestsThatOnlyWaitForTheCpuNeedNoPlaceEach() {
        Target target = Target.of(2, 4 * GIB).withObjective(P99_WITHIN_200_MS);
        double few = objectiveRate(Profiles.busyPage("prefork+mod_php"), target, Map.of("MaxRequestWorkers", 8));
        double many = objectiveRate(Profiles.busyPage("prefork+mod_php"), target, Map.of("MaxRequestWorkers", 64));
        assertThat(few).isCloseTo(many, withinPercentage(1));
        assertThat(objectiveRate(Profiles.waitingPage("prefork+mod_php"), target, Map.of("MaxRequestWorkers", 8)))
                .as("those that sleep hold theirs: 8 places / 0.102 s at most")
                .isLessThan(8 / 0.102);
    }

    @Test
    void aWaitingPageIsBoundByItsPools() {
        Assessment found = assess(
                Profiles.waitingPage("event+fpm"),
                Target.of(2, 4 * GIB),
                Map.of("MaxRequestWorkers", 100, "StartServers", 2, "pm", "static", "pm.max_children", 20));
        // 20 children x 0.8 / 0.102 s, and little CPU to wait for
        assertThat(rate(found, Resource.PHP_PROCESSES).value().value()).isCloseTo(157, withinPercentage(1));
        assertThat(rate(found, Resource.WORKERS).value().value()).isCloseTo(770, withinPercentage(5));
        // so that 1 in 100 finds all 20 busy: Erlang C for 12.2 offered
        assertThat(found.binding()).isEqualTo(Resource.OBJECTIVE);
        assertThat(found.carriedRate().value()).isBetween(92.0, 102.0);
        assertThat(new ErlangC(20, found.carriedRate().value() / 0.9, 0.102).waitProbability())
                .isCloseTo(0.01, withinPercentage(10));
    }

    @ParameterizedTest
    @CsvSource({
        "prefork+mod_php, 1, 64", // an idle connection holds a worker
        "worker+fpm, 1, 64",
        "event+fpm, 3, 192", // (1 + 2) x 64
        "event+fpm+nginx, 2, 16384" // nginx holds them, and a busy worker takes two of its connections
    })
    void idleConnectionsAreHeldByTheMpmsOwnRule(String stack, int perBusyWorker, double heldWhenIdle) {
        Assessment found = assess(Profiles.busyPage(stack), Target.of(2, 4 * GIB), Map.of());
        assertThat(bound(found, Resource.CONNECTIONS, Bound.Unit.CONNECTIONS)
                        .value()
                        .value())
                .isCloseTo(heldWhenIdle - perBusyWorker * found.busyWorkers().value(), withinPercentage(1e-9));
    }

    @Test
    void connectionsThatHoldWorkersCostRate() {
        Target target = TargetReader.option("--target", "cpus=16,memory=4g,keepalive-connections=60");
        Map<String, Object> own = Map.of("MaxRequestWorkers", 80);
        Assessment prefork = assess(Profiles.waitingPage("prefork+mod_php"), target, own);
        assertThat(rate(prefork, Resource.CONNECTIONS).value().value())
                .isCloseTo(0.8 * 20 / 0.102, withinPercentage(1));
        assertThat(prefork.connectionShare()).isEqualTo(1);
        Assessment full = assess(
                Profiles.waitingPage("prefork+mod_php"),
                TargetReader.option("--target", "cpus=16,memory=4g,keepalive-connections=600"),
                own);
        assertThat(full.plannedConnections()).isEqualTo(70); // an eighth of the workers stays for work
        assertThat(full.meetsTarget()).isFalse();
    }

    @Test
    void memoryIsASlopeOverAFixedPartWithOneOpcodeCache() {
        Assessment found =
                assess(Profiles.busyPage("prefork+mod_php"), Target.of(2, GIB), Map.of("MaxRequestWorkers", 100));
        assertThat(found.memoryBytes().value()).isCloseTo((12 + 10 + 100 * 3.3) * MIB, withinPercentage(1e-6));
        assertThat(found.worstMemoryBytes()).isEqualTo(found.memoryBytes());
        assertThat(found.fits()).isTrue();
        assertThat(assess(Profiles.busyPage("prefork+mod_php"), Target.of(2, GIB), Map.of("MaxRequestWorkers", 256))
                        .fits())
                .isTrue(); // 867 of 922 MiB; at the high end 910
        assertThat(assess(
                                Profiles.busyPage("prefork+mod_php"),
                                Target.of(2, GIB),
                                Map.of("MaxRequestWorkers", 261, "ServerLimit", 261))
                        .fits())
                .isFalse();
    }

    @Test
    void slotsForExitingProcessesAndGrowthCountInTheWorstCase() {
        Profile leaking =
                Profiles.growing(Profiles.busyPage("event+fpm"), new Growth(Profiles.about(100), Profiles.about(100)));
        Map<String, Object> own = Map.of(
                "MaxRequestWorkers", 100, "ServerLimit", 6, "StartServers", 2, "pm", "static", "pm.max_children", 10);
        Assessment found = assess(leaking, Target.of(2, GIB), own);
        double process = 2.5 + 25 * 0.05;
        assertThat(found.memoryBytes().value())
                .isCloseTo((12 + 10 + 4 * process + 10 * 6) * MIB, withinPercentage(1e-6));
        assertThat(found.worstMemoryBytes().value())
                .isCloseTo((12 + 10 + (4 + 2 * 2 + 4) * process + 2 * 10 * 6) * MIB, withinPercentage(1e-6));
    }

    /** Where requests wait longer than the costs explain, the CPU gives less; the queue is as sudden as any. */
    @Test
    void aRateBelowWhatTheCostsExplainIsTheCpusDoing() {
        Profile page = Profiles.page("prefork+mod_php", Profiles.about(0.0002), Profiles.about(0.00021));
        Objective within100 =
                new Objective(List.of(new TtfbLimit(0.99, Duration.ofMillis(100))), OptionalDouble.empty());
        Objective within50 = new Objective(List.of(new TtfbLimit(0.99, Duration.ofMillis(50))), OptionalDouble.empty());
        Profile slowed =
                Profiles.calibrated(page, found(within100.ttfb().get(0), Estimated.measured(4000, 3900, 4100), 1, 64));
        Target box = Target.of(1, 4 * GIB);
        assertThat(objectiveRate(page, box.withObjective(within100), Map.of())).isGreaterThan(4900);
        assertThat(objectiveRate(slowed, box.withObjective(within100), Map.of()))
                .isCloseTo(4000, withinPercentage(0.1));
        assertThat(objectiveRate(slowed, box.withObjective(within50), Map.of())).isBetween(3800.0, 4000.0);
    }

    /** 64 places of 50 ms each end near 1,270 requests/s, whatever the CPU gives. */
    @Test
    void aRateThatThePlacesEndedSaysNothingOfTheCpu() {
        Profile page = Profiles.page("prefork+mod_php", Profiles.about(0.0004), Profiles.about(0.0504));
        Profile searched = Profiles.calibrated(
                page, found(new TtfbLimit(0.99, Duration.ofMillis(100)), Estimated.measured(1100, 1070, 1130), 1, 64));
        Target box = Target.of(1, 4 * GIB).withObjective(P99_WITHIN_200_MS);
        Map<String, ?> more = Map.of("MaxRequestWorkers", 200);
        assertThat(objectiveRate(searched, box, more)).isEqualTo(objectiveRate(page, box, more));
    }

    @Test
    void aStackThatWasNotSearchedTakesTheQueueOfOneThatWas() {
        Target box = Target.of(2, 4 * GIB).withObjective(P99_WITHIN_200_MS);
        Profile searched = Profiles.calibrated(
                Profiles.busyPage("event+fpm"),
                found(P99_WITHIN_200_MS.ttfb().get(0), Estimated.measured(88, 87, 89), 2, 64));
        Profile like = Profiles.busyPage("worker+fpm").queueingAs(List.of(searched));
        Bound own = rate(assess(searched, box, Map.of("pm.max_children", 64)), Resource.OBJECTIVE);
        Bound taken = rate(assess(like, box, Map.of("pm.max_children", 64)), Resource.OBJECTIVE);
        assertThat(taken.value().value()).isCloseTo(own.value().value(), withinPercentage(0.1));
        assertThat(like.objectiveRates())
                .singleElement()
                .satisfies(rate -> assertThat(rate.ratePerSecond().source()).isEqualTo(Estimated.Source.ASSUMED));
    }

    /**
     * High costs of the other explain why it reached no more, and those of this one lower what it reaches: together they
     * would leave next to no interval.
     */
    @Test
    void whatAStackTakesFromAnotherIsNoSurerThanThat() {
        Profile searched = Profiles.calibrated(
                Profiles.page("event+fpm", Estimated.measured(0.036, 0.03, 0.044), Profiles.about(0.042)),
                new Profile.ObjectiveRate(
                        P99_WITHIN_200_MS.ttfb().get(0),
                        Estimated.measured(9.1, 7.6, 10.7),
                        1,
                        128,
                        OptionalDouble.of(0.0386)));
        Profile like = Profiles.page("prefork+mod_php", Estimated.measured(0.031, 0.026, 0.036), Profiles.about(0.032))
                .queueingAs(List.of(searched));
        Estimated taken = like.objectiveRates().get(0).ratePerSecond();
        assertThat(taken.low() / taken.value()).isLessThanOrEqualTo(7.6 / 9.1 + 1e-9);
        assertThat(taken.high() / taken.value()).isGreaterThanOrEqualTo(10.7 / 9.1 - 1e-9);
    }

    /** A page of constant CPU time waits less than M/M/c says; one measured rate teaches the model by how much. */
    @Test
    void aMeasuredRateCalibratesTheQueueForTheCpu() {
        Profile plain = Profiles.busyPage("prefork+mod_php");
        Target small = Target.of(2, 4 * GIB).withObjective(P99_WITHIN_200_MS);
        double uncalibrated = objectiveRate(plain, small, Map.of());
        Profile calibrated = Profiles.calibrated(
                plain, found(P99_WITHIN_200_MS.ttfb().get(0), Estimated.measured(88, 87, 89), 2, 64));
        Bound taught = rate(assess(calibrated, small, Map.of()), Resource.OBJECTIVE);
        assertThat(uncalibrated).isLessThan(80);
        assertThat(objectiveRate(calibrated, small, Map.of())).isCloseTo(88, withinPercentage(0.1));
        assertThat(taught.value().value())
                .as("halfway between four fifths and all")
                .isCloseTo(0.9 * 88, withinPercentage(0.1));
        assertThat(taught.value().source()).isEqualTo(Estimated.Source.MEASURED);
        // on twice the CPUs more than twice as much: the same queue is shorter there
        Target large = small.withCpus(4);
        assertThat(objectiveRate(calibrated, large, Map.of())).isBetween(176.0, 200.0);
    }

    /** 2 CPUs and 20 ms allow 100/s: who was measured to do 101/s keeps nobody waiting, and surely does 99/s. */
    @Test
    void aServerThatBeatItsCostsIsNotTakenForASlowOne() {
        Target small = Target.of(2, 4 * GIB).withObjective(P99_WITHIN_200_MS);
        Profile plain = Profiles.busyPage("prefork+mod_php");
        Profile better = Profiles.calibrated(
                plain, found(P99_WITHIN_200_MS.ttfb().get(0), Estimated.measured(101, 100, 102), 2, 64));
        assertThat(objectiveRate(better, small, Map.of())).isBetween(95.0, 100.0);
    }

    @Test
    void anObjectiveThatLightLoadMissesIsSaidToBeOutOfReach() {
        Objective within20 = new Objective(List.of(new TtfbLimit(0.99, Duration.ofMillis(20))), OptionalDouble.empty());
        Assessment found =
                assess(Profiles.busyPage("prefork+mod_php"), Target.of(2, GIB).withObjective(within20), Map.of());
        assertThat(found.objectiveAttainable()).isFalse();
        assertThat(found.meetsTarget()).isFalse();
        assertThat(found.carriedRate().value()).isPositive();
    }

    @Test
    void filesBoundConnectionsWhereTheyCantBeRaised() {
        Target target =
                TargetReader.option("--target", "cpus=2,memory=4g,keepalive-connections=5000,files-per-process=1024");
        Assessment found = assess(
                Profiles.busyPage("event+fpm"),
                target,
                Map.of("MaxRequestWorkers", 400, "AsyncRequestWorkerFactor", 16, "StartServers", 2));
        Bound files = bound(found, Resource.FILES, Bound.Unit.CONNECTIONS);
        assertThat(files.value().value()).isEqualTo(16 * (1024 - 50 - 64));
        assertThat(found.least(Bound.Unit.CONNECTIONS).resource()).isEqualTo(Resource.CONNECTIONS);
    }

    @Test
    void aPointOffLittlesLawIsFlagged() {
        assertThat(new OperatingPoint(16, 80, 0.2).breaksLittlesLaw()).isFalse();
        assertThat(new OperatingPoint(16, 80, 0.215).breaksLittlesLaw()).isFalse();
        assertThat(new OperatingPoint(16, 80, 0.225).breaksLittlesLaw()).isTrue();
        assertThat(new OperatingPoint(16, 80, 0.17).breaksLittlesLaw()).isTrue();
    }

    @Test
    void nginxByItselfHasNoProfile() {
        Profile event = Profiles.busyPage("event+fpm");
        assertThatThrownBy(() -> new Profile(
                        Composition.nginx(),
                        event.site(),
                        event.range(),
                        event.memory(),
                        event.cpuSecondsPerRequest(),
                        event.residenceSeconds(),
                        event.phpSeconds(),
                        event.lightTtfb(),
                        event.observed(),
                        event.objectiveRates(),
                        event.growth(),
                        event.bytesPerResponse(),
                        event.streams()))
                .hasMessageContaining("nginx+fpm has no MPM to plan for");
    }

    @Test
    void promisesAreRoundedDown() {
        assertThat(CapacityModel.roundedDown(1239.9)).isEqualTo(1230);
        assertThat(CapacityModel.roundedDown(120)).isEqualTo(120);
        assertThat(CapacityModel.roundedDown(0.12345)).isEqualTo(0.123);
        assertThat(CapacityModel.roundedDown(0)).isZero();
    }
}
