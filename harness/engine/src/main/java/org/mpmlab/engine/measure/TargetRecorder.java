package org.mpmlab.engine.measure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.Series.Connection;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Series.Outcome;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.exchange.Exchange;

/** Records what one event loop measures of one target. Belongs to that event loop until it is over. */
public final class TargetRecorder {
    private static final int STATUSES = 1000;

    private final String target;
    private final boolean scheduled;
    private final Times firstAnswered = new Times();
    private final Times laterAnswered = new Times();
    private final Times firstFailed = new Times();
    private final Times laterFailed = new Times();
    private final long[] statuses = new long[STATUSES];
    private final Map<ErrorKind, Long> errors = new EnumMap<>(ErrorKind.class);
    private final Map<String, Long> negotiated = new HashMap<>();
    private final List<String> samples = new ArrayList<>();
    private long offered;
    private long sent;
    private long completed;
    private long failed;
    private long bodyBytes;
    private long connections;

    /**
     * A recorder with nothing in it.
     *
     * @param scheduled whether requests have due times, so that waiting and lag mean something
     */
    public TargetRecorder(String target, boolean scheduled) {
        this.target = target;
        this.scheduled = scheduled;
    }

    /** A request was due. */
    public void offered() {
        offered++;
    }

    /** A request was written. */
    public void sent() {
        sent++;
    }

    /** A connection carries its first request that counts. */
    public void connection(String protocol) {
        connections++;
        negotiated.merge(protocol, 1L, Long::sum);
    }

    /** What it took to make a connection whose first request counts. */
    public void connected(long connectNanos, long tlsNanos) {
        firstAnswered.add(Metric.CONNECT, connectNanos);
        if (tlsNanos >= 0) {
            firstAnswered.add(Metric.TLS, tlsNanos);
        }
    }

    /** An answer as expected. */
    public void completed(Exchange exchange) {
        completed++;
        Times times = exchange.firstOnConnection() ? firstAnswered : laterAnswered;
        record(exchange, times);
        total(exchange, times);
    }

    /** No answer, or another than expected. */
    public void failed(Exchange exchange, ErrorKind kind, String words) {
        failed++;
        errors.merge(kind, 1L, Long::sum);
        note(kind + ": " + words);
        Times times = exchange.firstOnConnection() ? firstFailed : laterFailed;
        record(exchange, times);
        if (kind == ErrorKind.STATUS || kind == ErrorKind.LENGTH) {
            total(exchange, times);
        }
    }

    /** Keeps a failure in words, if there is room. */
    public void note(String words) {
        if (samples.size() < TargetResult.SAMPLES) {
            samples.add(words);
        }
    }

    private void total(Exchange exchange, Times times) {
        bodyBytes += exchange.bodyBytes();
        times.add(Metric.TOTAL, exchange.endNanos() - exchange.writtenNanos());
    }

    private void record(Exchange exchange, Times times) {
        if (!exchange.written()) {
            return;
        }
        long waited = exchange.freeNanos() - exchange.intendedNanos();
        if (scheduled) {
            times.add(Metric.BLOCKED, waited);
            times.add(Metric.SEND_LAG, exchange.writtenNanos() - exchange.freeNanos());
        } else if (waited > 0) {
            times.add(Metric.BLOCKED, waited);
        }
        if (exchange.answered()) {
            statuses[exchange.status()]++;
            times.add(Metric.INTENDED_TO_FIRST_BYTE, exchange.firstByteNanos() - exchange.intendedNanos());
            times.add(Metric.WRITTEN_TO_FIRST_BYTE, exchange.firstByteNanos() - exchange.writtenNanos());
        }
    }

    /** What was recorded; once the event loop is through with it. */
    public TargetResult result() {
        Map<Series, Distribution> times = new HashMap<>();
        firstAnswered.into(times, Connection.NEW, Outcome.SUCCESS);
        laterAnswered.into(times, Connection.REUSED, Outcome.SUCCESS);
        firstFailed.into(times, Connection.NEW, Outcome.FAILURE);
        laterFailed.into(times, Connection.REUSED, Outcome.FAILURE);
        Map<Integer, Long> answered = new TreeMap<>();
        for (int status = 0; status < STATUSES; status++) {
            if (statuses[status] > 0) {
                answered.put(status, statuses[status]);
            }
        }
        return new TargetResult(
                target,
                new TargetResult.Counts(offered, sent, completed, failed, bodyBytes, connections),
                errors,
                answered,
                negotiated,
                times,
                samples);
    }

    /** The metrics of requests that share a fate. */
    private static final class Times {
        private final Map<Metric, Histogram> histograms = new EnumMap<>(Metric.class);

        void add(Metric metric, long nanos) {
            Histogram histogram = histograms.get(metric);
            if (histogram == null) {
                histogram = Distribution.empty();
                histograms.put(metric, histogram);
            }
            histogram.recordValue(Math.max(0, Math.min(nanos, Distribution.HIGHEST_NANOS)));
        }

        void into(Map<Series, Distribution> times, Connection connection, Outcome outcome) {
            histograms.forEach((metric, histogram) ->
                    times.put(new Series(metric, connection, outcome), Distribution.of(histogram)));
        }
    }
}
