package org.mpmlab.lab.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Example;

class OwnerTest {
    @Example
    void thisProcessIsAliveAndItsLabelIsReadBack() {
        assertThat(Owner.self().alive()).isTrue();
        assertThat(Owner.parse(Owner.self().label())).contains(Owner.self());
    }

    @Example
    void aPidThatWasGivenAgainIsAnotherProcess() {
        Owner self = Owner.self();

        assertThat(new Owner(self.pid(), self.started() - 1_000, self.boot()).alive())
                .isFalse();
        assertThat(new Owner(self.pid(), self.started(), "another boot").alive())
                .isFalse();
    }

    @Example
    void aProcessThatEndedAndIsNotYetWaitedForIsNoOwner() throws Exception {
        // The shell becomes a sleep, which never waits for the child that it was left with.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.5 & echo $!; exec sleep 20").start();
        try (BufferedReader output = parent.inputReader()) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            long started = child.info().startInstant().orElseThrow().toEpochMilli();
            Owner owner = new Owner(child.pid(), started, Owner.self().boot());
            assertThat(owner.alive()).as("while it sleeps").isTrue();

            Instant patience = Instant.now().plus(Duration.ofSeconds(10));
            while (owner.alive() && Instant.now().isBefore(patience)) {
                Thread.sleep(50);
            }

            assertThat(child.isAlive()).as("the JDK's word for a zombie").isTrue();
            assertThat(owner.alive()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Example
    void whatIsNoLabelOfOursIsNoOwner() {
        assertThat(Owner.parse("")).isEmpty();
        assertThat(Owner.parse("1/2")).isEmpty();
        assertThat(Owner.parse("one/2/boot")).isEmpty();
    }
}
