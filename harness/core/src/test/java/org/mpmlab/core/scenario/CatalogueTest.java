package org.mpmlab.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Journey;
import org.mpmlab.core.plan.Budget;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Stack;

class CatalogueTest {
    private static final Scenario QUICK = ShippedLibrary.catalogue("quick.yaml");
    private static final Scenario FULL = ShippedLibrary.catalogue("full.yaml");

    @Test
    void quickHoldsEveryUnfrontedStackOverBothProtocolsAndASliceOfEach() {
        assertThat(QUICK.stacks())
                .extracting(Stack::composition)
                .containsExactlyElementsOf(Compatibility.valid().stream()
                        .filter(parts -> !parts.fronted())
                        .map(Optional::of)
                        .toList());
        assertThat(QUICK.sites()).extracting(Site::name).containsExactly("hello", "php29");
        assertThat(QUICK.loads()).extracting(LoadShape::name).containsExactly("ttfb-h1", "ttfb-h2", "busy-h1-c16");
        assertThat(QUICK.blocks()).isEqualTo(1);
    }

    @Test
    void quickStaysUnderFourAndAHalfMinutes() {
        assertThat(Planner.estimate(QUICK)).isBetween(Duration.ofMinutes(2), Duration.ofSeconds(270));
    }

    @Test
    void fullHoldsEveryStackAndSiteWithAndWithoutKeepAliveAtSeveralConcurrencies() {
        assertThat(FULL.stacks().stream().map(stack -> stack.composition().orElseThrow()))
                .containsExactlyInAnyOrderElementsOf(Compatibility.valid());
        // What login is about shows in a visit alone, and what leak is about in a soak.
        assertThat(FULL.sites())
                .extracting(Site::name)
                .containsExactlyInAnyOrderElementsOf(ShippedLibrary.PLAIN.siteNames().stream()
                        .filter(site -> !Set.of("login", "leak").contains(site))
                        .toList());
        assertThat(FULL.loads().stream().filter(LoadShape::inRounds).map(load -> load.connections()
                        .keepsAlive()))
                .contains(true, false);
        assertThat(FULL.loads().stream()
                        .filter(load -> !load.inRounds())
                        .map(LoadShape::connections)
                        .map(Connections::concurrency))
                .containsExactly(4, 16, 48, 4, 16, 48);
        assertThat(FULL.blocks()).isEqualTo(Budget.LOOKS.get(0));
    }

    /** The issue asks for less than 35 % of a full run in which nothing is measured. */
    @Test
    void fullMeasuresMostOfTheTime() {
        Scenario block = FULL.withBlocks(1);
        Duration warmUps = Planner.plan(block, 1).steps().stream()
                .map(step -> FULL.load(step.load()).warmUp())
                .reduce(Duration.ZERO, Duration::plus);
        Duration loads = Planner.plan(block, 1).steps().stream()
                .map(step -> step.estimate())
                .reduce(Duration.ZERO, Duration::plus);
        double measuring = (double) loads.minus(warmUps).toMillis()
                / Planner.estimate(block).toMillis();
        assertThat(measuring).isGreaterThan(0.70);
    }

    @Test
    void journeysHoldsEveryKindByGatling() {
        Scenario journeys = ShippedLibrary.catalogue("journeys.yaml");
        assertThat(journeys.loads()).extracting(LoadShape::engine).containsOnly(GeneratorKind.GATLING);
        assertThat(journeys.loads())
                .extracting(load -> load.journey().orElseThrow().kind())
                .containsExactly(Journey.Kind.values());
        assertThat(Planner.estimate(journeys)).isLessThan(Duration.ofMinutes(6));
    }

    @Test
    void capacityTakesLessThanTenMinutesAndSendsEachLoadToItsStacksAlone() {
        Scenario capacity = ShippedLibrary.catalogue("capacity.yaml");
        assertThat(Planner.estimate(capacity)).isLessThan(Duration.ofMinutes(10));
        assertThat(Planner.plan(capacity, 1).steps().stream()
                        .filter(step -> step.load().startsWith("holding"))
                        .map(step -> step.stacks()))
                .containsExactlyInAnyOrder(
                        List.of("event-holding-0"),
                        List.of("event-holding-300"),
                        List.of("event-holding-600"),
                        List.of("event-holding-900"));
        assertThat(capacity.load("held-h1-c1").idle().untilStarved()).isTrue();
        assertThat(Planner.leftOut(capacity)).isEmpty();
    }

    /** On a page that waits, the places of a small pool would end a search, which says nothing of the CPU. */
    @Test
    void capacitySearchesTheLargestPools() {
        Scenario capacity = ShippedLibrary.catalogue("capacity.yaml");
        assertThat(capacity.loads().stream().filter(load -> load.search().isPresent()))
                .hasSize(2)
                .allSatisfy(load -> {
                    Stack searched = capacity.stack(load.stacks().iterator().next());
                    int most = capacity.stacks().stream()
                            .filter(stack -> stack.composition().equals(searched.composition()))
                            .mapToInt(CatalogueTest::places)
                            .max()
                            .orElseThrow();
                    assertThat(places(searched)).isEqualTo(most);
                    assertThat(load.connections().concurrency()).isGreaterThanOrEqualTo(most);
                });
    }

    private static int places(Stack stack) {
        Composition parts = stack.composition().orElseThrow();
        return Pool.of(parts, Defaults.effective(parts, stack.settings())).places();
    }

    @Test
    void aScenarioSurvivesTheJourneyThroughJson() throws Exception {
        String json = Json.MAPPER.writeValueAsString(FULL);
        assertThat(Json.MAPPER.readValue(json, Scenario.class)).isEqualTo(FULL);
    }

    @Test
    void theCatalogueIsOnTheClassPath() {
        assertThat(Scenario.class.getResource("/org/mpmlab/catalog/quick.yaml")).isNotNull();
        assertThat(Scenario.class.getResource("/org/mpmlab/catalog/full.yaml")).isNotNull();
        assertThat(Scenario.class.getResource("/org/mpmlab/catalog/journeys.yaml"))
                .isNotNull();
        assertThat(Composition.class.getResource("/org/mpmlab/catalog/schema/scenario.schema.json"))
                .isNotNull();
    }
}
