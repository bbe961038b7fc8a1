package org.mpmlab.core.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;

/** What a calibration measures. */
class DesignTest {
    private static final Design DESIGN = new Design(
            Stack.of(Composition.parse("event+fpm")),
            "hello",
            0.02,
            1,
            List.of(new Shift(Shift.Kind.SLEEP, 0.5), new Shift(Shift.Kind.WORK, 2)),
            300);

    @Test
    void allArmsTakeTurnsInTheSameRounds() {
        Scenario scenario = DESIGN.scenario("calibrate", Blocks.site("hello"), 30);
        assertThat(scenario.stacks())
                .extracting(Stack::name)
                .containsExactly(
                        "event+fpm.1a", "event+fpm.1b", "event+fpm.base", "event+fpm.sleep-0.5", "event+fpm.work-2");
        assertThat(scenario.stacks()).hasSize(DESIGN.arms());
        assertThat(Planner.plan(scenario, 1).blocks()).hasSize(30).allSatisfy(block -> {
            assertThat(block.phases()).hasSize(1);
            assertThat(block.phases().get(0).steps().get(0).stacks()).hasSize(5);
        });
    }

    @Test
    void twinsServeThePageAsItIsAndShiftedArmsAllRunTheScript() {
        Scenario scenario = DESIGN.shifted(
                DESIGN.scenario("calibrate", Blocks.site("hello"), 30),
                Map.of("event+fpm.work-2", new Amount(50, 270)));
        assertThat(scenario.stack("event+fpm.1a").extra()).isEmpty();
        assertThat(scenario.stack("event+fpm.1b").extra()).isEmpty();
        assertThat(scenario.stack("event+fpm.base").extra().get(0).text()).isEqualTo("""
                        auto_prepend_file = /srv/mpmlab/probe/shift.php
                        mpmlab.shift_sleep_us = 50
                        mpmlab.shift_iterations = 50
                        """);
        assertThat(scenario.stack("event+fpm.work-2").extra()).singleElement().satisfies(ini -> assertThat(ini.text())
                .contains("shift_sleep_us = 50", "shift_iterations = 270"));
    }

    @Test
    void whatCanNotBeMeasuredIsRefused() {
        assertThatThrownBy(() -> new Shift(Shift.Kind.SLEEP, 0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Amount(-1, 0)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> new Design(DESIGN.stack(), "hello", 0, 1, List.of(), 300))
                .hasMessageContaining("margin between");
    }
}
