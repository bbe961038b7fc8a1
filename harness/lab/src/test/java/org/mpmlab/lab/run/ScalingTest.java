package org.mpmlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;

class ScalingTest {
    private final List<Long> measured = new ArrayList<>();

    private Scaling.Clock taking(double fixedNanos, double nanosEach) {
        return value -> {
            measured.add(value);
            return fixedNanos + nanosEach * value;
        };
    }

    @Example
    void aTimeThatIsLinearInTheValueIsReachedAtOnce() throws InterruptedException {
        Scaling found = Scaling.of(1000, 29e6, taking(0, 500));

        assertThat(found).isEqualTo(new Scaling(58_000, 29e6));
        assertThat(found.isNear(29e6)).isTrue();
        assertThat(measured).containsExactly(1000L, 58_000L);
    }

    @Example
    void aValueThatIsNearStays() throws InterruptedException {
        assertThat(Scaling.of(1000, 29e6, taking(0, 29_500)).value()).isEqualTo(1000);
        assertThat(measured).hasSize(1);
    }

    @Example
    void aTimeThatIsNeverReachedIsToldAsItWasMeasuredAtTheLastValue() throws InterruptedException {
        Scaling found = Scaling.of(1000, 29e6, taking(40e6, 1));

        assertThat(found.isNear(29e6)).isFalse();
        assertThat(measured).hasSize(1 + Scaling.CHANGES);
        assertThat(found.value()).isEqualTo(measured.get(Scaling.CHANGES));
        assertThat(found.nanos()).isEqualTo(40e6 + found.value());
    }
}
