package org.mpmlab.core.capacity.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.box.TargetReader;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.SettingRules;
import org.mpmlab.core.stack.Stack;

class TrialTest {
    private static final Site HELLO = SyntheticTrials.MEASURED.scenario().site("hello");

    private static Scenario trial(Promise promise) {
        return Trial.of(promise, HELLO, 2);
    }

    @Test
    void theBoxIsTheTargets() {
        Scenario trial = trial(SyntheticTrials.promise("cpus=1.5,memory=2GiB"));
        assertThat(trial.placement().serverCpuLimit()).hasValue(1.5);
        assertThat(trial.placement().serverMemoryBytes()).hasValue(2L << 30);
        assertThat(trial.sites()).singleElement().satisfies(site -> assertThat(site.calibrate())
                .isEmpty());
    }

    @Test
    void everyContenderIsSentThePromisedLoadAndIsFilledOnce() {
        Promise promise = SyntheticTrials.promise("cpus=2,memory=2GiB,keepalive-connections=3000");
        Scenario trial = trial(promise);
        assertThat(trial.stacks())
                .extracting(Stack::name)
                .contains("recommended", "httpd", "debian", "cpanel", "published-16x64", "apache2buddy")
                .doesNotContain("plesk");
        for (Contender contender : promise.contenders()) {
            Stack stack = trial.stack(contender.name());
            assertThat(trial.loads().stream()
                            .filter(load -> load.isTakenBy(stack))
                            .map(TrialTest::kind))
                    .as(contender.name())
                    .containsExactlyInAnyOrder(Trial.PROMISED, Trial.FULL, Trial.RATE);
        }
        LoadShape promised = trial.load(Trial.PROMISED);
        assertThat(promised.idle().connections()).isEqualTo(3000);
        assertThat(((Arrival.Open) promised.arrival()).profile().get(0).fromPerSecond())
                .isEqualTo(promise.ratePerSecond().value());
        assertThat(Planner.plan(trial, 1).blocks()).hasSize(2);
    }

    private static String kind(LoadShape load) {
        return load.name().replaceFirst("-c.*", "");
    }

    /** A worker that closed its connection is free, and would be so before the next request comes. */
    @Test
    void poolsThatCloseConnectionsAreFilledByMoreRequestsThanWorkers() {
        Promise promise = SyntheticTrials.promise("cpus=2,memory=2GiB,needs=no-safe-polling");
        for (Contender contender : promise.contenders()) {
            int workers = contender.pool().workers();
            boolean closing = !contender.keepsAlive();
            assertThat(trial(promise).loads())
                    .as(contender.name())
                    .filteredOn(load ->
                            kind(load).equals(Trial.FULL) && load.stacks().contains(contender.name()))
                    .extracting(load -> load.connections().count())
                    .containsExactly(Math.min(1024, closing ? 4 * workers : workers));
        }
        assertThat(promise.recommended().keepsAlive()).isFalse();
    }

    /** A worker that holds an idle connection served it a small file: it would weigh less than one that served a page. */
    @Test
    void requestsFillTheWorkersThatIdleConnectionsWouldHold() {
        Promise prefork =
                SyntheticTrials.promise("cpus=2,memory=2GiB,keepalive-connections=100,needs=non-thread-safe-modules");
        LoadShape full = full(prefork);
        int workers = prefork.recommended().pool().workers();
        assertThat(prefork.recommended().pool().holdsWorkers()).isTrue();
        assertThat(full.idle().connections()).isZero();
        assertThat(full.connections().count()).isEqualTo(workers).isGreaterThan(100);
        assertThat(full.duration().toSeconds() * prefork.ratePerSecond().value())
                .as("each is answered at the promised rate")
                .isGreaterThanOrEqualTo(workers);
        assertThat(full(SyntheticTrials.promise("cpus=2,memory=2GiB,keepalive-connections=3000"))
                        .idle()
                        .connections())
                .as("beside event, which holds them")
                .isEqualTo(3000);
    }

    /** Of n random arrivals the rate is off by 1 / sqrt(n): by a twentieth of 400. */
    @Test
    void thePromisedLoadLastsUntilItsRandomArrivalsAreNearTheirRate() {
        Promise promise = SyntheticTrials.promise("cpus=0.2,memory=2GiB");
        LoadShape promised = trial(promise).load(Trial.PROMISED);
        assertThat(promise.ratePerSecond().value()).isBetween(10.0, 40.0);
        assertThat(promised.duration().toMillis()
                        / 1e3
                        * promise.ratePerSecond().value())
                .isGreaterThanOrEqualTo(400);
    }

    /** 1 % of 20 s is 200 ms. */
    @ParameterizedTest
    @CsvSource({"'ttfb.p99<=50ms', 8s", "'ttfb.p99<=200ms', 20s", "'ttfb.p95<=1s', 20s", "'ttfb.p99.9<=200ms', 40s"})
    void thePromisedLoadLastsSoLongThatAPauseOfTheLimitDoesNotBreakIt(String objective, String lasts) {
        Scenario trial = trial(SyntheticTrials.promise("cpus=2,memory=2GiB", objective));
        assertThat(trial.load(Trial.PROMISED).duration())
                .isEqualTo(Quantities.duration(lasts).orElseThrow());
    }

    private static LoadShape full(Promise promise) {
        return trial(promise).loads().stream()
                .filter(load -> kind(load).equals(Trial.FULL) && load.stacks().contains("recommended"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsHeldIsLookedForOnAServerOfItsOwn() {
        Scenario trial = trial(SyntheticTrials.promise("cpus=2,memory=2GiB,keepalive-connections=3000"));
        LoadShape held = trial.load(Trial.HELD);
        assertThat(held.stacks()).containsExactly(Trial.AT_REST);
        assertThat(trial.loads().stream().filter(load -> load.isTakenBy(trial.stack(Trial.AT_REST))))
                .containsExactly(held);
        assertThat(held.idle().path()).contains(Site.LIGHT_PAGE);
    }

    @Test
    void clientsComeAsTheTargetSaysThatTheyDo() {
        Scenario staying = trial(SyntheticTrials.promise("cpus=2,memory=2GiB,keepalive-connections=10"));
        Scenario leaving = trial(SyntheticTrials.promise("cpus=2,memory=2GiB"));
        for (String load : List.of(Trial.PROMISED, Trial.RATE)) {
            assertThat(staying.load(load).connections().keepsAlive()).isTrue();
            assertThat(leaving.load(load).connections().keepsAlive()).isFalse();
        }
    }

    /** 20 times the limit, but 2 seconds at least and 10 at most. */
    @ParameterizedTest
    @CsvSource({"50ms, 2s", "200ms, 4s", "2s, 10s"})
    void aSearchGivesRequestsUpThatAreLateWhateverComes(String limit, String patience) {
        Scenario trial = trial(SyntheticTrials.promise("cpus=2,memory=2GiB", "ttfb.p99<=" + limit));
        assertThat(trial.load(Trial.RATE).requestTimeout())
                .isEqualTo(Quantities.duration(patience).orElseThrow());
        assertThat(trial.load(Trial.PROMISED).requestTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void settingsAreMeasuredAsTheyAreButForTheTimeThatConnectionsMayIdle() {
        Promise promise = SyntheticTrials.promise("cpus=2,memory=2GiB,keepalive-connections=3000");
        for (Contender contender : promise.contenders()) {
            assertThat(trial(promise)
                            .stack(contender.name())
                            .settings()
                            .with(
                                    Setting.KEEP_ALIVE_TIMEOUT,
                                    contender
                                            .settings()
                                            .get(Setting.KEEP_ALIVE_TIMEOUT)
                                            .orElseThrow()))
                    .isEqualTo(contender.settings());
        }
        Promise plain = SyntheticTrials.promise("cpus=2,memory=2GiB");
        assertThat(trial(plain).stack("debian").settings())
                .isEqualTo(plain.others().stream()
                        .filter(contender -> contender.name().equals("debian"))
                        .findFirst()
                        .orElseThrow()
                        .settings());
        assertThat(trial(plain).loads()).noneMatch(load -> load.name().equals(Trial.HELD));
    }

    @Property(tries = 25)
    void noStackOfATrialWouldBeCorrected(
            @ForAll @DoubleRange(min = 0.5, max = 16) double cpus,
            @ForAll @IntRange(min = 9, max = 14) int memoryExponent,
            @ForAll @IntRange(min = 0, max = 10_000) int connections) {
        Target asked = TargetReader.option(
                "--target",
                "cpus=" + Math.round(cpus * 10) / 10.0 + ",memory=" + (1L << memoryExponent)
                        + "MiB,keepalive-connections=" + connections);
        for (Stack stack : trial(SyntheticTrials.promise(asked, Reach.of(asked, 1e6, Long.MAX_VALUE)))
                .stacks()) {
            Composition parts = stack.composition().orElseThrow();
            assertThat(SettingRules.check(parts, Defaults.effective(parts, stack.settings())))
                    .as("%s: %s", stack.name(), stack.settings())
                    .isEmpty();
        }
    }
}
