package org.mpmlab.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpmlab.core.run.Run;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.Samples;

class TerminalTableTest {

    @ParameterizedTest
    @EnumSource(Samples.class)
    void noLineIsLongerThanTheTerminal(Samples sample) {
        for (int columns : new int[] {40, 60, 80, 100, 200}) {
            assertThat(TerminalTable.render(sample.run(), columns, false).lines())
                    .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(columns));
        }
    }

    @ParameterizedTest
    @EnumSource(Samples.class)
    void colourChangesNothingButColour(Samples sample) {
        String plain = TerminalTable.render(sample.run(), 80, false);
        assertThat(plain).doesNotContain("\u001b");
        assertThat(TerminalTable.render(sample.run(), 80, true).replaceAll("\u001b\\[\\d+m", ""))
                .isEqualTo(plain);
    }

    @Test
    void aLinePerStackAlignedAndGroupedBySite() {
        List<String> lines = lines(Samples.QUICK.run(), 80);
        assertThat(lines).element(0).isEqualTo("hello: A tiny PHP page.");
        assertThat(lines)
                .element(1)
                .isEqualTo("                 p50 h1  p99 h1  p50 h2  p99 h2   rate   PSS  evidence");
        assertThat(lines).element(2).isEqualTo("                     ms      ms      ms      ms  req/s   MiB");
        List<String> rows =
                lines.stream().filter(line -> line.endsWith("counts")).toList();
        assertThat(rows).hasSize(28);
        assertThat(rows.stream().map(String::length).distinct()).hasSize(1);
        assertThat(rows.get(0)).containsPattern("prefork\\+mod_php +0\\.\\d+ +0\\.\\d+ +- +- +\\d+ +[\\d.]+  counts");
    }

    @ParameterizedTest
    @CsvSource({"80,p50 h1;p99 h1;p50 h2;p99 h2;rate;PSS", "54,p50 h1;p99 h1;rate;PSS", "40,p50 h1"})
    void theLeastImportantColumnsGoFirst(int columns, String shown) {
        assertThat(lines(Samples.QUICK.run(), columns).get(1).trim().split(" {2,}"))
                .containsExactly((shown + ";evidence").split(";"));
    }

    @Test
    void whatDoesNotCountSaysWhyInWords() {
        assertThat(TerminalTable.render(Samples.FULL.run(), 80, false))
                .containsPattern("event\\+fpm .* 28/32 count \\[1]")
                .containsPattern("\\[1] CPU stolen \\(\\d+ cells\\): steal 31 %, limit 20 %");
        assertThat(TerminalTable.render(Samples.VOIDED.run(), 80, false))
                .contains("event+fpm             -       -       -       -      -    -  void [1,2]")
                .contains("[2] generator out of CPU (28 cells)")
                .contains("so this run answers nothing.");
    }

    @Test
    void nothingFromOutsideSteersTheTerminal() {
        assertThat(TerminalTable.render(Samples.HOSTILE.run(), 80, false).codePoints())
                .allMatch(c -> c == '\n' || (c >= ' ' && c != 0x7f && !(c >= 0x80 && c < 0xa0) && c != 0x202e));
    }

    @Test
    void anUnfinishedRunSaysSo() {
        assertThat(TerminalTable.render(Samples.UNFINISHED.run(), 80, false))
                .contains("The run is not finished: 3 of 32 steps were done.");
    }

    private static List<String> lines(Run run, int columns) {
        return TerminalTable.render(run, columns, false).lines().toList();
    }

    @Test
    void starvationThatWasAskedForIsAnAnswer() {
        String table = TerminalTable.render(Runs.starving(), 160, false);

        assertThat(table)
                .contains("starved at 1,190")
                .contains("1 of 2 cells counts, 1 cell found at how many idle connections new requests starve.")
                .doesNotContain("void");
    }
}
