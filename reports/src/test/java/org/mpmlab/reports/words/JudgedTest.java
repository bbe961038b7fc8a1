package org.mpmlab.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.verdict.Estimate;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Finding;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;

class JudgedTest {

    @Test
    void anIntervalOfErrorsThatIsNotWithinItsLimitDoesNotReadAsIfItWere() {
        Judgement judgement = errors(0.001, 0.001067);

        assertThat(Judged.found(judgement)).isEqualTo("0 % (0 % to 0.107 %)");
        assertThat(Judged.interval(judgement)).isEqualTo("0 % to 0.107 % (96.4 %)");
        assertThat(Judged.margin(judgement.question())).isEqualTo("at most 0.1 %");
    }

    @Test
    void aLimitOfErrorsIsPrintedAsItWasAsked() {
        assertThat(Judged.margin(errors(0.0004, 0.001).question())).isEqualTo("at most 0.04 %");
        assertThat(Judged.margin(errors(0, 0.001).question())).isEqualTo("at most 0 %");
    }

    private static Judgement errors(double limit, double upper) {
        Question question =
                Question.limit("a", "hello", "ttfb", Measure.parse("errors"), new Expectation.AtMost(limit));
        return new Judgement(
                new Finding(question, List.of(), List.of()),
                Verdict.INCONCLUSIVE,
                List.of(),
                1,
                8,
                Optional.of(new Estimate(0, Optional.of(new Interval(0, upper)), 0.964, 0)),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty());
    }
}
