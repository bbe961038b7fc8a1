package org.mpmlab.core.capacity.validation;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.box.TargetReader;

class ReachTest {
    private static final long GIB = 1L << 30;

    private static Target target(String words) {
        return TargetReader.option("--target", words);
    }

    @Test
    void whatFitsIsTestedAsItIs() {
        Target asked = target("cpus=1,memory=2GiB,keepalive-connections=500,rate=20");
        Reach reach = Reach.of(asked, 1, 8 * GIB);
        assertThat(reach.target()).isEqualTo(asked);
        assertThat(reach.beyond()).isEmpty();
    }

    @Test
    void fewerCpusCarryProportionallyLessAndSayWhatStaysExtrapolated() {
        Reach reach = Reach.of(target("cpus=4,memory=8GiB,keepalive-connections=5000,rate=300"), 1, 20 * GIB);
        assertThat(reach.target()).isEqualTo(target("cpus=1,memory=8GiB,keepalive-connections=5000,rate=75"));
        assertThat(reach.beyond())
                .singleElement()
                .asString()
                .contains("4 CPUs", "1 here", "extrapolated, 4 times", "75/s");
    }

    @Test
    void lessMemoryHoldsProportionallyFewerConnections() {
        Reach reach = Reach.of(target("cpus=1,memory=8GiB,keepalive-connections=5000"), 2, 2 * GIB);
        assertThat(reach.target()).isEqualTo(target("cpus=1,memory=2GiB,keepalive-connections=1250"));
        assertThat(reach.beyond()).singleElement().asString().contains("8 GiB", "2 GiB here", "1,250", "5,000");
    }

    @Property
    void itNeverAsksForMoreThanThereIsOrWasAsked(
            @ForAll @DoubleRange(min = 0.1, max = 64) double cpus,
            @ForAll @DoubleRange(min = 0.1, max = 64) double here,
            @ForAll @IntRange(min = 1, max = 64) int memory,
            @ForAll @IntRange(min = 1, max = 64) int memoryHere,
            @ForAll @IntRange(min = 0, max = 10_000) int connections) {
        Target asked = Target.of(cpus, memory * GIB);
        Target reached = Reach.of(asked, here, memoryHere * GIB).target();
        assertThat(reached.cpus()).isEqualTo(Math.min(cpus, here));
        assertThat(reached.memoryBytes()).isEqualTo(Math.min(memory, memoryHere) * GIB);
        Target holding = target("cpus=1,memory=" + memory + "GiB,keepalive-connections=" + connections);
        assertThat(Reach.of(holding, here, memoryHere * GIB).target().keepAliveConnections())
                .isBetween(0, connections);
    }
}
