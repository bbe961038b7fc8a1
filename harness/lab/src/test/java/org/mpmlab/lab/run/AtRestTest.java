package org.mpmlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;

class AtRestTest {
    private final AtomicLong micros = new AtomicLong();
    private final AtRest servers = new AtRest(() -> OptionalLong.of(micros.get()));

    @Example
    void nothingIsKnownBeforeASecondLook() {
        assertThat(servers.getAsBoolean()).isFalse();
    }

    @Example
    void whoTakesNoTimeRests() throws InterruptedException {
        servers.getAsBoolean();
        Thread.sleep(5);
        assertThat(servers.getAsBoolean()).isTrue();
    }

    @Example
    void whoTookTimeSinceTheLastLookWorksAndRestsWhenItTakesNoMore() throws InterruptedException {
        servers.getAsBoolean();
        micros.addAndGet(1_000_000);
        Thread.sleep(5);
        assertThat(servers.getAsBoolean()).isFalse();
        Thread.sleep(5);
        assertThat(servers.getAsBoolean()).isTrue();
    }

    @Example
    void serversWhoseTimeCannotBeReadAreNotWaitedFor() {
        assertThat(new AtRest(OptionalLong::empty).getAsBoolean()).isTrue();
    }
}
