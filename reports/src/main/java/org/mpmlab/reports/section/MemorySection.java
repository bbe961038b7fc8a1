package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.CgroupUsage;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.RoleUsage;
import org.mpmlab.core.run.Sample;
import org.mpmlab.core.site.Site;
import org.mpmlab.reports.chart.MemoryChart;
import org.mpmlab.reports.chart.Picture;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Cell;
import org.mpmlab.reports.figure.Comparison;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** What each stack takes at its peak, by role, and how far a sum of RSS is from it. */
public final class MemorySection {
    /** Of each site and protocol: those with the most requests in flight. */
    private static final int MOST_LOADS = 1;

    private MemorySection() {}

    /** A stack and the block that stands for it: the one in the middle by PSS. */
    private record Typical(Arm arm, Cell cell, Sample peak) {}

    public static Section of(Figures figures) {
        List<Block> blocks = new ArrayList<>();
        List<Typical> all = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Site site : figures.run().scenario().sites()) {
            Map<Protocol, Integer> shown = new EnumMap<>(Protocol.class);
            for (Comparison comparison : busiestFirst(figures.memory(site.name()))) {
                List<Typical> typical = comparison.counting().stream()
                        .flatMap(arm -> typical(arm).stream())
                        .toList();
                if (typical.isEmpty()) {
                    continue;
                }
                all.addAll(typical);
                if (shown.merge(comparison.load().protocol(), 1, Integer::sum) > MOST_LOADS) {
                    leftOut.add(comparison.load().name() + " on " + site.name());
                    continue;
                }
                blocks.add(new Block.Heading(site.name() + ", " + Words.load(comparison.load())));
                blocks.add(new Block.Pictures(pictures(comparison, typical, "memory-" + all.size())));
                blocks.add(new Block.Fold("Memory by role as a table", List.of(table(comparison, typical))));
            }
        }
        if (!leftOut.isEmpty()) {
            blocks.add(Block.Prose.of("Not drawn, as loads with more requests in flight are (peaks of all are in the "
                    + "tables above): " + Words.list(leftOut, 6) + "."));
        }
        return new Section(
                "memory",
                "Memory",
                meaning(figures, all),
                all.isEmpty()
                        ? ""
                        : "Left: proportional set size (PSS) summed over a stack's processes at its peak, by what the processes "
                                + "are for; PSS may be added up, as a page that n processes share counts as 1/n in each. The "
                                + "wedge below a bar is what the kernel charges the containers: anonymous and shared memory without page "
                                + "cache. Right: the sum of resident set sizes (RSS), which counts a shared page once per "
                                + "process, with the PSS inside it and how many times as much it is. Of several blocks, the "
                                + "one in the middle by PSS is drawn.",
                blocks);
    }

    /** Those with the most requests in flight first, else in the scenario's order. */
    static List<Comparison> busiestFirst(List<Comparison> comparisons) {
        return comparisons.stream()
                .sorted(Comparator.comparingInt((Comparison comparison) ->
                                comparison.load().connections().concurrency())
                        .reversed())
                .toList();
    }

    private static Optional<Typical> typical(Arm arm) {
        List<Cell> read = arm.valid().stream()
                .filter(cell -> cell.get(Measure.PEAK_PSS).isPresent())
                .sorted(Comparator.comparingDouble(
                        cell -> cell.get(Measure.PEAK_PSS).getAsDouble()))
                .toList();
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Cell middle = read.get((read.size() - 1) / 2);
        return middle.result().observations().peak().map(peak -> new Typical(arm, middle, peak));
    }

    private static List<Picture> pictures(Comparison comparison, List<Typical> typical, String id) {
        List<MemoryChart.Line> lines = typical.stream().map(MemorySection::line).toList();
        String where =
                " on " + comparison.site().name() + ", " + comparison.load().name();
        return List.of(
                MemoryChart.byRole(id + "a", "Peak PSS by role" + where, lines).captioned("Peak PSS by role"),
                MemoryChart.overstatement(id + "b", "Sum of RSS against PSS" + where, lines)
                        .captioned("Sum of RSS against PSS"));
    }

    private static MemoryChart.Line line(Typical typical) {
        Map<Role, Double> pss = new EnumMap<>(Role.class);
        for (RoleUsage usage : typical.peak().roles()) {
            pss.merge(usage.role(), (double) usage.pssBytes(), Double::sum);
        }
        OptionalDouble cgroup = typical.cell().get(Measure.PEAK_CGROUP);
        return new MemoryChart.Line(typical.arm().name(), pss, typical.peak().rssBytes(), cgroup);
    }

    private static Table table(Comparison comparison, List<Typical> typical) {
        List<Table.Row> rows = new ArrayList<>();
        for (Typical one : typical) {
            for (RoleUsage usage : one.peak().roles()) {
                rows.add(Table.Row.of(
                        one.arm().name(),
                        MemoryChart.name(usage.role()),
                        Words.count(usage.processes()),
                        Words.count(usage.threads()),
                        Words.mebi(usage.pssBytes()),
                        Words.mebi(usage.ussBytes()),
                        Words.mebi(usage.rssBytes())));
            }
            Optional<CgroupUsage> cgroup = one.peak().cgroup();
            rows.add(Table.Row.of(
                    one.arm().name(),
                    cgroup.isEmpty()
                            ? "all"
                            : "all (kernel: " + Words.mib(cgroup.get().anonBytes()) + " anon, "
                                    + Words.mib(cgroup.get().shmemBytes()) + " shmem, "
                                    + Words.mib(cgroup.get().kernelBytes()) + " kernel, "
                                    + Words.mib(cgroup.get().cacheBytes()) + " cache)",
                    Words.count(one.peak().roles().stream()
                            .mapToInt(RoleUsage::processes)
                            .sum()),
                    Words.count(one.peak().roles().stream()
                            .mapToInt(RoleUsage::threads)
                            .sum()),
                    Words.mebi(one.peak().pssBytes()),
                    Words.mebi(one.peak().roles().stream()
                            .mapToLong(RoleUsage::ussBytes)
                            .sum()),
                    Words.mebi(one.peak().rssBytes())));
        }
        return new Table(
                "Processes at the peak of PSS, " + comparison.site().name() + ", "
                        + comparison.load().name(),
                List.of(
                        text("Stack"),
                        text("Role"),
                        number("Processes"),
                        number("Threads"),
                        number("PSS, MiB"),
                        number("USS, MiB"),
                        number("RSS, MiB")),
                rows,
                List.of());
    }

    private static String meaning(Figures figures, List<Typical> all) {
        if (all.isEmpty()) {
            return "No cell that counts has a memory reading.";
        }
        Typical worst = all.stream()
                .max(Comparator.comparingDouble(MemorySection::overstated))
                .orElseThrow();
        String caution =
                figures.slices().isEmpty() && figures.run().scenario().stacks().size() > 1
                        ? " All stacks were up at once, so pages of files that they have in common are divided among them: "
                                + "alone, each takes more."
                        : "";
        return "Adding up RSS would take " + worst.arm().name() + " for "
                + Words.mib(worst.peak().rssBytes()) + " where it is "
                + Words.mib(worst.peak().pssBytes()) + ", "
                + Words.ratio(overstated(worst)) + " as much"
                + (all.size() > 1 ? "; the others are overstated less." : ".") + caution;
    }

    private static double overstated(Typical one) {
        return (double) one.peak().rssBytes() / Math.max(1, one.peak().pssBytes());
    }
}
