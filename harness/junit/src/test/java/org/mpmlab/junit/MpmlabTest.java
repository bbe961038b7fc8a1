package org.mpmlab.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpmlab.junit.Percent.percent;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.floor.TrivialServer;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Verdicts become what a test does, on real servers. */
class MpmlabTest {
    private final Map<String, String> reported = new HashMap<>();
    private final AtomicInteger started = new AtomicInteger();

    private Mpmlab lab() {
        return new Mpmlab(reported::putAll, Undisturbed::new);
    }

    /**
     * The engine, said to have had a machine to itself: whatever else this one does, verdicts go by the servers alone.
     */
    private static final class Undisturbed implements LoadGenerator {
        private final Engine engine = new Engine();

        @Override
        public LoadResult run(Load load, LoadProgress progress) throws InterruptedException {
            LoadResult result = engine.run(load, progress);
            return new LoadResult(
                    result.load(),
                    result.started(),
                    result.elapsed(),
                    result.targets(),
                    result.rounds(),
                    Generator.NONE,
                    result.warmUp());
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private Comparison comparison(Mpmlab lab, Supplier<Server> first, Supplier<Server> second) {
        return lab.compare(first, second).rounds(30).warmUp(Duration.ofMillis(50));
    }

    /** A server that takes so long over every answer. */
    private Supplier<Server> slow(Duration answerAfter, int status) {
        return () -> {
            started.incrementAndGet();
            HttpServer server;
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
            server.createContext("/", exchange -> {
                LockSupport.parkNanos(answerAfter.toNanos());
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
            return new Server() {
                @Override
                public URI uri() {
                    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
                }

                @Override
                public void close() {
                    server.stop(0);
                }
            };
        };
    }

    @Test
    void aShownDifferenceFailsTheTestAfterEightBlocksOfFreshServers() {
        try (Mpmlab lab = lab()) {
            Comparison.Quantile p50 = comparison(lab, slow(Duration.ofMillis(12), 200), slow(Duration.ofMillis(2), 200))
                    .ttfb(50);

            assertThatThrownBy(() -> p50.within(percent(20)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("refuted")
                    .hasMessageContaining("look 1 of 4, on 8 blocks");
        }
        assertThat(started).hasValue(16);
        assertThat(reported).containsKey("mpmlab");
    }

    @Test
    void aLimitThatHoldsPasses() throws InterruptedException {
        try (Mpmlab lab = lab()) {
            comparison(lab, slow(Duration.ofMillis(1), 200), slow(Duration.ofMillis(1), 200))
                    .ttfb(50)
                    .atMost(Duration.ofMillis(500));
        }
        assertThat(reported.get("mpmlab")).contains("ttfb.p50 of / at most 500.0 ms: supported");
    }

    @Test
    void tooFewBlocksAbort() {
        try (TrivialServer server = new TrivialServer(List.of());
                Mpmlab lab = lab()) {
            Comparison.Quantile p50 =
                    lab.compare(server.uri(), server.uri()).rounds(30).blocks(2).ttfb(50);

            assertThatThrownBy(() -> p50.within(percent(5)))
                    .isInstanceOf(TestAbortedException.class)
                    .hasMessageContaining("inconclusive")
                    .hasMessageContaining("the first look is after 8");
        }
    }

    @Test
    void failingRequestsAreNoEvidenceAndFailTheTest() {
        try (Mpmlab lab = lab()) {
            Comparison.Quantile p50 = comparison(lab, slow(Duration.ofMillis(1), 500), slow(Duration.ofMillis(1), 200))
                    .blocks(2)
                    .ttfb(50);

            assertThatThrownBy(() -> p50.within(percent(5)))
                    .isInstanceOf(AssertionFailedError.class)
                    .hasMessageContaining("invalid")
                    .hasMessageContaining("requests failed");
        }
    }

    @Test
    void evidenceThatMostlyDoesNotCountIsNotGatheredToTheEnd() {
        try (Mpmlab lab = lab()) {
            Comparison.Quantile p50 = comparison(lab, slow(Duration.ofMillis(1), 500), slow(Duration.ofMillis(1), 200))
                    .ttfb(50);

            assertThatThrownBy(() -> p50.within(percent(5)))
                    .isInstanceOf(AssertionFailedError.class)
                    .hasMessageContaining("8 blocks do not count");
        }
        assertThat(started).hasValue(16);
    }
}
