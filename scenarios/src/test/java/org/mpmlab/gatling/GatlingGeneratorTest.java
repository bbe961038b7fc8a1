package org.mpmlab.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.Series.Connection;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Series.Outcome;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.peer.FakeServer;

/** Single requests, in a process of Gatling's own. */
class GatlingGeneratorTest {

    @Test
    void whatIsMeasuredIsToldLikeTheNativeEngineTellsIt() throws Exception {
        List<LoadProgress.Moment> moments = Collections.synchronizedList(new ArrayList<>());
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        try (FakeServer server = new FakeServer(peer -> {
            while (true) {
                peer.request();
                calls.add("request");
                Thread.sleep(5);
                peer.answer("hello");
            }
        })) {
            LoadResult result = Loads.run(
                    Loads.warmedUp(Duration.ofSeconds(1), Loads.closed(2, Loads.get(server.http("/")))),
                    new LoadProgress() {
                        @Override
                        public void at(Moment now) {
                            moments.add(now);
                        }

                        @Override
                        public void measuring() {
                            calls.add("measuring");
                        }
                    });

            TargetResult target = result.target("it");
            assertThat(target.samples()).isEmpty();
            TargetResult.Counts counts = target.counts();
            assertThat(counts.failed()).isZero();
            assertThat(counts.offered()).isEqualTo(counts.sent()).isEqualTo(counts.completed());
            assertThat(counts.completed()).isGreaterThan(20);
            assertThat(counts.bodyBytes()).isEqualTo(5 * counts.completed());
            assertThat(counts.connections()).isEqualTo(2);
            assertThat(target.statuses()).containsOnlyKeys(200);
            assertThat(target.negotiated()).containsOnlyKeys("http/1.1").containsValue(2L);
            // The warm-up's requests are in nothing, and over its connections the rest went.
            assertThat(server.accepted()).isEqualTo(2);
            int warm = calls.indexOf("measuring");
            assertThat(warm).isPositive();
            assertThat(counts.completed()).isEqualTo(calls.size() - 1 - warm);
            assertThat(result.warmUp().requests()).isBetween(1L, (long) warm);
            assertThat(target.times(new Series(Metric.TOTAL, Connection.REUSED, Outcome.SUCCESS))
                            .count())
                    .isEqualTo(counts.completed());
            assertThat(target.successes(Metric.WRITTEN_TO_FIRST_BYTE).quantileMillis(0))
                    .isGreaterThanOrEqualTo(4.9);
            assertThat(result.elapsed()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
            assertThat(result.generator().name()).startsWith("Gatling 3.");
            assertThat(result.generator().threads()).isEqualTo(1);
            assertThat(result.generator().cpu()).isPositive();
            assertThat(moments).extracting(LoadProgress.Moment::warmingUp).contains(true, false);
        }
    }

    @Test
    void everyTargetHasItsTurnInEveryRound() throws Exception {
        try (FakeServer server = new FakeServer(peer -> peer.answerAll("hello"))) {
            LoadResult result = Loads.run(Loads.warmedUp(
                    Duration.ofSeconds(1),
                    Loads.open(
                            90,
                            Target.get("a", server.http("/a")),
                            Target.get("b", server.http("/b")),
                            Target.get("c", server.http("/c")))));
            for (TargetResult target : result.targets()) {
                assertThat(target.counts().offered()).isEqualTo(30);
                assertThat(target.counts().failed()).isZero();
                assertThat(target.counts().sent()).isEqualTo(target.counts().completed());
                // Each visitor of an open load comes with a connection of its own, and is late by what that takes.
                Series blocked = new Series(Metric.BLOCKED, Connection.NEW, Outcome.SUCCESS);
                assertThat(target.times(blocked).count())
                        .isEqualTo(target.counts().completed());
                assertThat(target.times(blocked).minNanos()).isPositive();
                assertThat(target.successes(Metric.SEND_LAG).count())
                        .isEqualTo(target.counts().completed());
            }
            assertThat(server.accepted()).isBetween(170, 180); // a busy machine may not get to send the last few
        }
    }

    @Test
    void failuresAreNamedAndGatlingsAssertionSaysSo() throws Exception {
        try (FakeServer busy = new FakeServer(peer -> {
                    while (true) {
                        peer.request();
                        peer.send("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy");
                    }
                });
                FakeServer hanging = new FakeServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhe");
                    Thread.sleep(10_000);
                });
                FakeServer leaving = new FakeServer(peer -> {
                    peer.request();
                    peer.answer("hello");
                    peer.request(); // and closes, which the client takes for a reason to send it again
                })) {
            LoadResult result = Loads.run(Loads.timingOutAfter(
                    Duration.ofMillis(200),
                    Loads.warmedUp(
                            Duration.ofMillis(500),
                            Loads.closed(
                                    2,
                                    Target.get("busy", busy.http("/")),
                                    Target.get("hanging", hanging.http("/")),
                                    Target.get("leaving", leaving.http("/")),
                                    Target.get("gone", nobodysAddress())))));

            for (TargetResult target : result.targets()) {
                TargetResult.Counts counts = target.counts();
                assertThat(counts.failed()).isPositive();
                assertThat(counts.offered()).isEqualTo(counts.completed() + counts.failed());
                assertThat(target.samples().get(0))
                        .startsWith("Gatling's assertion does not hold: Global: count of failed events is 0")
                        .contains("false (actual : ");
            }
            assertThat(result.target("busy").errors()).containsOnlyKeys(ErrorKind.STATUS);
            assertThat(result.target("busy").statuses()).containsOnlyKeys(503);
            assertThat(times("busy", Metric.TOTAL, Connection.REUSED, result)).isPositive();
            assertThat(result.target("hanging").errors()).containsOnlyKeys(ErrorKind.TIMEOUT);
            assertThat(times("hanging", Metric.WRITTEN_TO_FIRST_BYTE, Connection.NEW, result))
                    .isEqualTo(result.target("hanging").counts().failed());
            assertThat(result.target("leaving").errors()).containsOnlyKeys(ErrorKind.CLOSED);
            assertThat(result.target("leaving").samples())
                    .anyMatch(sample -> sample.contains("Gatling's client sent it again by itself"));
            assertThat(result.target("leaving").counts().sent())
                    .isEqualTo(result.target("leaving").counts().offered());
            assertThat(result.target("gone").errors()).containsOnlyKeys(ErrorKind.CONNECT);
            assertThat(result.target("gone").counts().sent()).isZero();
        }
    }

    private static URI nobodysAddress() throws IOException {
        try (FakeServer gone = new FakeServer(peer -> {})) {
            return gone.http("/");
        }
    }

    private static long times(String target, Metric metric, Connection connection, LoadResult result) {
        return result.target(target)
                .times(new Series(metric, connection, Outcome.FAILURE))
                .count();
    }

    @Test
    void aConnectionForEachRequestIsSaidToTheServer() throws Exception {
        List<String> heads = Collections.synchronizedList(new ArrayList<>());
        try (FakeServer server = new FakeServer(peer -> {
            heads.add(peer.request());
            peer.answer("hello");
            peer.request(); // nothing more comes
        })) {
            LoadResult result = Loads.run(
                    Loads.load(Protocol.H1, new Arrival.Closed(), Connections.fresh(1), Loads.get(server.http("/"))));
            TargetResult.Counts counts = result.target("it").counts();
            assertThat(counts.failed()).isZero();
            assertThat(counts.connections()).isEqualTo(counts.completed()).isEqualTo(server.accepted());
            assertThat(heads).allMatch(head -> head.toLowerCase(Locale.ROOT).contains("connection: close"));
        }
    }

    @Test
    void anInterruptEndsTheLoadAndItsProcess() throws Exception {
        try (FakeServer server = new FakeServer(peer -> peer.answerAll("hello"))) {
            CompletableFuture<String> ended = new CompletableFuture<>();
            CompletableFuture<Void> sending = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    Loads.run(
                            Loads.warmedUp(Duration.ofMinutes(1), Loads.closed(1, Loads.get(server.http("/")))),
                            now -> sending.complete(null));
                    ended.complete("to the end");
                } catch (InterruptedException interrupted) {
                    ended.complete("interrupted");
                }
            });
            thread.start();
            sending.get(30, TimeUnit.SECONDS);
            assertThat(ProcessHandle.current().children()).hasSize(1);
            thread.interrupt();
            assertThat(ended.get(5, TimeUnit.SECONDS)).isEqualTo("interrupted");
            assertThat(ProcessHandle.current().children()).isEmpty();
        }
    }
}
