package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.run.CgroupUsage;
import org.mpmlab.core.run.Sample;

/** Directories laid out as the kernel does, since one machine has but one version of control groups. */
class ContainerCgroupTest {
    private static final String ID = "c".repeat(64);
    private static final int SELF = (int) ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    @Test
    void findsAndReadsV2() throws IOException {
        Path mount = Files.createDirectories(folder.resolve("fs cgroup"));
        Path group = v2Group(mount.resolve("system.slice/docker-" + ID + ".scope"), "41\n42\n42\n");
        Files.createDirectories(group.resolve("init"));
        Files.writeString(group.resolve("init/cgroup.procs"), "43\n");
        ProcFiles proc = proc(
                "0::/system.slice/docker-" + ID + ".scope/init\n",
                "31 23 0:26 / " + mount.toString().replace(" ", "\\040") + " rw shared:4 - cgroup2 cgroup2 rw\n");

        ContainerCgroup found = ContainerCgroup.find(proc, 42).orElseThrow();

        assertThat(found).isEqualTo(new ContainerCgroup(ContainerCgroup.Version.V2, group, group));
        assertThat(found.usage()).contains(new CgroupUsage(52985856, 2502656, 9699328, 41463808 - 2502656, 377052));
        assertThat(found.oomKills()).isEqualTo(OptionalLong.of(2));
        assertThat(found.pids()).containsExactlyInAnyOrder(41, 42, 43);
    }

    @Test
    void findsAndReadsV1OnAHybridMachine() throws IOException {
        for (String controller : List.of("memory", "cpuacct", "unified")) {
            Path group = Files.createDirectories(folder.resolve(controller + "/docker/" + ID));
            Files.writeString(group.resolve("cgroup.procs"), "41\n");
        }
        Path memory = folder.resolve("memory/docker/" + ID);
        Path cpu = folder.resolve("cpuacct/docker/" + ID);
        for (String file : List.of("memory.stat", "memory.oom_control", "memory.kmem.usage_in_bytes")) {
            Files.writeString(memory.resolve(file), Recorded.text("cgroup/v1/" + file));
        }
        Files.writeString(cpu.resolve("cpuacct.usage"), Recorded.text("cgroup/v1/cpuacct.usage"));
        ProcFiles proc = proc(
                "4:memory:/docker/" + ID + "\n2:cpuacct:/docker/" + ID + "\n0::/docker/" + ID + "\n",
                "35 31 0:32 / " + folder + "/memory rw - cgroup cgroup rw,memory\n33 31 0:30 / " + folder
                        + "/cpuacct rw - cgroup cgroup rw,cpuacct\n41 31 0:38 / " + folder
                        + "/unified rw - cgroup2 cgroup2 rw\n");

        ContainerCgroup found = ContainerCgroup.find(proc, 42).orElseThrow();

        assertThat(found).isEqualTo(new ContainerCgroup(ContainerCgroup.Version.V1, memory, cpu));
        assertThat(found.usage()).contains(new CgroupUsage(8515584, 2473984, 3198976, 2641920 - 2473984, 128297));
        assertThat(found.oomKills()).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void ofTwoMountsItTakesTheOneThatShowsTheGroup() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path mount = Files.createDirectories(folder.resolve("mount"));
        Path group = v2Group(mount.resolve("docker/" + ID), "42\n");
        ProcFiles proc = proc(
                "0::/docker/" + ID + "\n",
                "31 23 0:26 / " + empty + " rw - cgroup2 cgroup2 rw\n32 23 0:26 / " + mount
                        + " rw - cgroup2 cgroup2 rw\n");

        assertThat(ContainerCgroup.find(proc, 42).map(ContainerCgroup::memory)).contains(group);
        assertThat(ContainerCgroup.find(proc, 99)).as("no such process").isEmpty();
    }

    @Test
    void addsUpContainersOrSaysNothingOfAny() throws IOException {
        ObservedContainer one = container(v2Group(folder.resolve("one"), SELF + "\n"));
        ObservedContainer two = container(v2Group(folder.resolve("two"), SELF + "\n"));
        ObservedContainer gone = container(folder.resolve("gone"));
        Notes notes = new Notes();

        assertThat(look(notes, one, two).cgroup().orElseThrow().anonBytes()).isEqualTo(2 * 52985856);
        assertThat(notes.list()).isEmpty();

        Sample torn = look(notes, one, gone);
        assertThat(torn.cgroup()).isEmpty();
        assertThat(torn.roles()).isEmpty();
        assertThat(notes.list())
                .anySatisfy(note -> assertThat(note).contains("could not be read"))
                .anySatisfy(note -> assertThat(note).contains("it ended"));
    }

    @Test
    void processesOutsideOurPidNamespaceAreSaidToBe() throws IOException {
        Notes notes = new Notes();

        assertThat(look(notes, container(v2Group(folder.resolve("theirs"), "0\n0\n")))
                        .roles())
                .isEmpty();
        assertThat(notes.list()).singleElement().satisfies(note -> assertThat(note)
                .contains("--pid=host"));
    }

    private static Sample look(Notes notes, ObservedContainer... containers) {
        return new StackReader(
                        ProcFiles.OF_THIS_MACHINE,
                        new ObservedStack(List.of(containers), Optional.empty(), List.of()),
                        notes)
                .read(Detail.PROCESSES, Duration.ZERO);
    }

    private static ObservedContainer container(Path group) {
        return new ObservedContainer(SELF, Optional.of(new ContainerCgroup(ContainerCgroup.Version.V2, group, group)));
    }

    private static Path v2Group(Path group, String procs) throws IOException {
        Files.createDirectories(group);
        Files.writeString(group.resolve("cgroup.procs"), procs);
        for (String file : List.of("memory.stat", "memory.events", "cpu.stat")) {
            Files.writeString(group.resolve(file), Recorded.text("cgroup/v2/" + file));
        }
        return group;
    }

    private ProcFiles proc(String cgroup, String mountinfo) throws IOException {
        Path proc = folder.resolve("proc");
        Files.createDirectories(proc.resolve("42"));
        Files.createDirectories(proc.resolve("self"));
        Files.writeString(proc.resolve("42/cgroup"), cgroup);
        Files.writeString(proc.resolve("self/mountinfo"), mountinfo);
        return new ProcFiles(proc);
    }
}
