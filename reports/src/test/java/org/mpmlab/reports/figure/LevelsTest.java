package org.mpmlab.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.model.OperatingPoint;
import org.mpmlab.core.capacity.model.Usl;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.Samples;

class LevelsTest {

    @Test
    void theKneeIsWhereThroughputOverDelayIsGreatest() {
        Levels.Ladder ladder = ladder(List.of(100.0, 190.0, 300.0, 310.0), List.of(10.0, 10.5, 13.0, 26.0));
        assertThat(ladder.knee().inFlight())
                .as("100/10, 190/10.5, 300/13, 310/26 per second and millisecond")
                .isEqualTo(4);
        assertThat(ladder.highest().inFlight()).isEqualTo(8);
    }

    @Property(tries = 200)
    void noMeasuredLevelHasMorePowerThanTheKnee(
            @ForAll @Size(5) List<@DoubleRange(min = 1, max = 9e4) Double> rates,
            @ForAll @Size(5) List<@DoubleRange(min = 0.01, max = 900) Double> millis) {
        Levels.Ladder ladder = ladder(rates, millis);
        double power = ladder.knee().rate().median() / ladder.knee().p50().median();
        assertThat(ladder.levels())
                .allMatch(level -> level.rate().median() / level.p50().median() <= power);
    }

    @Test
    void aStoredRunHasALadderPerKindOfConnection() {
        List<Levels> all = Levels.of(Figures.of(Samples.CAPACITY.run()));
        assertThat(all)
                .extracting(Levels::kind)
                .containsExactlyInAnyOrder(
                        new Levels.Kind(Protocol.H1, true, 1), new Levels.Kind(Protocol.H1, false, 1));
        Levels kept =
                all.stream().filter(levels -> levels.kind().kept()).findFirst().orElseThrow();
        assertThat(kept.ladders())
                .extracting(Levels.Ladder::name)
                .containsExactly("event+fpm", "worker+fpm", "prefork+mod_php");
        assertThat(kept.ladders().get(0).levels())
                .extracting(Levels.Level::inFlight)
                .containsExactly(1, 2, 4, 8, 16, 32);
        Usl law = kept.ladders().get(0).law().orElseThrow();
        assertThat(law.measuredUpTo()).isEqualTo(32);
        assertThat(law.relativeError()).isLessThan(0.1);
        OperatingPoint alone = kept.ladders().get(0).points().get(0);
        assertThat(alone.requestsPerSecond() * alone.residenceSeconds())
                .as("Little's law with one request at once")
                .isCloseTo(1, within(0.1));
    }

    @Test
    void fewLevelsHaveNoLawAndFewerNoLadder() {
        assertThat(ladder(List.of(1.0, 2.0, 3.0), List.of(1.0, 1.0, 1.0)).law()).isEmpty();
        assertThat(Levels.of(Figures.of(Samples.QUICK.run()))).as("one level").isEmpty();
        assertThat(Levels.of(Figures.of(Runs.streams())))
                .as("the number of streams is no level")
                .isEmpty();
    }

    private static Levels.Ladder ladder(List<Double> rates, List<Double> millis) {
        List<Levels.Level> levels = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            Spread wait = new Spread(List.of(millis.get(i)));
            levels.add(new Levels.Level(1 << i, List.of(), new Spread(List.of(rates.get(i))), wait, wait));
        }
        return new Levels.Ladder(Runs.stack("event+fpm"), levels);
    }
}
