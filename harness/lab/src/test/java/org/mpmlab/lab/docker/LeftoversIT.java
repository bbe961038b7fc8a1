package org.mpmlab.lab.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stack.configuration.ServerContainer;
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
