package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The progress line in terminals of all widths. */
class ProgressLineTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 40, 60, 80, 100, 120, 200})
    void neverOutgrowsTheTerminal(int columns) {
        assertThat(line(columns, false).render(12, 148)).hasSizeLessThan(Math.max(2, columns));
        assertThat(line(columns, true).render(12, 148).replaceAll("\033\\[\\d+m", ""))
                .hasSizeLessThan(Math.max(2, columns));
    }

    @Test
    void eightyColumnsHoldTheCellTheVerdictAndTheTimeLeft() {
        assertThat(line(80, false).render(12, 148))
                .contains("12/148", "php29 closed-16 prefork+mod_php", "20/22 valid", "1 h 02 min left")
                .doesNotContain("\033");
    }

    @Test
    void manyColumnsHoldTheAnswersToo() {
        assertThat(line(140, false).render(12, 148)).contains("block 2/6", "1234/s p99 12.3 ms");
    }

    private static ProgressLine line(int columns, boolean coloured) {
        ProgressLine line = new ProgressLine(columns, coloured);
        line.tell("block 2/6", "php29 closed-16 prefork+mod_php", "1234/s p99 12.3 ms");
        line.outlook("1 h 02 min left", "20/22 valid");
        return line;
    }
}
