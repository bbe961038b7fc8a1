package org.mpmlab.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.capacity.validation.Validation.Row;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.reports.Conclusions;

class ValidatedTest {
    private static final Validation KEPT = Conclusions.kept().validation().orElseThrow();

    @Test
    void whatDecidesWithoutARatioIsNamed() {
        assertThat(standing(4, 0, row(1, 0, Verdict.SUPPORTED))).isEqualTo("better: this does not carry it");
        assertThat(standing(4, 0, row(4, 3, Verdict.SUPPORTED))).isEqualTo("better: this ran out of memory");
        assertThat(standing(1, 0, row(4, 0, Verdict.REFUTED))).isEqualTo("worse: it does not carry it");
        assertThat(standing(4, 3, row(4, 0, Verdict.REFUTED))).isEqualTo("worse: it ran out of memory");
    }

    @Test
    void elseTheVerdictIsAllThereIsToSay() {
        assertThat(standing(4, 0, row(4, 0, Verdict.SUPPORTED))).isEqualTo("no worse");
        assertThat(standing(4, 0, row(4, 0, Verdict.REFUTED))).isEqualTo("worse");
        assertThat(standing(4, 0, row(4, 0, Verdict.INCONCLUSIVE))).isEqualTo("undecided");
        assertThat(standing(4, 0, row(4, 0, Verdict.INVALID))).isEqualTo("not compared");
    }

    private static String standing(int carried, long killed, Row other) {
        Validation validation = new Validation(
                Validation.SCHEMA,
                KEPT.run(),
                KEPT.promise(),
                KEPT.blocks(),
                KEPT.checks(),
                List.of(row(carried, killed, Verdict.SUPPORTED), other),
                List.of(),
                KEPT.verdict());
        return Validated.standing(validation, other);
    }

    private static Row row(int carried, long killed, Verdict verdict) {
        Row some = KEPT.rows().get(1);
        return new Row(
                some.name(),
                some.stack(),
                some.settings(),
                some.source(),
                some.notes(),
                some.ratePerSecond(),
                some.cpuMillis(),
                some.deliveredPerSecond(),
                some.ttfbMillis(),
                some.memoryPeakBytes(),
                some.held(),
                false,
                carried,
                4,
                killed,
                some.said(),
                some.trouble(),
                some.comparisons(),
                Optional.of(verdict));
    }
}
