package org.mpmlab.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.peer.FakeServer;
import org.mpmlab.engine.peer.Peer;

class GatlingGeneratorTest {

    @Test
    void timesToFirstByteLeaveOutTheTailOfASlowBody() throws Exception {
        try (FakeServer server = new FakeServer(GatlingGeneratorTest::slowTail)) {
            LoadResult result = Loads.run(Loads.closed(2, Loads.get(server.http("/"))));

            TargetResult target = result.target("it");
            System.out.println(Message.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(target.counts())
                    + target.times()
                    + result.generator()
                    + target.samples());
            assertThat(target.counts().failed()).isZero();
            assertThat(target.successes(Metric.WRITTEN_TO_FIRST_BYTE).quantileMillis(0.5))
                    .isLessThan(20);
            assertThat(target.successes(Metric.TOTAL).quantileMillis(0)).isGreaterThanOrEqualTo(49);
        }
    }

    private static void slowTail(Peer peer) throws java.io.IOException, InterruptedException {
        while (true) {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhe");
            Thread.sleep(50);
            peer.send("ad");
        }
    }
}
