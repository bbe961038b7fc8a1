package org.mpmlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpmlab.engine.Loads.get;
import static org.mpmlab.engine.Loads.lasting;
import static org.mpmlab.engine.Loads.load;
import static org.mpmlab.engine.Loads.only;
import static org.mpmlab.engine.Loads.run;
import static org.mpmlab.engine.Loads.timingOutAfter;
import static org.mpmlab.engine.Loads.warmedUp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.engine.loop.EventLoops;
import org.mpmlab.engine.peer.FakeServer;

/** When requests are sent and to whom, seen from the servers. */
class ArrivalTest {
    private static final Connections ONE = Connections.kept(1);

    private static Arrival.Open constant(double perSecond, Duration quantum) {
        return new Arrival.Open(
                List.of(new Arrival.Segment(perSecond, perSecond, Duration.ofMinutes(1))),
                Arrival.Spacing.CONSTANT,
                quantum);
    }

    private static FakeServer answering() throws IOException {
        return new FakeServer(peer -> peer.answerAll("x"));
    }

    // Open.

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "0, 3"})
    void anOpenLoadOffersRateTimesDuration(long quantumMillis, int threads) throws Exception {
        try (FakeServer server = answering();
                Engine engine = new Engine(EngineOptions.DEFAULT.withThreads(threads))) {
            Load load = lasting(
                    Duration.ofMillis(700),
                    load(
                            Protocol.H1,
                            constant(1000, Duration.ofMillis(quantumMillis)),
                            Connections.kept(8),
                            get(server.http("/"))));
            TargetResult result = engine.run(load, now -> {}).targets().get(0);

            assertThat(result.counts().offered()).isEqualTo(700);
            assertThat(result.counts().completed() + result.counts().notSent()).isEqualTo(700);
            assertThat(result.counts().completed()).isGreaterThan(500);
            assertThat(result.errors()).isEmpty();
        }
    }

    @Test
    void theQuantumShowsAsSendLag() throws Exception {
        try (FakeServer server = answering()) {
            TargetResult result = only(lasting(
                    Duration.ofMillis(500),
                    load(
                            Protocol.H1,
                            constant(2000, Duration.ofMillis(10)),
                            Connections.kept(40),
                            get(server.http("/")))));

            // Due times are spread evenly over the 10 ms that they wait for.
            assertThat(result.successes(Metric.SEND_LAG).quantileMillis(0.5)).isGreaterThan(4);
            assertThat(result.successes(Metric.SEND_LAG).maxNanos()).isGreaterThan(9_000_000);
        }
    }

    /** One connection at 50/s, and a server that is away for 300 ms once: 15 requests pile up and see it, one stalls. */
    @Test
    void whatTheServerDelaysIsSeenByAllWhoWereDueMeanwhile() throws Exception {
        AtomicInteger served = new AtomicInteger();
        try (FakeServer server = new FakeServer(peer -> {
            while (true) {
                peer.request();
                if (served.incrementAndGet() == 10) {
                    Thread.sleep(300);
                }
                peer.answer("x");
            }
        })) {
            TargetResult result = only(lasting(
                    Duration.ofMillis(900),
                    load(Protocol.H1, constant(50, Duration.ZERO), ONE, get(server.http("/")))));

            assertThat(result.counts().offered()).isEqualTo(45);
            long written = result.successes(Metric.WRITTEN_TO_FIRST_BYTE)
                    .toHistogram()
                    .getCountBetweenValues(100_000_000L, 2_000_000_000L);
            assertThat(written).as("one request met the stall").isBetween(1L, 3L);
            // Waits of 300, 280, ... 20 ms: eleven of at least 100 ms, were the machine quiet.
            long intended = result.successes(Metric.INTENDED_TO_FIRST_BYTE)
                    .toHistogram()
                    .getCountBetweenValues(100_000_000L, 2_000_000_000L);
            assertThat(intended).as("those due meanwhile saw it too").isBetween(9L, 25L);
            long blocked =
                    result.successes(Metric.BLOCKED).toHistogram().getCountBetweenValues(100_000_000L, 2_000_000_000L);
            assertThat(blocked).isBetween(intended - 4, intended);
        }
    }

    @Test
    void requestsThatFoundNoConnectionAreCountedAsOfferedAndNotSent() throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            peer.request();
            Thread.sleep(5_000);
        })) {
            TargetResult result = only(timingOutAfter(
                    Duration.ofMillis(400),
                    lasting(
                            Duration.ofMillis(300),
                            load(
                                    Protocol.H1,
                                    constant(100, Duration.ZERO),
                                    Connections.kept(2),
                                    get(server.http("/"))))));

            assertThat(result.counts().offered()).isEqualTo(30);
            assertThat(result.counts().sent()).isEqualTo(2);
            assertThat(result.counts().notSent()).isEqualTo(28);
            assertThat(result.errors()).containsExactly(java.util.Map.entry(ErrorKind.TIMEOUT, 2L));
        }
    }

    @Test
    void connectionsOnDemandAreNoMoreThanNeeded() throws Exception {
        try (FakeServer server = answering()) {
            Connections plan = new Connections(16, 1, 0, Connections.Policy.ON_DEMAND);
            TargetResult result = only(lasting(
                    Duration.ofMillis(400),
                    load(Protocol.H1, constant(20, Duration.ZERO), plan, get(server.http("/")))));

            assertThat(result.counts().completed() + result.counts().notSent()).isEqualTo(8);
            assertThat(server.accepted()).isBetween(1, 8);
        }
    }

    @Test
    void anOpenLoadWithoutKeepAliveOpensAConnectionForEachRequest() throws Exception {
        try (FakeServer server = answering()) {
            TargetResult result = only(lasting(
                    Duration.ofMillis(500),
                    load(Protocol.H1, constant(100, Duration.ZERO), Connections.fresh(8), get(server.http("/")))));

            long completed = result.counts().completed();
            assertThat(completed + result.counts().notSent()).isEqualTo(50);
            assertThat(completed).isGreaterThan(25);
            assertThat(result.counts().connections()).isEqualTo(completed);
            assertThat(result.successes(Metric.CONNECT).count()).isEqualTo(completed);
        }
    }

    @Test
    void anOpenLoadIsDealtEvenlyToItsTargets() throws Exception {
        try (FakeServer a = answering();
                FakeServer b = answering();
                FakeServer c = answering()) {
            LoadResult result = run(lasting(
                    Duration.ofMillis(300),
                    load(
                            Protocol.H1,
                            constant(500, Duration.ZERO),
                            Connections.kept(4),
                            Target.get("a", a.http("/")),
                            Target.get("b", b.http("/")),
                            Target.get("c", c.http("/")))));

            assertThat(result.targets())
                    .allSatisfy(target -> assertThat(target.counts().offered()).isEqualTo(50));
        }
    }

    // Rounds.

    /** Servers that note who was asked, in order. */
    private static List<FakeServer> noting(List<Integer> asked, int count) throws IOException {
        List<FakeServer> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            servers.add(new FakeServer(peer -> {
                while (true) {
                    peer.request();
                    asked.add(number);
                    peer.answer("x");
                }
            }));
        }
        return servers;
    }

    private static Target[] targets(List<FakeServer> servers) {
        Target[] targets = new Target[servers.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = Target.get("t" + i, servers.get(i).http("/"));
        }
        return targets;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 0", "1, 1"})
    void fourteenTargetsTakeTurnsInRandomRoundsThatTheSeedDecides(int connections, int perConnection) throws Exception {
        Connections plan = new Connections(connections, 1, perConnection, Connections.Policy.ON_DEMAND);
        List<List<Integer>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            List<Integer> asked = Collections.synchronizedList(new ArrayList<>());
            List<FakeServer> servers = noting(asked, 14);
            LoadResult result = run(load(Protocol.H1, Loads.rounds(30), plan, targets(servers)));

            assertThat(result.rounds().rounds()).isEqualTo(30);
            assertThat(result.targets())
                    .allSatisfy(
                            target -> assertThat(target.counts().completed()).isEqualTo(30));
            for (FakeServer server : servers) {
                assertThat(server.accepted()).isEqualTo(perConnection == 1 ? 30 : connections);
                server.close();
            }
            runs.add(List.copyOf(asked));
        }

        Set<List<Integer>> orders = new HashSet<>();
        for (int round = 0; round < 30; round++) {
            List<Integer> order = runs.get(0).subList(14 * round, 14 * (round + 1));
            assertThat(order).as("each target once").doesNotHaveDuplicates();
            orders.add(order);
        }
        assertThat(orders).as("in another order each round").hasSize(30);
        assertThat(runs.get(1)).as("the same seed, the same orders").isEqualTo(runs.get(0));
    }

    @Test
    void aRoundOneAtATimeHasOneRequestInFlightAndOneAtOnceHasAll() throws Exception {
        for (boolean atOnce : new boolean[] {false, true}) {
            AtomicInteger inFlight = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            FakeServer.Script script = peer -> {
                while (true) {
                    peer.request();
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    Thread.sleep(30);
                    inFlight.decrementAndGet();
                    peer.answer("x");
                }
            };
            try (FakeServer a = new FakeServer(script);
                    FakeServer b = new FakeServer(script);
                    FakeServer c = new FakeServer(script)) {
                run(load(Protocol.H1, new Arrival.Rounds(atOnce, Duration.ZERO, 4), ONE, targets(List.of(a, b, c))));
            }
            assertThat(most).hasValue(atOnce ? 3 : 1);
        }
    }

    @Test
    void roundTimesAreTheWrittenToFirstByteOfEachTargetAndNaNWhereItFailed() throws Exception {
        try (FakeServer slow = new FakeServer(peer -> {
                    while (true) {
                        peer.request();
                        Thread.sleep(20);
                        peer.answer("x");
                    }
                });
                FakeServer failing = new FakeServer(peer -> {
                    while (true) {
                        peer.request();
                        peer.send("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
                    }
                })) {
            LoadResult result = run(load(Protocol.H1, Loads.rounds(5), ONE, targets(List.of(slow, failing))));

            RoundTimes times = result.rounds();
            assertThat(times.targets()).containsExactly("t0", "t1");
            assertThat(times.rounds()).isEqualTo(5);
            double sum = 0;
            for (int round = 0; round < 5; round++) {
                assertThat(times.micros(round, 0)).isBetween(20_000f, 1_000_000f);
                assertThat(times.micros(round, 1)).isNaN();
                sum += times.micros(round, 0);
            }
            assertThat(result.target("t0")
                                    .successes(Metric.WRITTEN_TO_FIRST_BYTE)
                                    .meanNanos()
                            / 1e3)
                    .isBetween(sum / 5 * 0.99, sum / 5 * 1.01);
        }
    }

    @Test
    void aPauseComesBetweenRounds() throws Exception {
        try (FakeServer server = answering()) {
            LoadResult result = run(lasting(
                    Duration.ofMillis(500),
                    load(
                            Protocol.H1,
                            new Arrival.Rounds(false, Duration.ofMillis(100), 0),
                            ONE,
                            get(server.http("/")))));

            assertThat(result.rounds().rounds()).isBetween(2, 5);
        }
    }

    @Test
    void aRoundThatBeganIsCarriedThrough() throws Exception {
        FakeServer.Script slow = peer -> {
            while (true) {
                peer.request();
                Thread.sleep(70);
                peer.answer("x");
            }
        };
        try (FakeServer a = new FakeServer(slow);
                FakeServer b = new FakeServer(slow)) {
            LoadResult result = run(
                    lasting(Duration.ofMillis(100), load(Protocol.H1, Loads.rounds(0), ONE, targets(List.of(a, b)))));

            assertThat(result.rounds().rounds()).isEqualTo(1);
            assertThat(result.targets())
                    .allSatisfy(
                            target -> assertThat(target.counts().completed()).isEqualTo(1));
        }
    }

    /** Servers that answer after a while, and count the requests in flight to all of them. */
    private static List<FakeServer> slow(AtomicInteger inFlight, int millis, int count) throws IOException {
        List<FakeServer> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            servers.add(new FakeServer(peer -> {
                while (true) {
                    peer.request();
                    inFlight.incrementAndGet();
                    Thread.sleep(millis);
                    inFlight.decrementAndGet();
                    peer.answer("x");
                }
            }));
        }
        return servers;
    }

    /** Servers that count what they are asked, and never answer. */
    private static List<FakeServer> silent(List<AtomicInteger> asked, int count) throws IOException {
        List<FakeServer> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AtomicInteger requests = new AtomicInteger();
            asked.add(requests);
            servers.add(new FakeServer(peer -> {
                peer.request();
                requests.incrementAndGet();
                Thread.sleep(60_000);
            }));
        }
        return servers;
    }

    private static void close(List<FakeServer> servers) throws IOException {
        for (FakeServer server : servers) {
            server.close();
        }
    }

    @Test
    void aRoundThatTakesLongerThanTheRequestTimeoutIsCarriedThrough() throws Exception {
        List<FakeServer> servers = slow(new AtomicInteger(), 100, 8);
        LoadResult result = run(timingOutAfter(
                Duration.ofMillis(400),
                lasting(Duration.ofMillis(50), load(Protocol.H1, Loads.rounds(0), ONE, targets(servers)))));
        close(servers);

        assertThat(result.rounds().rounds()).isEqualTo(1);
        assertThat(result.targets()).allSatisfy(target -> {
            assertThat(target.errors()).isEmpty();
            assertThat(target.counts().completed()).isEqualTo(1);
        });
    }

    @Test
    void measuringBeginsOnceTheWarmUpsRoundIsAnswered() throws Exception {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger whenMeasuring = new AtomicInteger(-1);
        List<FakeServer> servers = slow(inFlight, 100, 8);
        Load load = timingOutAfter(
                Duration.ofMillis(400),
                warmedUp(Duration.ofMillis(50), load(Protocol.H1, Loads.ONE_ROUND, ONE, targets(servers))));
        LoadResult result = Loads.run(load, new LoadProgress() {
            @Override
            public void at(Moment now) {}

            @Override
            public void measuring() {
                whenMeasuring.set(inFlight.get());
            }
        });
        close(servers);

        assertThat(whenMeasuring).hasValue(0);
        assertThat(result.rounds().rounds()).isEqualTo(1);
    }

    /** Each timeout is noticed a little late: eight of them in turn take longer than eight times the timeout. */
    @Test
    void aWarmUpsRoundThatIsNotOverInTimeEndsBeforeAnotherBegins() throws Exception {
        List<AtomicInteger> asked = new ArrayList<>();
        List<FakeServer> servers = silent(asked, 8);
        LoadResult result = run(timingOutAfter(
                Duration.ofMillis(50),
                warmedUp(Duration.ofMillis(1), load(Protocol.H1, Loads.ONE_ROUND, ONE, targets(servers)))));
        close(servers);

        assertThat(asked)
                .extracting(AtomicInteger::get)
                .as("once in each round")
                .containsOnly(2);
        assertThat(result.targets())
                .allSatisfy(target -> assertThat(target.counts().offered()).isEqualTo(1));
    }

    /** Likewise at the end of the load. */
    @Test
    void aRoundThatIsGivenUpAsksNobodyElse() throws Exception {
        List<FakeServer> servers = silent(new ArrayList<>(), 8);
        LoadResult result = run(timingOutAfter(
                Duration.ofMillis(50),
                lasting(Duration.ofMillis(1), load(Protocol.H1, Loads.rounds(0), ONE, targets(servers)))));
        close(servers);

        assertThat(result.targets())
                .filteredOn(
                        target -> target.samples().stream().anyMatch(words -> words.contains("when the load ended")))
                .as("the one that was in flight")
                .hasSize(1);
    }

    // Closed, several targets.

    @Test
    void usersOfAClosedLoopTakeTheTargetsInTurn() throws Exception {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        FakeServer.Script script = peer -> {
            while (true) {
                peer.request();
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                Thread.sleep(2);
                inFlight.decrementAndGet();
                peer.answer("x");
            }
        };
        try (FakeServer a = new FakeServer(script);
                FakeServer b = new FakeServer(script)) {
            LoadResult result = run(lasting(
                    Duration.ofMillis(400),
                    load(Protocol.H1, new Arrival.Closed(), Connections.kept(3), targets(List.of(a, b)))));

            long first = result.target("t0").counts().completed();
            long second = result.target("t1").counts().completed();
            assertThat(first).isGreaterThan(6);
            // Each of three users is at most one request ahead with one of them.
            assertThat(Math.abs(first - second)).isLessThanOrEqualTo(3);
        }
        assertThat(most.get()).isBetween(2, 3);
    }

    // Warm-up.

    @ParameterizedTest
    @ValueSource(strings = {"closed", "open", "rounds"})
    void theWarmUpSendsTheSameButCountsNothing(String kind) throws Exception {
        Arrival arrival =
                switch (kind) {
                    case "closed" -> new Arrival.Closed();
                    case "open" -> constant(200, Duration.ZERO);
                    default -> Loads.rounds(0);
                };
        AtomicInteger served = new AtomicInteger();
        try (FakeServer server = new FakeServer(peer -> {
            while (true) {
                peer.request();
                served.incrementAndGet();
                Thread.sleep(2);
                peer.answer("x");
            }
        })) {
            TargetResult result = only(warmedUp(
                    Duration.ofMillis(400),
                    lasting(Duration.ofMillis(200), load(Protocol.H1, arrival, ONE, get(server.http("/"))))));

            assertThat(result.counts().completed()).isPositive();
            if (kind.equals("open")) {
                assertThat(result.counts().offered()).isEqualTo(40);
            } else {
                assertThat(result.counts().offered()).isEqualTo(result.counts().sent());
            }
            assertThat(served.get() - result.counts().sent())
                    .isGreaterThan(result.counts().sent() / 2);
            assertThat(result.counts().connections()).isEqualTo(1);
            assertThat(result.successes(Metric.CONNECT).count())
                    .as("made in the warm-up")
                    .isZero();
        }
    }

    @Test
    void whatTheWarmUpLeftUnsentDoesNotBurdenWhatIsMeasured() throws Exception {
        try (FakeServer server = new FakeServer(peer -> {
            while (true) {
                peer.request();
                Thread.sleep(20);
                peer.answer("x");
            }
        })) {
            // Twice what the server can do: the warm-up ends with 400 ms of work waiting.
            TargetResult result = only(warmedUp(
                    Duration.ofMillis(800),
                    lasting(
                            Duration.ofMillis(300),
                            load(Protocol.H1, constant(100, Duration.ZERO), ONE, get(server.http("/"))))));

            assertThat(result.counts().offered()).isEqualTo(30);
            assertThat(result.counts().sent()).isPositive();
        }
    }

    @Test
    void aGeneratorThatIsHeldUpForTheWholeLoadOwnsUpToWhatWasDue() throws Exception {
        try (FakeServer server = answering()) {
            LoadResult result;
            Load load = lasting(
                    Duration.ofMillis(50),
                    load(Protocol.H1, constant(1000, Duration.ZERO), ONE, get(server.http("/"))));
            try (EventLoops loops = new EventLoops(1, List.of());
                    LoadRun run = new LoadRun(load, EngineOptions.DEFAULT, loops)) {
                result = run.carryOut(new LoadProgress() {
                    @Override
                    public void at(Moment now) {}

                    @Override
                    public void measuring() {
                        loops.loop(0).execute(() -> LockSupport.parkNanos(120_000_000));
                    }
                });
            }

            assertThat(result.targets().get(0).counts().offered()).isEqualTo(50);
        }
    }

    @Test
    void measuringBeginsOnceTheWarmUpIsAnswered() throws Exception {
        AtomicInteger served = new AtomicInteger();
        List<String> course = Collections.synchronizedList(new ArrayList<>());
        try (FakeServer server = new FakeServer(peer -> {
            peer.request();
            Thread.sleep(300);
            course.add("warm-up answered");
            peer.answer("x");
            while (true) {
                peer.request();
                served.incrementAndGet();
                peer.answer("x");
            }
        })) {
            Load load = warmedUp(
                    Duration.ofMillis(100),
                    lasting(
                            Duration.ofMillis(100),
                            load(Protocol.H1, new Arrival.Closed(), ONE, get(server.http("/")))));
            LoadResult result = Loads.run(load, new LoadProgress() {
                @Override
                public void at(Moment now) {}

                @Override
                public void measuring() {
                    course.add("measuring");
                }
            });

            assertThat(course).containsExactly("warm-up answered", "measuring");
            TargetResult answers = result.targets().get(0);
            assertThat(answers.counts().completed()).isPositive().isEqualTo(served.get());
            assertThat(answers.successes(Metric.TOTAL).quantileMillis(0.5)).isLessThan(300);
        }
    }

    @Test
    void aSlowWarmUpUntilSteadyEndsAtItsLongestAndSaysWhatItSaw() throws Exception {
        try (FakeServer server = answering()) {
            Load load = load(Protocol.H1, constant(100, Duration.ZERO), ONE, get(server.http("/")));
            LoadResult result = run(new Load(
                    load.targets(),
                    load.protocol(),
                    load.arrival(),
                    load.connections(),
                    WarmUp.untilSteady(Duration.ofMillis(2500)),
                    Duration.ofMillis(100),
                    load.requestTimeout(),
                    1));

            assertThat(result.warmUp().took()).isBetween(Duration.ofMillis(2400), Duration.ofMillis(3500));
            assertThat(result.warmUp().requests()).isBetween(200L, 300L);
        }
    }

    @Test
    void aUserOfAnOpenLoadWaitsForItsOwnConnectionThoughAnotherIsFree() throws Exception {
        for (Connections.Policy policy : List.of(Connections.Policy.SHARED, Connections.Policy.PER_USER)) {
            try (FakeServer server = new FakeServer(peer -> {
                while (peer.number() > 0) {
                    peer.request();
                    peer.answer("x");
                }
                Thread.sleep(60_000);
            })) {
                TargetResult.Counts counts = only(timingOutAfter(
                                Duration.ofSeconds(2),
                                lasting(
                                        Duration.ofMillis(500),
                                        load(
                                                Protocol.H1,
                                                constant(80, Duration.ZERO),
                                                new Connections(4, 1, 0, policy),
                                                get(server.http("/"))))))
                        .counts();

                // One of four connections never answers. Shared, that is one request; a user of it, every fourth.
                assertThat(counts.offered()).isEqualTo(40);
                if (policy == Connections.Policy.SHARED) {
                    assertThat(counts.sent()).isGreaterThan(31);
                } else {
                    assertThat(counts.sent()).isLessThanOrEqualTo(31);
                    assertThat(counts.notSent()).isGreaterThanOrEqualTo(9);
                }
            }
        }
    }
}
