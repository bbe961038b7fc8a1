package org.mpmlab.core.search;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A rate that was tried, and what came of it.
 *
 * @param purpose what for
 * @param ratePerSecond that was asked for; of a {@link Purpose#PROBE probe}, that which came out
 * @param started when measuring began
 * @param duration of measuring
 * @param requests by how far they came
 * @param ttfb a quantile for each limit of the objective
 * @param serverCpuMicros CPU time of the server's containers while it was measured; empty where it was not seen, or stored
 *     before it was
 * @param generatorCpu the share of its CPU time that the generator used, 0 to 1
 * @param outcome what it says of the rate
 * @param causes in words: what was missed, or why it does not count
 */
public record Trial(
        Purpose purpose,
        double ratePerSecond,
        Instant started,
        Duration duration,
        Requests requests,
        List<Quantile> ttfb,
        OptionalLong serverCpuMicros,
        double generatorCpu,
        Outcome outcome,
        List<String> causes) {

    /** What a trial says of its rate. */
    public enum Outcome {
        /** The objective was met. */
        MET,
        /** It was not. */
        MISSED,
        /** The machine was disturbed, so it says nothing; another one may. */
        VOID,
        /** The generator had no CPU to spare, so it says nothing of the server, nor would one at a higher rate. */
        SATURATED,
        /** The server is not what it should be, or ended: no further trial can count. */
        BROKEN
    }

    /**
     * How far requests came.
     *
     * @param due by the schedule; of a closed load, as many as were sent
     * @param sent of them; the rest waited for a connection until the trial was over
     * @param completed answered as expected
     * @param failed not answered as expected
     */
    public record Requests(long due, long sent, long completed, long failed) {}

    /**
     * TTFB over all requests that were due, from the moment at which they were.
     *
     * @param quantile of the limit, above 0, below 1
     * @param seconds empty where so many got no answer that it has none
     * @param late the share of the requests that were not answered within the limit, 0 to 1: the limit is kept while it
     *     is at most 1 less the quantile
     */
    public record Quantile(double quantile, OptionalDouble seconds, double late) {}

    public Trial {
        ttfb = List.copyOf(ttfb);
        serverCpuMicros = serverCpuMicros == null ? OptionalLong.empty() : serverCpuMicros;
        causes = List.copyOf(causes);
    }

    /** Whether it says anything of its rate. */
    public boolean tells() {
        return outcome == Outcome.MET || outcome == Outcome.MISSED;
    }

    /** Whether it is a long one that says anything of its rate: these decide. */
    public boolean confirms() {
        return purpose == Purpose.CONFIRM && tells();
    }

    /** The share of the due requests that failed, 0 to 1; those that were never sent are late, not failed. */
    public double failedShare() {
        return requests.due() == 0 ? 0 : (double) requests.failed() / requests.due();
    }
}
