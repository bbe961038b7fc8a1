package org.mpmlab.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.mpmlab.lab.observe.ThreadStatus;

class AffinityTest {
    @Test
    void pinsTheCallingThreadAlone() throws Exception {
        String before = ThreadStatus.cpusOfCurrentThread();
        int cpu = ThreadStatus.firstCpuOfCurrentThread();

        assertThat(inOwnThread(() -> {
                    assertThat(Affinity.pinCurrentThread(Set.of(cpu))).isEmpty();
                    return ThreadStatus.cpusOfCurrentThread();
                }))
                .isEqualTo(Integer.toString(cpu));
        assertThat(ThreadStatus.cpusOfCurrentThread()).isEqualTo(before);
    }

    @Test
    void leavesAThreadWhereItIsWhenNoCpusAreGiven() throws Exception {
        assertThat(inOwnThread(() -> {
                    assertThat(Affinity.pinCurrentThread(Set.of())).isEmpty();
                    return ThreadStatus.cpusOfCurrentThread();
                }))
                .isEqualTo(ThreadStatus.cpusOfCurrentThread());
    }

    @Test
    void saysWhyItCannot() throws Exception {
        assertThat(inOwnThread(() -> Affinity.pinCurrentThread(Set.of(1023))).orElseThrow())
                .contains("[1023]", "cpuset");
        assertThat(Affinity.pinCurrentThread(Set.of(1024))).isEqualTo(Optional.of("there is no CPU 1024"));
    }

    private static <T> T inOwnThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.start();
        return task.get();
    }
}
