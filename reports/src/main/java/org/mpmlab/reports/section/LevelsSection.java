package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.OperatingPoint;
import org.mpmlab.core.capacity.model.Usl;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.reports.chart.LevelsChart;
import org.mpmlab.reports.chart.Panel;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Levels;
import org.mpmlab.reports.figure.Levels.Ladder;
import org.mpmlab.reports.figure.Levels.Level;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** Throughput against latency, and where more requests at once stop to be worth it. */
public final class LevelsSection {
    private static final int MOST_PICTURES = 60;
    private static final int MOST_SAID = 4;
    private static final Composition MODERN = Composition.apache(Mpm.EVENT, PhpMode.FPM);

    private LevelsSection() {}

    /** Empty for a run that did not vary the number of requests at once. */
    public static Optional<Section> of(Figures figures) {
        List<Levels> all = Levels.of(figures);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        int drawn = 0;
        for (Levels levels : all) {
            String where = where(levels);
            blocks.add(new Block.Heading(where));
            List<Panel> panels = Panel.of(levels.stacks());
            if (drawn + 2 * panels.size() > MOST_PICTURES) {
                leftOut.add(where);
            } else {
                for (Panel panel : panels) {
                    String id = "levels-" + (drawn + 1);
                    blocks.add(new Block.Pictures(List.of(
                            LevelsChart.latency(id + "a", where, panel, levels),
                            LevelsChart.throughput(id + "b", where, panel, levels))));
                    drawn += 2;
                }
            }
            blocks.add(new Block.Fold("Levels as a table", List.of(table(levels, where))));
        }
        if (!leftOut.isEmpty()) {
            blocks.add(Block.Prose.of("Not drawn, to keep this file small: " + Words.list(leftOut, 20) + "."));
        }
        return Optional.of(
                new Section("levels", "Throughput against latency", meaning(headline(all)), HOW_TO_READ, blocks));
    }

    private static final String HOW_TO_READ =
            "Each line is a stack; its markers are levels, from the fewest requests at once to the most. In the first "
                    + "picture of a pair, further right is more answers per second, higher is a longer median time to first "
                    + "byte (the opening of a new connection included). A ring is the knee: the measured level whose "
                    + "throughput over median TTFB, its power (Kleinrock 1979), is greatest. Beyond it requests wait "
                    + "for longer rather than being answered sooner; a knee at the first or last level may lie beyond "
                    + "what was measured. The second picture has throughput over requests at once. With six levels or "
                    + "more its band is the Universal Scalability Law's bracket, from the law as fitted up to the law "
                    + "without coherency (Amdahl's), up to twice what was measured: a bracket, not a promise. With "
                    + "several blocks each marker is the median over them.";

    /** What most ask about: over HTTP/1.1 on kept connections, on the slowest page, with the most stacks. */
    private static Levels headline(List<Levels> all) {
        return all.stream()
                .max(Comparator.<Levels>comparingInt(levels -> levels.kind().protocol() == Protocol.H1 ? 1 : 0)
                        .thenComparingInt(levels -> levels.kind().kept() ? 1 : 0)
                        .thenComparing(levels -> levels.site().nominal())
                        .thenComparingInt(levels -> levels.ladders().size()))
                .orElseThrow();
    }

    private static String meaning(Levels levels) {
        Ladder first = levels.ladders().stream()
                .filter(ladder -> ladder.stack().composition().equals(Optional.of(MODERN)))
                .findFirst()
                .orElse(levels.ladders().get(0));
        Level knee = first.knee();
        Level highest = first.highest();
        String past = knee.inFlight() == highest.inFlight()
                ? ", the most that was measured"
                : ": from there to " + highest.inFlight() + " they become "
                        + Words.ratio(highest.rate().median() / knee.rate().median()) + " as many, and the TTFB "
                        + Words.ratio(highest.p50().median() / knee.p50().median()) + " as long";
        List<String> others = levels.ladders().stream()
                .filter(ladder -> !ladder.name().equals(first.name()))
                .map(ladder -> ladder.name() + " at " + ladder.knee().inFlight())
                .toList();
        return "On " + where(levels) + ", " + first.name() + "'s knee is at "
                + Words.count(knee.inFlight(), "request", "requests") + " at once, with "
                + Words.number(knee.rate().median()) + " answers per second and a TTFB p50 of "
                + Words.millis(knee.p50().median()) + past
                + (others.isEmpty() ? "" : "; knees of the others: " + Words.list(others, MOST_SAID)) + ".";
    }

    private static String where(Levels levels) {
        Levels.Kind kind = levels.kind();
        return levels.site().name() + ", " + kind.protocol().word() + ", "
                + (kind.kept() ? "kept connections" : "a new connection each")
                + (kind.streams() > 1 ? ", " + kind.streams() + " streams on each" : "");
    }

    private static Table table(Levels levels, String where) {
        List<Table.Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Ladder ladder : levels.ladders()) {
            Level knee = ladder.knee();
            for (Level level : ladder.levels()) {
                rows.add(Table.Row.of(
                        ladder.name(),
                        Words.count(level.inFlight()),
                        Cells.spread(Optional.of(level.rate()), Words::number),
                        Cells.spread(Optional.of(level.p50()), Words::number),
                        Cells.spread(Optional.of(level.p99()), Words::number),
                        level.inFlight() == knee.inFlight() ? "knee" : ""));
            }
            ladder.law().ifPresent(law -> notes.add(law(ladder, law)));
            long doubtful = ladder.points().stream()
                    .filter(OperatingPoint::breaksLittlesLaw)
                    .count();
            if (doubtful > 0) {
                notes.add(ladder.name() + ": " + doubtful + " of "
                        + Words.count(ladder.points().size(), "cell is", "cells are")
                        + " more than 10 % off Little's law (requests at once = rate x time), so something was counted "
                        + "that the others did not see.");
            }
        }
        return new Table(
                "Levels on " + where,
                List.of(
                        text("Stack"),
                        number("Requests at once"),
                        number("Answers/s"),
                        number("TTFB p50, ms"),
                        number("TTFB p99, ms"),
                        text("Knee")),
                rows,
                notes);
    }

    private static String law(Ladder ladder, Usl law) {
        double doubled = 2 * law.measuredUpTo();
        Estimated bracket = law.bracket(doubled);
        return ladder.name() + ": scalability law with lambda " + Words.number(law.lambda()) + "/s, sigma "
                + Words.number(law.sigma()) + ", kappa " + Words.number(law.kappa()) + " (root mean square off "
                + Words.percent(law.relativeError()) + "); at " + Words.count(doubled) + " at once "
                + Words.number(bracket.low()) + " to " + Words.number(bracket.high()) + " answers/s.";
    }
}
