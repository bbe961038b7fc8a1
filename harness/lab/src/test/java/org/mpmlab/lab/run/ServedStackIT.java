package org.mpmlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.lab.LabForTests;
import org.mpmlab.lab.docker.RunningStack;

class ServedStackIT {
    private final LabForTests lab = LabForTests.shared();

    /** The kernel may have killed it for memory under the last load; the next would find nobody. */
    @Test
    void noLoadIsSentToAServerThatHasEnded() throws Exception {
        Site site = lab.site("hello");
        RunningStack running = lab.servers().start(Stack.of(Composition.parse("prefork+mod_php")), List.of(site));
        try (ServedStack served = new ServedStack(
                running, site, new Verification().verify(running, site, List.of(Protocol.H1)), Set.of())) {
            assertThat(served.fit()).isTrue();

            running.signal(running.members().get(0), 1, "TERM");
            assertThat(Patience.comes(() -> running.ended().isPresent(), Duration.ofSeconds(20)))
                    .isTrue();

            Validity survived = served.survived();
            assertThat(served.fit()).isFalse();
            assertThat(served.found().causes()).singleElement().satisfies(cause -> {
                assertThat(cause.reason()).isEqualTo(Validity.Reason.CONTAINER);
                assertThat(cause.text()).startsWith("a container ended with status ");
            });
            assertThat(survived).isEqualTo(served.found());
        }
    }
}
