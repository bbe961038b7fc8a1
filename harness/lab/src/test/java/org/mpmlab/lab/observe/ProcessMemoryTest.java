package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
    private static final int PAGE_KB = 4;

    @Test
    void readsTheRollupOfAPreforkChild() {
        assertThat(ProcessMemory.parse(Recorded.text("memory/prefork-child.smaps_rollup")))
                .isEqualTo(new ProcessMemory(7672 * 1024, 680 * 1024, 120 * 1024));
    }

    @Test
    void theMappingsAddUpToTheRollup() {
        ProcessMemory sum = ProcessMemory.parse(Recorded.text("memory/nginx-worker.smaps"));
        ProcessMemory rollup = ProcessMemory.parse(Recorded.text("memory/nginx-worker.smaps_rollup"));

        assertThat(rollup).isEqualTo(new ProcessMemory(4684 * 1024, 985 * 1024, 304 * 1024));
        assertThat(sum.rssBytes()).isEqualTo(rollup.rssBytes());
        assertThat(sum.ussBytes()).isEqualTo(rollup.ussBytes());
        // The kernel rounds each mapping's PSS down to whole kB.
        assertThat(sum.pssBytes()).isBetween(rollup.pssBytes() - 64 * 1024, rollup.pssBytes());
    }

    /** A mapping of so many pages of our own and so many that we share with others. */
    record Mapping(int privatePages, int sharedPages, int sharers) {
        String text() {
            int rss = (privatePages + sharedPages) * PAGE_KB;
            int pss = privatePages * PAGE_KB + sharedPages * PAGE_KB / sharers;
            return "55-56 rw-p 00000000 00:00 0 [heap]\nSize: 9 kB\nRss: " + rss + " kB\nPss: " + pss
                    + " kB\nPss_Dirty: 3 kB\nShared_Clean: " + sharedPages * PAGE_KB
                    + " kB\nShared_Dirty: 0 kB\nPrivate_Clean: " + privatePages / 2 * PAGE_KB + " kB\nPrivate_Dirty: "
                    + (privatePages - privatePages / 2) * PAGE_KB
                    + " kB\nPrivate_Hugetlb: 77 kB\nSwapPss: 5 kB\nVmFlags: rd wr\n";
        }
    }

    @Provide
    static Arbitrary<List<Mapping>> mappings() {
        Arbitrary<Integer> pages = Arbitraries.integers().between(0, 100_000);
        return Combinators.combine(pages, pages, Arbitraries.integers().between(2, 500))
                .as(Mapping::new)
                .list()
                .ofMaxSize(30);
    }

    @Property
    void ussIsNotAbovePssAndPssNotAboveRss(@ForAll("mappings") List<Mapping> mappings) {
        StringBuilder smaps = new StringBuilder();
        mappings.forEach(mapping -> smaps.append(mapping.text()));
        ProcessMemory memory = ProcessMemory.parse(smaps.toString());

        assertThat(memory.ussBytes())
                .isEqualTo(mappings.stream()
                        .mapToLong(mapping -> 1024L * PAGE_KB * mapping.privatePages())
                        .sum())
                .isLessThanOrEqualTo(memory.pssBytes());
        assertThat(memory.pssBytes()).isLessThanOrEqualTo(memory.rssBytes());
    }

    @Test
    void refusesAnotherUnit() {
        assertThatThrownBy(() -> ProcessMemory.parse("Rss: 12 MB"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Rss: 12 MB");
    }
}
