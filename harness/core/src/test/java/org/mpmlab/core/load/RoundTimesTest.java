package org.mpmlab.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTimesTest {
    private static final RoundTimes TIMES =
            new RoundTimes(List.of("a", "b"), new float[] {100, 200, Float.NaN, 50, 300, 100, 0, 7});

    @Test
    void logRatiosAreOfTheRoundsThatBothAnswered() {
        assertThat(TIMES.rounds()).isEqualTo(4);
        assertThat(TIMES.logRatios("a", "b"))
                .hasSize(2)
                .containsExactly(new double[] {Math.log(0.5), Math.log(3)}, within(1e-12));
        assertThat(TIMES.logRatios("b", "a"))
                .containsExactly(new double[] {Math.log(2), Math.log(1 / 3.0)}, within(1e-12));
    }

    @Test
    void refusesWhatIsNoWholeRound() {
        assertThatThrownBy(() -> new RoundTimes(List.of("a", "b"), new float[3]))
                .hasMessageContaining("3 times are no whole rounds of 2");
        assertThatThrownBy(() -> new RoundTimes(List.of(), new float[1])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesTheTargetItDoesNotKnow() {
        assertThatThrownBy(() -> TIMES.logRatios("a", "c"))
                .hasMessageContaining("no target c")
                .hasMessageContaining("[a, b]");
        assertThatThrownBy(() -> TIMES.then(new RoundTimes(List.of("b", "a"), new float[2])))
                .hasMessageContaining("cannot join");
    }

    @Test
    void isNotChangedByItsMaker() {
        float[] micros = {1, 2};
        RoundTimes times = new RoundTimes(List.of("a", "b"), micros);
        micros[0] = 9;

        assertThat(times.micros(0, 0)).isEqualTo(1);
    }
}
