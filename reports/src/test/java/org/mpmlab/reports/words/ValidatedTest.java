package org.mpmlab.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.capacity.validation.Validation.Row;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.reports.Conclusions;

class ValidatedTest {
    private static final Validation KEPT = Conclusions.kept().validation().orElseThrow();

    /** What decides without a ratio is named; else the verdict is all there is to say. */
    @ParameterizedTest
    @CsvSource({
        "4, 0, 1, 0, SUPPORTED, better: this does not carry it",
        "4, 0, 4, 3, SUPPORTED, better: this ran out of memory",
        "1, 0, 4, 0, REFUTED, worse: it does not carry it",
        "4, 3, 4, 0, REFUTED, worse: it ran out of memory",
        "4, 0, 4, 0, SUPPORTED, no worse",
        "4, 0, 4, 0, REFUTED, worse",
        "4, 0, 4, 0, INCONCLUSIVE, undecided",
        "4, 0, 4, 0, INVALID, not compared",
    })
    void theRecommendedSettingsStandBesideOthersAsTheVerdictSays(
            int carried, long killed, int othersCarried, long othersKilled, Verdict verdict, String words) {
        assertThat(standing(carried, killed, row(othersCarried, othersKilled, verdict)))
                .isEqualTo(words);
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
