package org.mpmlab.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.search.Trial.Outcome;

class SearchResultTest {
    private static final Search ASKED =
            Search.of(new Objective(List.of(new TtfbLimit(0.99, Duration.ofMillis(200))), OptionalDouble.empty()));

    private static Trial trial(Purpose purpose, Outcome outcome, long answered, OptionalLong cpuMicros) {
        return new Trial(
                purpose,
                100,
                Instant.EPOCH,
                Duration.ofSeconds(6),
                new Trial.Requests(answered, answered, answered, 0),
                List.of(),
                cpuMicros,
                0.1,
                outcome,
                List.of());
    }

    private static OptionalDouble cpu(Trial... trials) {
        RateFound nothing = new RateFound(
                RateFound.Kind.UNSETTLED, Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), "");
        return new SearchResult(ASKED, List.of(trials), nothing).serverCpuMicrosPerRequest();
    }

    @Test
    void cpuTimeIsThatOfAllLongTrialsThatTellSomething() {
        assertThat(cpu(
                        trial(Purpose.PROBE, Outcome.MET, 1000, OptionalLong.of(9_000_000)),
                        trial(Purpose.APPROACH, Outcome.MET, 1000, OptionalLong.of(9_000_000)),
                        trial(Purpose.CONFIRM, Outcome.MET, 100, OptionalLong.of(40_000)),
                        trial(Purpose.CONFIRM, Outcome.VOID, 100, OptionalLong.of(9_000_000)),
                        trial(Purpose.CONFIRM, Outcome.MISSED, 300, OptionalLong.of(160_000)),
                        trial(Purpose.CONFIRM, Outcome.MET, 500, OptionalLong.empty())))
                .hasValue(500);
    }

    @Test
    void whereNoneWasSeenThereIsNone() {
        assertThat(cpu(trial(Purpose.CONFIRM, Outcome.MET, 100, OptionalLong.empty())))
                .isEmpty();
        assertThat(cpu(trial(Purpose.CONFIRM, Outcome.MISSED, 0, OptionalLong.of(500))))
                .isEmpty();
    }
}
