package org.mpmlab.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;

class ObjectiveReaderTest {

    @Test
    void theObjectiveOfTheManual() {
        Objective objective = ObjectiveReader.option("--slo", "ttfb.p99<=200ms, ttfb.p99.9 <= 1s, errors<=0.1%");
        assertThat(objective.ttfb())
                .containsExactly(
                        new TtfbLimit(0.99, Duration.ofMillis(200)), new TtfbLimit(0.999, Duration.ofSeconds(1)));
        assertThat(objective.errorShare()).hasValue(0.001);
        assertThat(objective.words()).isEqualTo("ttfb.p99<=200ms, ttfb.p99.9<=1000ms, errors<=0.1%");
        assertThat(ObjectiveReader.option("--slo", objective.words())).isEqualTo(objective);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tfb.p99<=200ms | --slo: 'tfb.p99' is nothing that an objective can bound. Did you mean 'ttfb.p99'?",
                "ttfb.p99<200ms | 'ttfb.p99<200ms' does not say what must not be exceeded. Did you mean 'ttfb.p99<=200ms'?",
                "ttfb.p99<=200 | '200' is no time above zero",
                "ttfb.p99<=0s | '0s' is no time above zero",
                "ttfb.p0<=1s | p0 is no quantile",
                "errors<=often | 'often' is no share of the requests",
                "errors<=101% | '101%' is no share of the requests",
                "errors<=1%, errors<=2% | errors are bounded twice",
                "ttfb.p99<=1s, ttfb.p99<=2s | ttfb.p99 is bounded twice",
                "fast | 'fast' is no objective",
            })
    void mistakesAreNamedWithWhatIsAllowed(String text, String message) {
        InvalidConfiguration wrong =
                catchThrowableOfType(InvalidConfiguration.class, () -> ObjectiveReader.option("--slo", text));
        assertThat(wrong).hasMessageContaining(message).hasMessageContaining("Allowed: ttfb.pQ<=TIME");
    }
}
