package org.mpmlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.claim.Crash.Blow;
import org.mpmlab.core.claim.Observed.CrashSeen;
import org.mpmlab.core.claim.Observed.CrashesSeen;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;
import org.mpmlab.lab.LabForTests;

/** A child of prefork crashes while requests are on their way, and takes its own along. */
class CrashesIT {
    private final LabForTests lab = LabForTests.shared();

    @Test
    void aChildIsStruckAgainWhereTheBlowFellWhenTheLoadWasOver() throws InterruptedException {
        LoadShape load = new LoadShape(
                "crash",
                Protocol.H1,
                new Arrival.Closed(),
                Connections.kept(8),
                Duration.ofMillis(300),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Set.of());
        Stack prefork = Stack.of(Composition.parse("prefork+mod_php"));
        try (HeldUp generator = new HeldUp(new Engine(EngineOptions.DEFAULT))) {
            CrashesSeen seen = new Crashes(lab.servers(), generator)
                    .see(new Blow(
                            prefork,
                            lab.site("wait").withParameters(Map.of("milliseconds", 50L)),
                            load,
                            Role.HTTPD_CHILD,
                            1));
            assertThat(generator.missed).isTrue();
            assertThat(seen.crashes()).singleElement().satisfies(crash -> {
                assertThat(crash.struck()).isEqualTo(1);
                assertThat(crash.failed()).isPositive();
                assertThat(crash.goesOn()).isTrue();
            });
            assertThat(seen.crashes()).extracting(CrashSeen::held).containsExactly(1);
        }
    }

    /** The real engine on a machine that is held up: who listens hears too late of the first load that measuring began. */
    private static final class HeldUp implements LoadGenerator {
        private final LoadGenerator engine;
        private boolean missed;

        HeldUp(LoadGenerator engine) {
            this.engine = engine;
        }

        @Override
        public LoadResult run(Load load, LoadProgress progress) throws InterruptedException {
            if (missed || progress == LoadProgress.SILENT) {
                return engine.run(load, progress);
            }
            missed = true;
            return engine.run(load, LoadProgress.SILENT);
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
