package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Texts not from {@code Recorded} are after proc(5), cgroups(7) and cgroup_namespaces(7). */
class CgroupMountsTest {
    private static final String OUTER = "a".repeat(63) + "1";
    private static final String INNER = "b".repeat(63) + "2";
    private static final String V2_MOUNT =
            "31 23 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";

    @Test
    void v1WithDockersOwnDriverOnAHybridMachine() {
        String cgroup = Recorded.text("cgroup/v1/init.cgroup");
        CgroupMounts mounts = CgroupMounts.parse(Recorded.text("cgroup/v1/mountinfo"));
        String id = "60cb1c66a58ef2de627668285ef5a5a59c091367b3bc03488af6cbfd27ad2cd7";

        assertThat(CgroupMounts.managedByV1(cgroup, "memory")).isTrue();
        assertThat(mounts.v1(cgroup, "memory")).containsExactly(Path.of("/sys/fs/cgroup/memory/docker/" + id));
        assertThat(mounts.v1(cgroup, "cpuacct")).containsExactly(Path.of("/sys/fs/cgroup/cpuacct/docker/" + id));
        assertThat(mounts.v2(cgroup)).containsExactly(Path.of("/sys/fs/cgroup/unified/docker/" + id));
    }

    @Test
    void v1WithSystemdAndControllersThatShareAHierarchy() {
        String cgroup = "9:memory:/system.slice/docker-" + INNER + ".scope\n4:cpu,cpuacct:/system.slice/docker-" + INNER
                + ".scope\n0::/system.slice/docker-" + INNER + ".scope\n";
        CgroupMounts mounts = CgroupMounts.parse("""
                35 32 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:15 - cgroup cgroup rw,cpu,cpuacct
                41 32 0:36 / /sys/fs/cgroup/memory rw,nosuid shared:21 - cgroup cgroup rw,memory
                """);

        assertThat(mounts.v1(cgroup, "memory"))
                .containsExactly(Path.of("/sys/fs/cgroup/memory/system.slice/docker-" + INNER + ".scope"));
        assertThat(mounts.v1(cgroup, "cpuacct"))
                .containsExactly(Path.of("/sys/fs/cgroup/cpu,cpuacct/system.slice/docker-" + INNER + ".scope"));
    }

    @Test
    void v2WithSystemd() {
        String cgroup = "0::/system.slice/docker-" + INNER + ".scope\n";

        assertThat(CgroupMounts.managedByV1(cgroup, "memory")).isFalse();
        assertThat(CgroupMounts.parse(V2_MOUNT).v2(cgroup))
                .containsExactly(Path.of("/sys/fs/cgroup/system.slice/docker-" + INNER + ".scope"));
    }

    @Test
    void theContainersGroupIsMeantWhenItsProcessesSitBelowIt() {
        assertThat(CgroupMounts.parse(V2_MOUNT).v2("0::/docker/" + OUTER + "/init\n"))
                .containsExactly(Path.of("/sys/fs/cgroup/docker/" + OUTER));
        assertThat(CgroupMounts.parse(V2_MOUNT).v2("0::/docker/" + OUTER + "/docker/" + INNER + "/init\n"))
                .containsExactly(Path.of("/sys/fs/cgroup/docker/" + OUTER + "/docker/" + INNER));
    }

    @Test
    void insideAContainerTheMountBeginsAtItsOwnGroup() {
        CgroupMounts mounts = CgroupMounts.parse(
                "566 562 0:32 /docker/" + OUTER + " /sys/fs/cgroup/memory ro,nosuid - cgroup cgroup rw,memory\n");

        assertThat(mounts.v1("4:memory:/docker/" + OUTER + "/docker/" + INNER + "\n", "memory"))
                .containsExactly(Path.of("/sys/fs/cgroup/memory/docker/" + INNER));
        assertThat(mounts.v1("4:memory:/docker/" + INNER + "\n", "memory"))
                .as("a sibling container is not below our mount")
                .isEmpty();
    }

    @Test
    void insideAControlGroupNamespacePathsAreRelativeToIt() {
        // The namespace's own mount begins at its root; the host's, passed in, above it.
        CgroupMounts mounts = CgroupMounts.parse("""
                566 562 0:32 / /sys/fs/cgroup ro - cgroup2 cgroup rw
                700 562 0:32 /../.. /host/cgroup ro - cgroup2 cgroup rw
                """);

        assertThat(mounts.v2("0::/docker/" + INNER + "\n")).containsExactly(Path.of("/sys/fs/cgroup/docker/" + INNER));
        assertThat(mounts.v2("0::/../../docker/" + INNER + "\n"))
                .containsExactly(Path.of("/host/cgroup/docker/" + INNER));
    }

    @Test
    void mountPointsWithBlanksAreEscaped() {
        CgroupMounts mounts = CgroupMounts.parse("41 32 0:36 / /my\\040cgroups rw - cgroup2 none rw\n");

        assertThat(mounts.v2("0::/x\n")).containsExactly(Path.of("/my cgroups/x"));
    }

    @Test
    void aNameThatOnlyBeginsLikeTheMountsIsAnotherGroup() {
        CgroupMounts mounts = CgroupMounts.parse("41 32 0:36 /dock /sys/fs/cgroup rw - cgroup2 none rw\n");

        assertThat(mounts.v2("0::/docker/x\n")).isEmpty();
    }
}
