package org.mpmlab.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.plan.Planner;

class CatalogueTest {
    @Test
    void quickHoldsEveryUnfrontedStackAndStaysUnderFourAndAHalfMinutes() {
        Scenario quick = ShippedLibrary.catalogue("quick.yaml");
        assertThat(quick.stacks())
                .hasSize(14)
                .noneMatch(stack -> stack.composition().orElseThrow().fronted());
        assertThat(quick.sites()).extracting("name").containsExactly("hello", "php29");
        assertThat(quick.loads()).extracting("name").containsExactly("ttfb-h1", "ttfb-h2", "busy-h1-c16");
        assertThat(Planner.estimate(quick)).isLessThan(Duration.ofSeconds(270));
    }
}
