package org.mpmlab.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.ShippedLibrary;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;

@Domain(Scenarios.class)
@Domain(DomainContext.Global.class)
class BudgetTest {
    private static final Scenario QUICK = ShippedLibrary.catalogue("quick.yaml");
    private static final Scenario FULL = ShippedLibrary.catalogue("full.yaml");
    private static final Scenario CAPACITY = ShippedLibrary.catalogue("capacity.yaml");

    @Property(tries = 200)
    void whatFitsStaysWithinTheBudgetAndKeepsStacksAndSites(
            @ForAll Scenario scenario, @ForAll @IntRange(min = 1, max = 20_000) int seconds) {
        Duration budget = Duration.ofSeconds(seconds);
        Budget.Fitted fitted;
        try {
            fitted = Budget.fit(scenario, budget);
        } catch (InvalidConfiguration tooShort) {
            return;
        }
        assertThat(fitted.estimate())
                .isEqualTo(Planner.estimate(fitted.scenario()))
                .isLessThanOrEqualTo(budget);
        assertThat(fitted.scenario().stacks()).isEqualTo(scenario.stacks());
        assertThat(fitted.scenario().sites()).isEqualTo(scenario.sites());
        assertThat(measured(fitted.scenario())).isEqualTo(measured(scenario));
        assertThat(fitted.scenario().blocks()).isBetween(1, scenario.blocks());
        assertThat(fitted.givenUp().isEmpty()).isEqualTo(fitted.scenario().equals(scenario));
    }

    @Property(tries = 100)
    void noLengthFallsBelowItsLeast(@ForAll Scenario scenario, @ForAll @IntRange(min = 60, max = 9_000) int seconds) {
        Budget.Fitted fitted;
        try {
            fitted = Budget.fit(scenario, Duration.ofSeconds(seconds));
        } catch (InvalidConfiguration tooShort) {
            return;
        }
        for (LoadShape now : fitted.scenario().loads()) {
            LoadShape was = scenario.load(now.name());
            assertThat(now.duration())
                    .isLessThanOrEqualTo(was.duration())
                    .isGreaterThanOrEqualTo(min(was.duration(), Budget.LEAST_SLICE));
            assertThat(now.warmUp()).isGreaterThanOrEqualTo(min(was.warmUp(), Budget.LEAST_WARM_UP));
            if (now.arrival() instanceof Arrival.Rounds rounds) {
                long asked = ((Arrival.Rounds) was.arrival()).limit();
                assertThat(rounds.limit()).isBetween(Math.min(asked, Budget.LEAST_ROUNDS), asked);
            }
        }
    }

    @Test
    void aBudgetThatIsLongEnoughChangesNothing() {
        Budget.Fitted fitted = Budget.fit(QUICK, Duration.ofMinutes(5));
        assertThat(fitted.scenario()).isEqualTo(QUICK);
        assertThat(fitted.givenUp()).isEmpty();
    }

    @Test
    void lengthGoesFirst() {
        Budget.Fitted fitted = Budget.fit(QUICK, Duration.ofMinutes(3));
        assertThat(fitted.scenario().loads())
                .extracting(LoadShape::name)
                .containsExactly("ttfb-h1", "ttfb-h2", "busy-h1-c16");
        assertThat(fitted.givenUp()).allMatch(words -> words.startsWith("shorter: "));
    }

    @Test
    void thenConcurrencyThenBlocksThenKinds() {
        assertThat(fitted("10h")).satisfies(fitted -> {
            assertThat(fitted.scenario().blocks()).isEqualTo(8);
            assertThat(closed(fitted)).isEqualTo(6);
        });
        assertThat(fitted("6h")).satisfies(fitted -> {
            assertThat(fitted.scenario().blocks()).isEqualTo(8);
            assertThat(closed(fitted)).isBetween(2L, 5L);
            assertThat(fitted.scenario().loads()).extracting(LoadShape::name).contains("busy-h1-c48", "busy-h2-c4x12");
        });
        assertThat(fitted("3h")).satisfies(fitted -> {
            assertThat(fitted.scenario().blocks()).isBetween(2, 7);
            assertThat(closed(fitted)).isEqualTo(2);
            assertThat(fitted.givenUp()).last().asString().endsWith("no equivalence can be proven with fewer than 8");
        });
        assertThat(fitted("20m")).satisfies(fitted -> {
            assertThat(fitted.scenario().blocks()).isEqualTo(1);
            assertThat(closed(fitted)).isZero();
        });
    }

    /** Some of its stacks have a single load, and that without keep-alive. */
    @Test
    void aKindThatIsAllOfAStacksLoadsStays() {
        List<Scenario> concessions = Concessions.of(CAPACITY);

        assertThat(measured(CAPACITY)).hasSize(CAPACITY.stacks().size());
        assertThat(concessions).allSatisfy(less -> assertThat(measured(less)).isEqualTo(measured(CAPACITY)));
        assertThat(concessions.get(concessions.size() - 1).loads())
                .as("others go")
                .allMatch(load -> load.protocol() == Protocol.H1 && load.arrival() instanceof Arrival.Closed);
    }

    @Test
    void blocksGoToTheNextLook() {
        Scenario many = QUICK.withBlocks(30);
        Duration short1 = Planner.estimate(Concessions.shortened(many, 0)).minusSeconds(1);
        assertThat(Budget.fit(many, short1).scenario().blocks()).isEqualTo(18);
    }

    @Test
    void whatDoesNotFitAtAllSaysWhatWould() {
        InvalidConfiguration tooShort =
                catchThrowableOfType(InvalidConfiguration.class, () -> Budget.fit(FULL, Duration.ofMinutes(3)));
        assertThat(tooShort)
                .hasMessageMatching(
                        "--budget: 3 min is too short for 'full': its least, 1 block with [0-9] loads? of 11 "
                                + "on 27 stacks and 6 sites, takes about [0-9a-z ]+\\. Allowed: [0-9]+s or more, or fewer stacks "
                                + "and sites by --only\\.");
        String least = tooShort.getMessage().replaceFirst("(?s).*Allowed: ([0-9]+s) or.*", "$1");
        Duration enough = Quantities.duration(least).orElseThrow();
        assertThat(Budget.fit(FULL, enough).estimate()).isLessThanOrEqualTo(enough);
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> Budget.fit(FULL, enough.minusSeconds(1)));
    }

    @Test
    void givenUpIsSaidInWords() {
        List<String> words = fitted("20m").givenUp();
        assertThat(words)
                .anyMatch(line -> line.startsWith("shorter: ttfb-h1, ttfb-h1-close, ttfb-h2, ttfb-h2-close: "))
                .anyMatch(line -> line.startsWith("left out: ") && line.contains("busy-h1-c16"))
                .contains("1 block instead of 8; no equivalence can be proven with fewer than 8");
    }

    private static Budget.Fitted fitted(String budget) {
        return Budget.fit(FULL, Quantities.duration(budget).orElseThrow());
    }

    /** The stacks that a plan has steps for. */
    private static Set<String> measured(Scenario scenario) {
        return Planner.plan(scenario.withBlocks(1), 1).steps().stream()
                .flatMap(step -> step.stacks().stream())
                .collect(Collectors.toSet());
    }

    private static long closed(Budget.Fitted fitted) {
        return fitted.scenario().loads().stream()
                .filter(load -> !load.inRounds())
                .count();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
