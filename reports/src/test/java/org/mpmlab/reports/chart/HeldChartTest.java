package org.mpmlab.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HeldChartTest {

    @Test
    void stacksThatHeldNoneAreDrawnWhereNoFormulaIsKnown() {
        Picture picture = HeldChart.draw(
                "held", "Held", List.of(new HeldChart.Line("production", 0, OptionalDouble.empty(), true)));

        assertThat(picture.svg()).contains(">production<");
        assertThat(picture.description()).endsWith("production: 0.");
    }
}
