package org.mpmlab.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.Selection;
import org.mpmlab.core.scenario.ShippedLibrary;

@Domain(Scenarios.class)
@Domain(DomainContext.Global.class)
class PlanTextTest {
    private static final Scenario QUICK = ShippedLibrary.catalogue("quick.yaml");

    @Test
    void aSmallPlanInFull() {
        Scenario small = Selection.parse("stack=prefork+fpm|event+fpm,site=hello")
                .narrow(QUICK)
                .scenario();
        assertThat(PlanText.of(small, Planner.plan(small, 42), List.of("4 blocks instead of 8"), false))
                .isEqualTo("""
                        quick: Every stack but those behind nginx, on a tiny and on a CPU-bound page.
                        5 cells: 2 stacks, 1 site, 3 loads, 1 block
                        seed 42; about 17 s in all, 12 s of it under load

                        Loads
                          ttfb-h1      in rounds, 120 in at most 1 min; 2 stacks; all sites
                          ttfb-h2      in rounds, 120 in at most 1 min; 1 stack; all sites
                          busy-h1-c16  closed, 16 connections, 3 s; 2 stacks; hello

                        Block 1, about 17 s
                          hello  all up, about 6.5 s
                                 stacks: event+fpm, prefork+fpm
                                 ttfb-h1: 2 stacks in turn, about 2.3 s
                                 ttfb-h2: 1 stack, about 2.2 s
                          hello  alone, about 11 s
                                 each that can: busy-h1-c16
                                 stacks: event+fpm, prefork+fpm

                        Left out
                          HTTP/2 on prefork or ITK: mod_http2 is inactive there: AH10034 at start, and
                            ALPN answers http/1.1 (httpd mod_http2 since 2.4.27, AH10034)
                            ttfb-h2 on prefork+fpm
                          4 blocks instead of 8
                        """);
    }

    @Test
    void loadsOfGatlingsAreToldAsVisitors() {
        Scenario journeys = ShippedLibrary.catalogue("journeys.yaml");
        assertThat(PlanText.of(journeys, Planner.plan(journeys, 42), List.of(), false))
                .contains("Gatling, closed, 8 visitors, journey login, 10 s")
                .contains("Gatling, visitors at 10/s, journey keep-alive, 10 s");
    }

    @Property(tries = 100)
    void itStaysWithinItsWidthAndNamesEveryLoadAndStack(@ForAll Scenario scenario, @ForAll long seed) {
        String text = PlanText.of(scenario, Planner.plan(scenario, seed), List.of(), true);
        assertThat(text.lines()).allMatch(line -> line.length() <= PlanText.WIDTH);
        assertThat(scenario.loads()).extracting(LoadShape::name).allMatch(text::contains);
        assertThat(scenario.stacks()).allMatch(stack -> text.contains(stack.name()));
        assertThat(text).contains("seed " + seed);
    }

    @Test
    void laterBlocksAreSummedUpUnlessAskedFor() {
        Scenario eight = QUICK.withBlocks(8);
        Plan plan = Planner.plan(eight, 42);
        assertThat(PlanText.of(eight, plan, List.of(), false))
                .contains("Blocks 2 to 8")
                .doesNotContain("Block 2,");
        assertThat(PlanText.of(eight, plan, List.of(), true))
                .contains("Block 8,")
                .doesNotContain("Blocks 2 to 8");
    }
}
