package org.mpmlab.junit.example;

import static org.mpmlab.junit.Percent.percent;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.mpmlab.engine.floor.TrivialServer;
import org.mpmlab.junit.Mpmlab;
import org.mpmlab.junit.ParityTest;
import org.mpmlab.junit.Server;

/**
 * What a Java team writes: two real servers on this machine, and what must hold between them. Here both are the same
 * software, started afresh for each block: on a quiet machine the test passes, on a busy one it is aborted with what is
 * missing.
 */
class ReleaseParityTest {

    @ParityTest
    void todaysReleaseAnswersAsFastAsYesterdays(Mpmlab lab) throws InterruptedException {
        lab.compare(ReleaseParityTest::today, ReleaseParityTest::yesterday)
                .on("/")
                .rounds(200)
                .warmUp(Duration.ofMillis(100))
                .ttfb(50)
                .within(percent(25));
    }

    private static Server today() {
        return trivial();
    }

    private static Server yesterday() {
        return trivial();
    }

    private static Server trivial() {
        TrivialServer server = new TrivialServer(List.of());
        return new Server() {
            @Override
            public URI uri() {
                return server.uri();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
