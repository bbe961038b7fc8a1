package org.mpmlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;
import org.mpmlab.lab.LabForTests;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.observe.Detail;

/** httpd answers what a load left it, though nobody listens any more; the next load must not wait behind that. */
class AtRestIT {
    private static final int LEFT_BEHIND = 48;
    /** All there from the start, and more than are left behind, or the status page would wait for one. */
    private static final Settings SIXTY_WORKERS =
            Settings.NONE.with(Setting.START_SERVERS, 60).with(Setting.MAX_REQUEST_WORKERS, 60);

    private final LabForTests lab = LabForTests.shared();

    @Test
    void aServerRestsWhenItHasDoneWithWhatALoadLeftIt() throws Exception {
        Site site = lab.site("php29").withParameters(Map.of("iterations", 400_000L));
        Stack prefork = Stack.of(Composition.parse("prefork+mod_php")).withSettings(SIXTY_WORKERS);
        RunningStack running = lab.servers().start(prefork, List.of(site));
        try (ServedStack served = new ServedStack(
                        running, site, new Verification().verify(running, site, List.of(Protocol.H1)), Set.of());
                Engine engine = new Engine(EngineOptions.DEFAULT.trustingAll())) {
            engine.run(flood(served, site), LoadProgress.SILENT);

            assertThat(busy(served)).as("left behind").isGreaterThan(10);
            assertThat(served.rests(Duration.ofSeconds(60))).isTrue();
            assertThat(busy(served)).as("but the worker that says so").isLessThanOrEqualTo(2);
        }
    }

    private static Load flood(ServedStack served, Site site) {
        return new Load(
                List.of(served.target(site, Protocol.H1)),
                Protocol.H1,
                new Arrival.Closed(),
                Connections.kept(LEFT_BEHIND),
                WarmUp.NONE,
                Duration.ofSeconds(1),
                Duration.ofMillis(1100),
                1);
    }

    private static int busy(ServedStack served) {
        return served.observer()
                .look(Detail.STATUS)
                .scoreboard()
                .orElseThrow()
                .busyWorkers()
                .orElseThrow();
    }
}
