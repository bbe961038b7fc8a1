package org.mpmlab.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.run.Validity;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.Samples;

class StreamsTest {

    @Test
    void theElapsedTimeOfManyIsSetAgainstOneBlockByBlock() {
        List<Streams> all = Streams.of(Figures.of(Samples.STREAMS.run()));
        assertThat(all).extracting(streams -> streams.site().name()).containsExactly("hello", "wait");
        Streams.Ladder event = all.get(0).ladders().get(1);
        assertThat(event.name()).isEqualTo("event+fpm");
        assertThat(event.steps()).extracting(Streams.Step::streams).containsExactly(4, 12);
        assertThat(event.most().times().blocks()).isEqualTo(2);
        assertThat(event.most().times().median())
                .as("the made-up server works on one request after the other")
                .isCloseTo(12, within(1.0));
    }

    @Test
    void aBlockWithoutItsSingleStreamTellsNothing() {
        List<Streams> all = Streams.of(Figures.of(Runs.changed(
                Samples.STREAMS.run(),
                cell -> cell.block() == 1 && cell.load().equals("busy-h2-s1")
                        ? Runs.voided(cell, Validity.Reason.STEAL, "too much")
                        : cell)));
        assertThat(all.get(0).ladders().get(0).most().times().blocks()).isEqualTo(1);
        assertThat(Streams.of(Figures.of(Samples.QUICK.run())))
                .as("one number of streams")
                .isEmpty();
    }
}
