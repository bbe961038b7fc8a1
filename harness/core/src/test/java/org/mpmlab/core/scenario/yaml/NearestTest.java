package org.mpmlab.core.scenario.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "warmup, warm-up",
        "warm_up, warm-up",
        "Warm Up, warm-up",
        "druation, duration",
        "durations, duration",
        "evnt, event",
        "wroker, worker",
        "threads_per_child, ThreadsPerChild",
        "pm.max-children, pm.max_children",
        "apache, ",
        "x, ",
        "'', ",
    })
    void theWordThatWasMeantIsFound(String written, String meant) {
        List<String> words = List.of(
                "warm-up", "duration", "event", "worker", "ThreadsPerChild", "pm", "pm.max_children", "prefork", "itk");
        assertThat(Nearest.to(written, words).orElse(null)).isEqualTo(meant);
    }

    @Property(tries = 300)
    void oneSlipInALongWordIsForgiven(
            @ForAll @AlphaChars @StringLength(min = 4, max = 12) String word, @ForAll char slip) {
        assertThat(Nearest.to(word.substring(1), Set.of(word))).contains(word);
        assertThat(Nearest.edits(word, word)).isZero();
        assertThat(Nearest.edits(word, word + slip)).isEqualTo(1);
        assertThat(Nearest.edits(word + slip, word)).isEqualTo(1);
    }

    @Property(tries = 200)
    void editsAreSymmetric(
            @ForAll @AlphaChars @StringLength(max = 8) String one,
            @ForAll @AlphaChars @StringLength(max = 8) String other) {
        assertThat(Nearest.edits(one, other))
                .isEqualTo(Nearest.edits(other, one))
                .isLessThanOrEqualTo(Math.max(one.length(), other.length()));
    }
}
