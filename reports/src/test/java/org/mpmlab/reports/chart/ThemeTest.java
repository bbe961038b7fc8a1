package org.mpmlab.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Stack;

class ThemeTest {

    @ParameterizedTest
    @EnumSource(Ink.class)
    void everySeriesStandsOutFromBothPapers(Ink ink) {
        double least = Ink.SERIES.contains(ink) || ink == Ink.TEXT || ink == Ink.MUTED ? 4.5 : 1;
        assertThat(contrast(ink.light(), Ink.PAPER.light())).isGreaterThanOrEqualTo(least);
        assertThat(contrast(ink.dark(), Ink.PAPER.dark())).isGreaterThanOrEqualTo(least);
    }

    @Test
    void everyInkHasAMarkerOfItsOwn() {
        for (Ink ink : Ink.values()) {
            String colour = "rgb(" + ink.marker().getRed() + "," + ink.marker().getGreen() + ","
                    + ink.marker().getBlue() + ")";
            assertThat(Ink.of(colour)).contains(ink);
        }
    }

    @Test
    void linesOfAPanelDifferInMoreThanColour() {
        for (Panel panel :
                Panel.of(Compatibility.valid().stream().map(Stack::of).toList())) {
            assertThat(panel.members()).hasSizeBetween(1, Panel.MOST);
            List<Integer> series =
                    panel.members().stream().map(Panel.Member::series).toList();
            assertThat(series).doesNotHaveDuplicates();
            assertThat(series.stream().map(Theme::line)).doesNotHaveDuplicates();
            assertThat(series.stream().map(Theme::marker)).doesNotHaveDuplicates();
        }
    }

    @Test
    void anMpmLooksTheSameInEveryPanel() {
        assertThat(Panel.of(Compatibility.valid().stream().map(Stack::of).toList()).stream()
                        .flatMap(panel -> panel.members().stream())
                        .filter(member -> member.label().equals("event"))
                        .map(Panel.Member::series)
                        .distinct())
                .hasSize(1);
    }

    @Property(tries = 300)
    void namesAtLinesEndsNeverCoverEachOther(
            @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = -3, max = 4) Double> ends) {
        double[] ascending =
                ends.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double[] at = Labels.spread(ascending, 0.5, -3, 4);
        assertThat(DoubleStream.of(at).boxed()).isSorted();
        for (int i = 0; i < at.length; i++) {
            assertThat(at[i]).isBetween(-3 - 1e-9, 4 + 1e-9);
            if (i > 0) {
                assertThat(at[i] - at[i - 1]).isGreaterThanOrEqualTo(0.5 - 1e-9);
            }
        }
    }

    @Test
    void marksOfAnAxisAreRoundNumbersInItsRange() {
        assertThat(Tick.decades(-1, 2))
                .extracting(Tick::label)
                .containsExactly("0.1", "0.3", "1", "3", "10", "30", "100");
        assertThat(Tick.linear(0, 71, 5)).extracting(Tick::label).containsExactly("0", "20", "40", "60");
        assertThat(Tick.quantiles(4)).extracting(Tick::label).containsExactly("p50", "p90", "p99", "p99.9", "p99.99");
        assertThat(Tick.decades(Math.log10(0.95), Math.log10(1.07)).size()).isGreaterThan(2);
    }

    /** WCAG 2.2's contrast ratio. */
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        double[] linear = Arrays.stream(new int[] {1, 3, 5})
                .mapToDouble(i -> Integer.parseInt(hex.substring(i, i + 2), 16) / 255.0)
                .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
                .toArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
