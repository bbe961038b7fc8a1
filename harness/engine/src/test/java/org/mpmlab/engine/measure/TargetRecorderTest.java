package org.mpmlab.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.Series.Connection;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Series.Outcome;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.exchange.ExchangePool;

/** Which times of a request go into which metric; so short that a histogram holds them exactly. */
class TargetRecorderTest {
    private static final long DUE = -7;

    /** Waits 100 ns, lags 150, has its first byte 400 after it was written and its last 300 after that. */
    private static Exchange answered(boolean first) {
        Exchange exchange = new ExchangePool().take().begin(0, 0, DUE, true);
        exchange.carriedBy(null, first);
        exchange.freeAt(DUE + 100);
        exchange.writtenAt(DUE + 250);
        exchange.firstByteAt(DUE + 650);
        exchange.answered(200);
        exchange.endedAt(DUE + 950, 42);
        return exchange;
    }

    private static Map<Metric, Long> times(TargetResult result, Connection connection, Outcome outcome) {
        return result.times().keySet().stream()
                .filter(series -> series.connection() == connection && series.outcome() == outcome)
                .collect(Collectors.toMap(Series::metric, series -> {
                    assertThat(result.times(series).count()).isEqualTo(1);
                    return result.times(series).maxNanos();
                }));
    }

    @Test
    void everySpanOfARequestWithADueTimeIsAMetricOfItsOwn() {
        TargetRecorder recorder = new TargetRecorder("a", true);
        recorder.completed(answered(true));

        TargetResult result = recorder.result();
        assertThat(times(result, Connection.NEW, Outcome.SUCCESS))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Metric.BLOCKED, 100L,
                        Metric.SEND_LAG, 150L,
                        Metric.INTENDED_TO_FIRST_BYTE, 650L,
                        Metric.WRITTEN_TO_FIRST_BYTE, 400L,
                        Metric.TOTAL, 700L));
        assertThat(result.times()).hasSize(5);
        assertThat(result.counts().bodyBytes()).isEqualTo(42);
    }

    @Test
    void withoutADueTimeThereIsNoLagAndOnlyAWaitThatWas() {
        TargetRecorder recorder = new TargetRecorder("a", false);
        recorder.completed(answered(false));

        assertThat(times(recorder.result(), Connection.REUSED, Outcome.SUCCESS))
                .containsOnlyKeys(
                        Metric.BLOCKED, Metric.INTENDED_TO_FIRST_BYTE, Metric.WRITTEN_TO_FIRST_BYTE, Metric.TOTAL)
                .containsEntry(Metric.BLOCKED, 100L);

        Exchange atOnce = answered(false);
        atOnce.freeAt(DUE);
        TargetRecorder another = new TargetRecorder("a", false);
        another.completed(atOnce);

        assertThat(times(another.result(), Connection.REUSED, Outcome.SUCCESS)).doesNotContainKey(Metric.BLOCKED);
    }

    @Test
    void aFailureHasTheTimesThatItCameTo() {
        TargetRecorder recorder = new TargetRecorder("a", true);
        recorder.failed(answered(true), ErrorKind.TIMEOUT, "late");
        Exchange unanswered = new ExchangePool().take().begin(0, 0, DUE, true);
        unanswered.writtenAt(DUE + 30);
        recorder.failed(unanswered, ErrorKind.CLOSED, "gone");
        recorder.failed(new ExchangePool().take().begin(0, 0, DUE, true), ErrorKind.CONNECT, "refused");

        TargetResult result = recorder.result();
        assertThat(times(result, Connection.NEW, Outcome.FAILURE))
                .as("a total is only known of an answer that was whole")
                .containsOnlyKeys(
                        Metric.BLOCKED, Metric.SEND_LAG, Metric.INTENDED_TO_FIRST_BYTE, Metric.WRITTEN_TO_FIRST_BYTE);
        assertThat(times(result, Connection.REUSED, Outcome.FAILURE))
                .isEqualTo(Map.of(Metric.BLOCKED, 0L, Metric.SEND_LAG, 30L));
        assertThat(result.counts().failed()).isEqualTo(3);
    }
}
