package org.mpmlab.lab.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stack.configuration.ServerContainer;
import org.mpmlab.lab.LabException;
import org.mpmlab.lab.LabForTests;

class LeftoversIT {
    private final LabForTests lab = LabForTests.shared();

    @Test
    void containersOfAnOwnerThatLivesNoMoreAreSweptAndOthersAreNot() {
        Owner gone = new Owner(4_194_303, 1, "no-such-boot");
        String orphan = create(gone);
        try (RunningStack own =
                lab.servers().start(Stack.of(Composition.parse("nginx+fpm")), List.of(lab.site("hello")))) {
            assertThat(lab.leftovers().sweep(false)).isPositive();
            assertThat(own.ended()).isEmpty();
            assertThat(exists(orphan)).isFalse();
        }
    }

    @Test
    void aClosedStackLeavesNoContainer() {
        RunningStack running =
                lab.servers().start(Stack.of(Composition.parse("event+fpm+nginx")), List.of(lab.site("hello")));
        assertThat(running.members()).hasSize(2).allMatch(member -> exists(member.id()));
        running.close();
        assertThat(running.members()).noneMatch(member -> exists(member.id()));
    }

    @Test
    void aProcessThatIsEndingStartsNoFurtherContainerAndLeavesNone() throws InterruptedException {
        Leftovers leftovers = new Leftovers(lab.docker());
        Servers servers = new Servers(
                lab.docker(), lab.images(), leftovers, LabForTests.sources(), Placement.AUTOMATIC, "ending");
        Stack stack = Stack.of(Composition.parse("nginx+fpm"));
        CountDownLatch first = new CountDownLatch(1);
        List<RunningStack> started = new CopyOnWriteArrayList<>();
        Thread starting = new Thread(() -> {
            while (true) {
                try {
                    started.add(servers.start(stack, List.of(lab.site("hello"))));
                } catch (LabException | DockerException removedWhileItStarted) {
                    // the next try waits for ever
                }
                first.countDown();
            }
        });
        starting.setDaemon(true); // it never ends: that is what is tested
        starting.start();
        first.await();

        leftovers.end();

        int afterwards = started.size();
        starting.join(3_000);
        assertThat(started).hasSizeLessThanOrEqualTo(afterwards + 1); // one whose containers are gone already
        assertThat(started).flatMap(RunningStack::members).noneMatch(member -> exists(member.id()));
        assertThat(lab.docker()
                        .client()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of("mpmlab.run", "ending"))
                        .exec())
                .isEmpty();
    }

    @Test
    void aProcessThatIsEndingKeepsNothingOfTheServersThatItRemoves() throws InterruptedException {
        Leftovers leftovers = new Leftovers(lab.docker());
        Servers servers = new Servers(
                lab.docker(), lab.images(), leftovers, LabForTests.sources(), Placement.AUTOMATIC, "ending");
        List<String> kept = new CopyOnWriteArrayList<>();
        servers.keep(() -> kept.add("while they stood"));

        leftovers.end();

        Thread late = new Thread(() -> servers.keep(() -> kept.add("of a server that was removed")));
        late.setDaemon(true); // it never ends: that is what is tested
        late.start();
        late.join(500);
        assertThat(late.isAlive()).isTrue();
        assertThat(kept).containsExactly("while they stood");
    }

    private String create(Owner owner) {
        String image = lab.images().ensure(ServerContainer.Image.NGINX, List.of());
        return lab.docker()
                .client()
                .createContainerCmd(image)
                .withLabels(Map.of(Owner.LABEL, owner.label()))
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                .exec()
                .getId();
    }

    private boolean exists(String id) {
        return lab.docker().client().listContainersCmd().withShowAll(true).exec().stream()
                .anyMatch(container -> container.getId().equals(id));
    }
}
