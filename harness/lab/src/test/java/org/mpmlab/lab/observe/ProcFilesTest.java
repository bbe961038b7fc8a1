package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.run.Sample;

class ProcFilesTest {
    private static final ProcFiles REAL = ProcFiles.OF_THIS_MACHINE;
    private static final int SELF = (int) ProcessHandle.current().pid();

    @Test
    void readsThisProcess() throws IOException {
        ServerProcess self = REAL.process(SELF).orElseThrow();
        ProcessMemory memory = REAL.memory(SELF).orElseThrow();

        assertThat(self.pid()).isEqualTo(SELF);
        assertThat(self.ppid())
                .isEqualTo((int) ProcessHandle.current().parent().orElseThrow().pid());
        assertThat(self.comm()).isEqualTo("java");
        assertThat(self.threads()).isGreaterThan(5);
        assertThat(self.catchesSegv()).as("the JVM does").isTrue();
        assertThat(memory.ussBytes()).isPositive().isLessThanOrEqualTo(memory.pssBytes());
        assertThat(memory.pssBytes()).isLessThanOrEqualTo(memory.rssBytes());
    }

    @Test
    void aProcessThatIsGoneIsEmpty() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        int pid = (int) sleep.pid();
        assertThat(REAL.process(pid)).isPresent();

        sleep.destroyForcibly().waitFor();

        assertThat(REAL.process(pid)).isEmpty();
        assertThat(REAL.memory(pid)).isEmpty();
    }

    /** A shell whose child ends while it does not wait for it: exec keeps the child, and sleep reaps nothing. */
    @Test
    void aProcessThatOnlyWaitsToBeReapedIsEmpty() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.1 & exec sleep 60").start();
        try {
            int zombie = awaitZombieChildOf((int) parent.pid());

            assertThat(REAL.process(zombie)).isEmpty();
            assertThat(REAL.memory(zombie)).isEmpty();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    private static int awaitZombieChildOf(int parent) throws Exception {
        for (int tries = 0; tries < 500; tries++) {
            String children = Files.readString(Path.of("/proc/" + parent + "/task/" + parent + "/children"))
                    .strip();
            if (!children.isEmpty()
                    && Files.readString(Path.of("/proc/" + children + "/stat")).contains(") Z ")) {
                return Integer.parseInt(children);
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("no zombie after 5 s");
    }

    @Test
    void findsAllThatDescend() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "sh -c 'sleep 60 & sleep 61 & wait' & wait").start();
        try {
            Set<Integer> found = Set.of();
            for (int tries = 0; tries < 500 && found.size() < 4; tries++) {
                Thread.sleep(10);
                found = REAL.descendants((int) shell.pid());
            }

            assertThat(found).hasSize(4).contains((int) shell.pid()).doesNotContain(SELF);
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
    }

    @Test
    void addsUpMappingsOnAKernelWithoutRollup(@TempDir Path proc) throws IOException {
        Files.createDirectories(proc.resolve("7"));
        Files.writeString(proc.resolve("7/smaps"), Recorded.text("memory/nginx-worker.smaps"));

        assertThat(new ProcFiles(proc).memory(7).orElseThrow())
                .isEqualTo(ProcessMemory.parse(Recorded.text("memory/nginx-worker.smaps")));
    }

    /** As for a user who is not root, on the real kernel: this thread gives up its right to look into others. */
    @Test
    void anotherUsersMemoryIsRefusedAndTheSampleHasNoRolesRatherThanSome() throws Exception {
        assumeTrue(CapabilityDrop.possible(), "needs root, to give it up");
        Process other = new ProcessBuilder("setpriv", "--reuid=65534", "--clear-groups", "sleep", "60").start();
        try {
            awaitName((int) other.pid(), "sleep");
            Notes notes = new Notes();
            ObservedContainer theirs = new ObservedContainer((int) other.pid(), Optional.empty());
            ObservedContainer ours = new ObservedContainer(SELF, Optional.empty());
            StackReader reader =
                    new StackReader(REAL, new ObservedStack(List.of(ours, theirs), Optional.empty(), List.of()), notes);

            FutureTask<Sample> withoutRights = new FutureTask<>(() -> {
                CapabilityDrop.ofCurrentThread();
                assertThat(REAL.process((int) other.pid())).isPresent();
                assertThatThrownBy(() -> REAL.memory((int) other.pid())).isInstanceOf(AccessDeniedException.class);
                return reader.read(Detail.PROCESSES, Duration.ZERO);
            });
            new Thread(withoutRights).start();

            assertThat(withoutRights.get().roles()).isEmpty();
            assertThat(notes.list()).anySatisfy(note -> assertThat(note).contains("run mpmlab as root"));
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private static void awaitName(int pid, String name) throws InterruptedException {
        for (int tries = 0; tries < 500; tries++) {
            if (REAL.process(pid).filter(process -> process.comm().equals(name)).isPresent()) {
                return;
            }
            Thread.sleep(10);
        }
    }
}
