package org.mpmlab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;

/** The server speaks every protocol that the engine is held against it in, and its clock tells what it did. */
class ClockedServerTest {
    private static final int ROUNDS = 20;

    private static LoadResult run(ClockedServer server, Protocol protocol, Duration pause) throws InterruptedException {
        String scheme = protocol == Protocol.H2 ? "https" : "http";
        Load load = new Load(
                List.of(Target.get("clocked", URI.create(scheme + "://127.0.0.1:" + server.port() + "/"))),
                protocol,
                new Arrival.Rounds(false, pause, ROUNDS),
                Connections.kept(1),
                WarmUp.NONE,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                1);
        try (Engine engine = new Engine(EngineOptions.DEFAULT.trustingAll())) {
            return engine.run(load, LoadProgress.SILENT);
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void thinksBeforeTheHeadAndKeepsTheLastByteBack(Protocol protocol) throws Exception {
        Manner manner = Manner.PROMPT.thinking(Duration.ofMillis(2)).trailing(Duration.ofMillis(3));
        try (ClockedServer server = new ClockedServer(protocol == Protocol.H2 ? manner.overTls() : manner)) {
            LoadResult result = run(server, protocol, Duration.ZERO);

            TargetResult target = result.target("clocked");
            assertThat(target.counts().completed())
                    .as(target.samples()::toString)
                    .isEqualTo(ROUNDS);
            assertThat(target.counts().bodyBytes()).isEqualTo((long) ROUNDS * ClockedServer.BODY_BYTES);
            assertThat(target.successes(Metric.TOTAL).minNanos()).isGreaterThanOrEqualTo(4_990_000);
            List<Notes.Request> own = server.notes().last(ROUNDS);
            for (int round = 0; round < ROUNDS; round++) {
                double serverMicros = own.get(round).nanos() / 1e3;
                assertThat(serverMicros).isGreaterThanOrEqualTo(2_000);
                assertThat((double) result.rounds().micros(round, 0)).isGreaterThan(serverMicros);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"H1", "H2C"})
    void answersNothingDuringAStop(Protocol protocol) throws Exception {
        Manner manner = Manner.PROMPT.stopping(Duration.ofMillis(300), Duration.ofMillis(150));
        try (ClockedServer server = new ClockedServer(manner)) {
            run(server, protocol, Duration.ofMillis(20));

            Notes notes = server.notes();
            assertThat(notes.requests())
                    .hasSize(ROUNDS)
                    .anyMatch(request -> request.nanos() > 50_000_000)
                    .allSatisfy(request -> assertThat(manner.stopLeftNanos(request.writeNanos() - notes.startNanos()))
                            .isZero());
        }
    }
}
