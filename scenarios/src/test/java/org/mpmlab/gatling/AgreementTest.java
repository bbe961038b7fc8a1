package org.mpmlab.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.javaapi.core.CoreDsl;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.engine.peer.FakeServer;
import org.mpmlab.gatling.simulation.RequestsSimulation;

/** The same requests, timed by Gatling and by us. */
class AgreementTest {
    private static final Pattern ACTUAL = Pattern.compile("Global: (\\S+).* of response time .*actual : ([0-9.]+)");

    /** Asserts what cannot be, so that Gatling says what is. */
    public static final class Told extends RequestsSimulation {
        public Told() {
            super(
                    CoreDsl.global().responseTime().min().is(-1),
                    CoreDsl.global().responseTime().mean().is(-1),
                    CoreDsl.global().responseTime().max().is(-1));
        }
    }

    @Test
    void totalTimesAgreeToGatlingsMillisecondAndTheFirstByteLeavesOutTheTail(@TempDir Path folder) throws Exception {
        System.setProperty("java.util.prefs.userRoot", folder.toString());
        try (FakeServer server = new FakeServer(peer -> {
            while (true) {
                peer.request();
                Thread.sleep(10);
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhe");
                Thread.sleep(30);
                peer.send("ad");
            }
        })) {
            GatlingProcess process =
                    new GatlingProcess(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
            process.go();
            Message.Done done = process.carryOut(
                    Loads.warmedUp(Duration.ofMillis(500), Loads.closed(2, Loads.get(server.http("/")))),
                    Told.class,
                    folder.toString());

            LoadResult result = done.result();
            Distribution total = result.target("it").successes(Metric.TOTAL);
            assertThat(total.count()).isGreaterThan(20);
            // Gatling counts in whole milliseconds from the moment when its client is handed the request, which lies
            // between the one it was due at and the one it was written at.
            Distribution firstByte = result.target("it").successes(Metric.WRITTEN_TO_FIRST_BYTE);
            double beforeWritten =
                    result.target("it").successes(Metric.INTENDED_TO_FIRST_BYTE).meanNanos() - firstByte.meanNanos();
            assertThat(gatlings("mean", done))
                    .isBetween(total.meanNanos() / 1e6 - 1, (total.meanNanos() + beforeWritten) / 1e6 + 1);
            assertThat(gatlings("min", done)).isGreaterThan(total.quantileMillis(0) - 1);
            assertThat(gatlings("max", done)).isGreaterThan(total.maxNanos() / 1e6 - 1);

            assertThat(firstByte.count()).isEqualTo(total.count());
            assertThat(firstByte.quantileMillis(0)).isBetween(9.9, 15.0);
            assertThat(total.quantileMillis(0.5) - firstByte.quantileMillis(0.5))
                    .isGreaterThanOrEqualTo(29.9);

            // And broken assertions are what a person reads first.
            List<String> samples = GatlingGenerator.noted(done).target("it").samples();
            assertThat(samples).hasSize(3).allMatch(sample -> sample.startsWith("Gatling's assertion does not hold: "));
        }
    }

    private static double gatlings(String statistic, Message.Done done) {
        return done.broken().stream()
                .map(ACTUAL::matcher)
                .filter(Matcher::find)
                .filter(match -> match.group(1).equals(statistic))
                .map(match -> Double.parseDouble(match.group(2)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + statistic + " in " + done.broken()));
    }
}
