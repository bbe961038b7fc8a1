package org.mpmlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;

class MemoryKillsTest {
    private final AtomicLong sinceStart = new AtomicLong();
    private final MemoryKills kills = new MemoryKills(() -> OptionalLong.of(sinceStart.get()));

    @Example
    void aKillIsOfTheLoadUnderWhichItWasAndOfNoLaterOne() {
        kills.loadBegins();
        sinceStart.set(2);
        assertThat(kills.ofLoad()).isEqualTo(2);

        kills.loadBegins();
        assertThat(kills.ofLoad()).isZero();
        sinceStart.set(3);
        assertThat(kills.ofLoad()).isEqualTo(1);
    }

    @Example
    void whatTheKernelDoesNotTellIsNothing() {
        MemoryKills untold = new MemoryKills(OptionalLong::empty);
        untold.loadBegins();

        assertThat(untold.ofLoad()).isZero();
    }
}
