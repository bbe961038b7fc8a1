package org.mpmlab.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.plan.Plan.Block;
import org.mpmlab.core.plan.Plan.Phase;
import org.mpmlab.core.plan.Plan.Step;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.ScenarioReader;
import org.mpmlab.core.scenario.ShippedLibrary;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;

@Domain(Scenarios.class)
@Domain(DomainContext.Global.class)
class PlannerTest {
    private static final Scenario QUICK = ShippedLibrary.catalogue("quick.yaml");

    private record Cell(String stack, String site, String load) {}

    @Property(tries = 200)
    void everyBlockHoldsEveryCellThatCanBeHadExactlyOnce(@ForAll Scenario scenario, @ForAll long seed) {
        List<Cell> wanted = new ArrayList<>();
        for (LoadShape load : scenario.loads()) {
            for (Site site : scenario.sites()) {
                for (Stack stack : scenario.stacks()) {
                    if (load.isFor(site.name()) && load.refusal(stack).isEmpty()) {
                        wanted.add(new Cell(stack.name(), site.name(), load.name()));
                    }
                }
            }
        }
        Plan plan = Planner.plan(scenario, seed);
        assertThat(plan.blocks())
                .extracting(Block::number)
                .hasSize(scenario.blocks())
                .doesNotHaveDuplicates();
        for (Block block : plan.blocks()) {
            assertThat(cells(block)).containsExactlyInAnyOrderElementsOf(wanted);
        }
        assertThat(plan.cells()).isEqualTo(wanted.size() * scenario.blocks());
    }

    @Property(tries = 100)
    void theSameScenarioAndSeedGiveTheSamePlan(@ForAll Scenario scenario, @ForAll long seed) {
        assertThat(Planner.plan(scenario, seed)).isEqualTo(Planner.plan(scenario, seed));
    }

    @Property(tries = 200)
    void idsAreUniqueAndFileNames(@ForAll Scenario scenario, @ForAll long seed) {
        assertThat(Planner.plan(scenario, seed).steps())
                .extracting(Step::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("b[0-9]{2}-[A-Za-z0-9+._~-]+"));
    }

    @Property(tries = 200)
    void aPhaseIsOneSiteWithAllStacksForRoundsOrOneStackAlone(@ForAll Scenario scenario, @ForAll long seed) {
        for (Block block : Planner.plan(scenario, seed).blocks()) {
            Set<String> alone = new HashSet<>();
            Set<String> together = new HashSet<>();
            for (Phase phase : block.phases()) {
                boolean rounds = scenario.load(phase.steps().get(0).load()).inRounds();
                assertThat(phase.steps()).allSatisfy(step -> {
                    assertThat(scenario.load(step.load()).inRounds()).isEqualTo(rounds);
                    assertThat(step.site()).isEqualTo(phase.site());
                    assertThat(phase.stacks()).containsAll(step.stacks());
                });
                assertThat(phase.stacks()).allMatch(stack -> phase.steps().stream()
                        .anyMatch(step -> step.stacks().contains(stack)));
                if (rounds) {
                    assertThat(together.add(phase.site())).isTrue();
                } else {
                    assertThat(phase.stacks()).hasSize(1);
                    assertThat(alone.add(phase.site() + " " + phase.stacks())).isTrue();
                }
            }
        }
    }

    @Property(tries = 100)
    void aSitesPhasesAreNotTornApart(@ForAll Scenario scenario, @ForAll long seed) {
        for (Block block : Planner.plan(scenario, seed).blocks()) {
            List<String> runs = new ArrayList<>();
            for (Phase phase : block.phases()) {
                if (runs.isEmpty() || !runs.get(runs.size() - 1).equals(phase.site())) {
                    runs.add(phase.site());
                }
            }
            assertThat(runs).doesNotHaveDuplicates();
        }
    }

    @Property(tries = 100)
    void whatIsLeftKeepsItsOrderAndSeedsWhenStepsVanish(@ForAll Scenario scenario, @ForAll long seed) {
        if (scenario.loads().size() < 2) {
            return;
        }
        Scenario less =
                scenario.withLoads(scenario.loads().subList(1, scenario.loads().size()));
        List<Step> kept = Planner.plan(scenario, seed).steps().stream()
                .filter(step -> !step.load().equals(scenario.loads().get(0).name()))
                .toList();
        assertThat(Planner.plan(less, seed).steps()).isEqualTo(kept);
    }

    @Test
    void namesThatRunTogetherStillMakeDifferentIds() {
        Scenario odd = ScenarioReader.read(
                """
                name: odd
                stacks: [{name: x, extends: event+fpm}]
                sites: [./a, ./a-x]
                loads:
                  - {name: x-b, arrival: rounds}
                  - {name: b, arrival: rounds}
                  - {name: b-c, arrival: closed}
                """,
                "odd.yaml",
                new ShippedLibrary(Map.of(
                        "./a/site.yaml", "name: a\ndescription: A.\npages: [{path: /, marker: x}]\n",
                        "./a-x/site.yaml", "name: a-x\ndescription: A.\npages: [{path: /, marker: x}]\n")));
        assertThat(Planner.plan(odd, 1).steps()).hasSize(6).extracting(Step::id).doesNotHaveDuplicates();
    }

    @Test
    void ordersAreDrawnAnewForEachBlockAndSeed() {
        Scenario three = QUICK.withBlocks(3);
        Plan plan = Planner.plan(three, 1);
        Set<List<String>> orders = plan.blocks().stream()
                .map(block -> block.phases().stream()
                        .map(phase -> phase.site() + phase.stacks())
                        .toList())
                .collect(Collectors.toSet());
        assertThat(orders).hasSize(3);
        assertThat(Planner.plan(three, 2).blocks().get(0))
                .isNotEqualTo(plan.blocks().get(0));
    }

    /** 400 draws of a fair order over 14 places: about 29 each, and 60 is over five standard deviations away. */
    @Test
    void eachStackIsFirstAboutAsOftenAsAnyOther() {
        Map<String, Integer> first = new HashMap<>();
        Map<String, Integer> firstSite = new HashMap<>();
        for (long seed = 0; seed < 400; seed++) {
            Block block = Planner.plan(QUICK, seed).blocks().get(0);
            Phase together = block.phases().stream()
                    .filter(phase -> phase.stacks().size() > 1)
                    .findFirst()
                    .orElseThrow();
            first.merge(together.stacks().get(0), 1, Integer::sum);
            firstSite.merge(block.phases().get(0).site(), 1, Integer::sum);
        }
        assertThat(first).hasSize(14).allSatisfy((stack, times) -> assertThat(times)
                .isBetween(8, 60));
        assertThat(firstSite).hasSize(2).allSatisfy((site, times) -> assertThat(times)
                .isBetween(150, 250));
    }

    @Test
    void aLoadHasOneSeedForAllStacksOfABlockAndAnotherInTheNext() {
        Map<List<Object>, Set<Long>> seeds = Planner.plan(QUICK.withBlocks(8), 1).steps().stream()
                .collect(Collectors.groupingBy(
                        step -> List.of(step.block(), step.site(), step.load()),
                        Collectors.mapping(Step::seed, Collectors.toSet())));

        assertThat(seeds.values()).allSatisfy(same -> assertThat(same).hasSize(1));
        assertThat(seeds.values().stream().flatMap(Set::stream)).doesNotHaveDuplicates();
    }

    @Test
    void idsReadAsBlockSiteStackLoad() {
        Map<String, Step> steps =
                Planner.plan(QUICK, 7).steps().stream().collect(Collectors.toMap(Step::id, Function.identity()));
        assertThat(steps).containsKeys("b01-hello-ttfb-h1", "b01-php29-ttfb-h2", "b01-hello-event+fpm-busy-h1-c16");
        assertThat(steps.get("b01-hello-ttfb-h2").stacks())
                .containsExactlyInAnyOrder(
                        "worker+cgi",
                        "worker+fcgid",
                        "worker+fpm",
                        "event+cgi",
                        "event+fcgid",
                        "event+fpm",
                        "nginx+fpm");
    }

    /** Were this to change, a run could not be resumed by another version. */
    @Test
    void aSeedMeansTheSameForEver() {
        Plan plan = Planner.plan(QUICK, 42);
        assertThat(plan.steps().stream().limit(2).map(Step::id).toList())
                .containsExactly("b01-php29-ttfb-h1", "b01-php29-ttfb-h2");
        assertThat(plan.steps().get(0).seed()).isEqualTo(-1921406032872588665L);
    }

    @Test
    void whatIsLeftOutIsNamedWithItsReason() {
        assertThat(Planner.leftOut(QUICK))
                .hasSize(7)
                .allMatch(cell ->
                        cell.load().equals("ttfb-h2") && cell.refusal().id().equals("h2-needs-threads"));
        assertThat(Planner.leftOut(QUICK))
                .extracting(Planner.LeftOut::stack)
                .allMatch(name -> name.matches("(prefork|itk).*"));
    }

    @Test
    void estimatesAddUpStartsPagesAndDurations() {
        Scenario one = QUICK.withStacks(List.of(QUICK.stack("prefork+cgi"), QUICK.stack("event+fpm")));
        Plan plan = Planner.plan(one, 1);
        Map<String, Step> steps = plan.steps().stream().collect(Collectors.toMap(Step::id, Function.identity()));
        // 120 rounds of (1 + 0.3) + (1 + 0.3 + 20) ms after 2 s
        assertThat(steps.get("b01-hello-ttfb-h1").estimate()).isEqualTo(Duration.ofMillis(2_000 + 2_712));
        assertThat(steps.get("b01-hello-event+fpm-busy-h1-c16").estimate()).isEqualTo(Duration.ofSeconds(4));
        Phase alone = plan.blocks().get(0).phases().stream()
                .filter(phase -> phase.stacks().equals(List.of("event+fpm")))
                .findFirst()
                .orElseThrow();
        assertThat(Planner.estimate(one, alone)).isEqualTo(Duration.ofMillis(1_050 + 200 + 4_000));
        Duration block = plan.blocks().get(0).phases().stream()
                .map(phase -> Planner.estimate(one, phase))
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(Planner.estimate(one, plan.blocks().get(0))).isEqualTo(block);
        assertThat(Planner.estimate(one.withBlocks(3)))
                .isEqualTo(block.multipliedBy(3).plus(Duration.ofSeconds(5)));
    }

    /** Seen on two cores: about 8 s to start, verify and remove 14 stacks, about 1 s for one. */
    @Test
    void startingTakesAboutAsLongAsItWasSeenTo() {
        Plan plan = Planner.plan(QUICK, 1);
        for (Phase phase : plan.blocks().get(0).phases()) {
            Duration loads = phase.steps().stream()
                    .map(step -> step.estimate().plusMillis(200))
                    .reduce(Duration.ZERO, Duration::plus);
            Duration seen = Duration.ofSeconds(phase.stacks().size() == 1 ? 1 : 8);
            assertThat(Planner.estimate(QUICK, phase).minus(loads))
                    .isBetween(seen, seen.multipliedBy(11).dividedBy(10));
        }
    }

    private static List<Cell> cells(Block block) {
        return block.phases().stream()
                .flatMap(phase -> phase.steps().stream())
                .flatMap(step -> step.stacks().stream().map(stack -> new Cell(stack, step.site(), step.load())))
                .toList();
    }
}
