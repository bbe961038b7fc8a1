package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.run.CgroupUsage;

class CgroupFilesTest {
    @Test
    void readsV1() {
        assertThat(CgroupFiles.usageV1(
                        Recorded.text("cgroup/v1/memory.stat"),
                        Recorded.text("cgroup/v1/memory.kmem.usage_in_bytes"),
                        Recorded.text("cgroup/v1/cpuacct.usage")))
                .isEqualTo(new CgroupUsage(8515584, 2473984, 3198976, 2641920 - 2473984, 128297));
    }

    @Test
    void readsV1OfAKernelThatDoesNotAccountItsOwnMemory() {
        assertThat(CgroupFiles.usageV1(Recorded.text("cgroup/v1/memory.stat"), "", "1999\n"))
                .isEqualTo(new CgroupUsage(8515584, 2473984, 0, 2641920 - 2473984, 1));
    }

    @Test
    void readsV2() {
        assertThat(CgroupFiles.usageV2(Recorded.text("cgroup/v2/memory.stat"), Recorded.text("cgroup/v2/cpu.stat")))
                .isEqualTo(new CgroupUsage(52985856, 2502656, 9699328, 41463808 - 2502656, 377052));
    }

    @Test
    void addsUpKernelMemoryWhereV2HasNoSumOfIt() {
        assertThat(CgroupFiles.usageV2(
                                Recorded.text("cgroup/v2/memory.stat.linux-5.10"), Recorded.text("cgroup/v2/cpu.stat"))
                        .kernelBytes())
                .isEqualTo(819200 + 36864 + 3267888);
    }

    @Test
    void countsKillsForWantOfMemory() {
        assertThat(CgroupFiles.oomKills(Recorded.text("cgroup/v1/memory.oom_control")))
                .isEqualTo(OptionalLong.of(0));
        assertThat(CgroupFiles.oomKills(Recorded.text("cgroup/v2/memory.events")))
                .isEqualTo(OptionalLong.of(2));
        // Linux before 4.13.
        assertThat(CgroupFiles.oomKills("oom_kill_disable 0\nunder_oom 0\n")).isEqualTo(OptionalLong.empty());
    }
}
