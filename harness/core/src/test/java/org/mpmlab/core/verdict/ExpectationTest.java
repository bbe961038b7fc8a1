package org.mpmlab.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpmlab.core.verdict.Verdict.INCONCLUSIVE;
import static org.mpmlab.core.verdict.Verdict.REFUTED;
import static org.mpmlab.core.verdict.Verdict.SUPPORTED;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.verdict.Expectation.AtMost;
import org.mpmlab.core.verdict.Expectation.Different;
import org.mpmlab.core.verdict.Expectation.EquivalentWithin;
import org.mpmlab.core.verdict.Expectation.HigherBy;
import org.mpmlab.core.verdict.Expectation.LowerBy;

class ExpectationTest {
    private static final Measure P99 = Measure.parse("ttfb.p99");

    /** The verdict of an interval from one ratio to another. */
    private static Verdict verdict(Expectation expectation, double from, double to) {
        return expectation.verdict(new Interval(Math.log(from), Math.log(to)), P99);
    }

    @Example
    void equivalentMeansWhollyWithinTheMargin() {
        Expectation within5 = new EquivalentWithin(0.05);

        assertThat(verdict(within5, 0.96, 1.04)).isEqualTo(SUPPORTED);
        assertThat(verdict(within5, 0.95, 1.04)).as("1 / 1.05 is 0.952").isEqualTo(INCONCLUSIVE);
        assertThat(verdict(within5, 1.01, 1.06)).isEqualTo(INCONCLUSIVE);
        assertThat(verdict(within5, 1.06, 1.10)).isEqualTo(REFUTED);
        assertThat(verdict(within5, 0.90, 0.95)).isEqualTo(REFUTED);
        assertThat(verdict(within5, 0.50, 2.00)).isEqualTo(INCONCLUSIVE);
    }

    @Example
    void lowerMeansAtLeastByThatMuch() {
        Expectation lower20 = new LowerBy(0.2);

        assertThat(verdict(lower20, 0.5, 0.79)).isEqualTo(SUPPORTED);
        assertThat(verdict(lower20, 0.5, 0.81)).isEqualTo(INCONCLUSIVE);
        assertThat(verdict(lower20, 0.81, 0.9)).isEqualTo(REFUTED);
        assertThat(verdict(new LowerBy(0), 0.9, 0.999)).isEqualTo(SUPPORTED);
    }

    @Example
    void higherMeansAtLeastByThatMuch() {
        Expectation higher50 = new HigherBy(0.5);

        assertThat(verdict(higher50, 1.51, 3)).isEqualTo(SUPPORTED);
        assertThat(verdict(higher50, 1.49, 3)).isEqualTo(INCONCLUSIVE);
        assertThat(verdict(higher50, 1.1, 1.49)).isEqualTo(REFUTED);
    }

    @Example
    void atMostIsOfTheFigureItself() {
        Expectation most80 = new AtMost(80);

        assertThat(verdict(most80, 60, 79)).isEqualTo(SUPPORTED);
        assertThat(verdict(most80, 60, 81)).isEqualTo(INCONCLUSIVE);
        assertThat(verdict(most80, 81, 90)).isEqualTo(REFUTED);
        assertThat(new AtMost(0.01).verdict(new Interval(0, 0.01), Measure.parse("errors")))
                .isEqualTo(SUPPORTED);
        assertThat(new AtMost(0).verdict(new Interval(0, 0), Measure.parse("errors")))
                .isEqualTo(SUPPORTED);
    }

    @Property
    void differentIsWhatEquivalentDenies(
            @ForAll @Scale(4) @DoubleRange(min = 0.01, max = 0.5) double margin,
            @ForAll @Scale(4) @DoubleRange(min = -1, max = 1) double from,
            @ForAll @Scale(4) @DoubleRange(max = 1) double length) {
        Interval effect = new Interval(from, from + length);

        assertThat(new Different(margin).verdict(effect, P99))
                .isEqualTo(new EquivalentWithin(margin).verdict(effect, P99).negated());
    }

    @Property
    void aNarrowerIntervalNeverTurnsAVerdictAround(
            @ForAll("expectations") Expectation expectation,
            @ForAll @Scale(4) @DoubleRange(min = -1, max = 1) double from,
            @ForAll @Scale(4) @DoubleRange(max = 1) double length,
            @ForAll @Scale(4) @DoubleRange(max = 0.5) double less) {
        Verdict wide = expectation.verdict(new Interval(from, from + length), P99);
        Verdict narrow = expectation.verdict(new Interval(from + less * length, from + length * (1 - less / 2)), P99);

        assertThat(wide == INCONCLUSIVE || wide == narrow).isTrue();
    }

    @Provide
    Arbitrary<Expectation> expectations() {
        return Arbitraries.of(
                new EquivalentWithin(0.1), new LowerBy(0.1), new HigherBy(0.1), new AtMost(1.1), new Different(0.1));
    }

    @Example
    void aDifferenceWithoutAMarginIsAnythingButZero() {
        assertThat(verdict(new Different(0), 1.001, 1.2)).isEqualTo(SUPPORTED);
        assertThat(verdict(new Different(0), 0.999, 1.2)).isEqualTo(INCONCLUSIVE);
        assertThat(verdict(new Different(0), 1, 1)).isEqualTo(REFUTED);
    }

    @Example
    void watchingBothSidesCostsHalfOfTheLevel() {
        assertThat(new Different(0).oneSided(Looks.STANDARD)).isEqualTo(0.009);
        assertThat(new EquivalentWithin(0.05).oneSided(Looks.STANDARD)).isEqualTo(0.018);
        assertThat(new LowerBy(0.2).oneSided(Looks.STANDARD)).isEqualTo(0.018);
    }

    @Example
    void whatNothingCouldMeetIsRefused() {
        assertThatThrownBy(() -> new EquivalentWithin(0)).hasMessageContaining("exactly equal");
        assertThatThrownBy(() -> new EquivalentWithin(Double.POSITIVE_INFINITY)).hasMessageContaining("Infinity");
        assertThatThrownBy(() -> new LowerBy(1)).hasMessageContaining("100 %");
        assertThatThrownBy(() -> new HigherBy(-0.1)).hasMessageContaining("-0.1");
        assertThatThrownBy(() -> new AtMost(-1)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> new Different(Double.NaN)).hasMessageContaining("NaN");
    }

    @Example
    void aQuestionHasTheArmsThatItsExpectationIsAbout() {
        assertThatThrownBy(() -> new Question("a", Optional.empty(), "s", "l", P99, new LowerBy(0.2)))
                .hasMessageContaining("needs an arm to compare with");
        assertThatThrownBy(() -> new Question("a", Optional.of("b"), "s", "l", P99, new AtMost(80)))
                .hasMessageContaining("not also b");
        assertThatThrownBy(() -> Question.compare("a", "a", "s", "l", P99, new LowerBy(0.2)))
                .hasMessageContaining("another name");
        assertThatThrownBy(() -> Question.compare("a", "b", "s", "l", Measure.parse("errors"), new LowerBy(0.2)))
                .hasMessageContaining("absolute limit");
        assertThatThrownBy(() -> Question.limit("a", "s", "l", P99, new AtMost(0)))
                .hasMessageContaining("never zero");
    }

    @Example
    void measuresAreReadAsTheyAreWritten() {
        for (String word : new String[] {
            "ttfb.p50",
            "ttfb.p99.9",
            "intended.p99",
            "total.p90",
            "throughput",
            "memory.pss",
            "memory.cgroup",
            "cpu.request",
            "errors"
        }) {
            assertThat(Measure.parse(word).word()).isEqualTo(word);
        }
        for (String word :
                new String[] {"ttfb", "ttfb.p", "ttfb.p0", "ttfb.p100", "memory.pss.p50", "pss", "", "ttfb.p-1"}) {
            assertThatThrownBy(() -> Measure.parse(word)).as(word).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Measure.parse("pss")).hasMessageContaining("memory.pss");
    }
}
