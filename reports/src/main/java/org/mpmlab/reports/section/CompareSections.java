package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.verdict.BetweenRuns;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Command;
import org.mpmlab.reports.words.Compared;
import org.mpmlab.reports.words.Judged;
import org.mpmlab.reports.words.Words;

/** Two runs set against each other: the answer, a part for each measure, and where each was made. */
public final class CompareSections {
    private static final String HOW_TO_READ =
            "Each row is a stack on a site under a load. The mark is this run's figure "
                    + "over the other's, in a typical block, and the line through it the interval. A cross is a difference that "
                    + "stands against the number of questions asked of this measure (Holm); an open diamond is none that does. "
                    + "Likely means: its own interval shows a difference, but among so many questions some do by luck. "
                    + "The number before a row is its row in the table.";

    private CompareSections() {}

    public static List<Section> of(BetweenRuns runs) {
        List<Section> sections = new ArrayList<>();
        sections.add(answer(runs));
        Map<Measure, List<Judgement>> byMeasure = new LinkedHashMap<>();
        runs.judgements().forEach(judgement -> byMeasure
                .computeIfAbsent(judgement.question().measure(), unseen -> new ArrayList<>())
                .add(judgement));
        byMeasure.forEach((measure, judgements) -> sections.add(measure(measure, judgements)));
        sections.add(machines(runs));
        return sections;
    }

    private static Section answer(BetweenRuns runs) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Prose(Compared.warnings(runs)));
        blocks.add(
                Block.Prose.of("Ratios are the figure of " + runs.run().about().id() + " over that of "
                        + runs.against().about().id() + "."));
        List<Judgement> differing = Compared.differing(runs);
        if (!differing.isEmpty()) {
            blocks.add(table("What differs, the most first", statements(differing)));
        }
        if (!runs.onlyOne().isEmpty()) {
            blocks.add(new Block.Fold("Measured by one of the two alone", List.of(new Block.Points(runs.onlyOne()))));
        }
        return new Section("answer", "The answer", Compared.sentence(runs), "", blocks);
    }

    private static Section measure(Measure measure, List<Judgement> judgements) {
        List<Statement> statements = statements(judgements);
        String id = "compare-" + measure.word().replace('.', '-');
        List<Block> blocks = new ArrayList<>();
        Forest.pictures(id, measure.word() + ": this run over the other", statements)
                .ifPresent(blocks::add);
        blocks.add(table(measure.word(), statements));
        return new Section(id, title(measure), meaning(judgements), HOW_TO_READ, blocks);
    }

    private static String title(Measure measure) {
        return switch (measure.kind()) {
            case TTFB, INTENDED, TOTAL -> "Time: " + measure.word();
            case THROUGHPUT -> "Requests per second";
            case CPU_REQUEST -> "CPU time for each request";
            case MEMORY_PSS -> "Memory: PSS";
            case MEMORY_CGROUP -> "Memory: anonymous and shared, as the kernel charges it";
            case ERRORS -> "Errors";
        };
    }

    private static String meaning(List<Judgement> judgements) {
        long differing = judgements.stream()
                .filter(judgement -> judgement.verdict() == Verdict.SUPPORTED)
                .count();
        return differing == 0
                ? "No difference is shown in " + Words.count(judgements.size(), "figure", "figures") + "."
                : differing + " of " + Words.count(judgements.size(), "figure", "figures")
                        + (differing == 1 ? " differs." : " differ.");
    }

    /** The shape says whether equality is refuted. */
    private static List<Statement> statements(List<Judgement> judgements) {
        List<Statement> statements = new ArrayList<>();
        for (Judgement judgement : judgements) {
            Question question = judgement.question();
            statements.add(new Statement(
                    statements.size() + 1,
                    judgement,
                    Compared.outcome(judgement),
                    judgement.verdict().negated(),
                    question.arm() + ", " + question.site() + ", " + question.load()));
        }
        return statements;
    }

    private static Table table(String caption, List<Statement> statements) {
        return new Table(
                caption,
                List.of(
                        text("Row"),
                        text("Stack"),
                        text("Measure"),
                        text("Site and load"),
                        number("Ratio"),
                        number("Interval"),
                        text("Came to"),
                        number("Blocks")),
                statements.stream().map(CompareSections::row).toList(),
                List.of());
    }

    private static Table.Row row(Statement statement) {
        Judgement judgement = statement.judgement();
        Question question = judgement.question();
        return new Table.Row(
                List.of(
                        Integer.toString(statement.number()),
                        question.arm(),
                        question.measure().word(),
                        question.site() + ", " + question.load(),
                        Judged.estimate(judgement),
                        Judged.interval(judgement),
                        statement.outcome(),
                        Judged.blocks(judgement)),
                judgement.verdict() != Verdict.INVALID);
    }

    private static Section machines(BetweenRuns runs) {
        List<Table.Row> rows = new ArrayList<>();
        Environment here = runs.run().environment();
        Environment there = runs.against().environment();
        row(rows, "Run", runs.run().about().id(), runs.against().about().id());
        row(rows, "Begun", begun(runs.run()), begun(runs.against()));
        row(rows, "Command", command(runs.run()), command(runs.against()));
        row(rows, "mpmlab", here.tool(), there.tool());
        row(rows, "Java", here.java(), there.java());
        row(rows, "CPU", here.cpuModel() + " x " + here.cpus(), there.cpuModel() + " x " + there.cpus());
        row(rows, "Memory", Words.mib(here.memoryBytes()), Words.mib(there.memoryBytes()));
        row(rows, "Kernel", here.kernel(), there.kernel());
        row(rows, "System", here.os(), there.os());
        row(rows, "cgroup", "v" + here.cgroup(), "v" + there.cgroup());
        row(rows, "Docker", here.docker(), there.docker());
        row(rows, "CPUs of the servers", here.serverCpus(), there.serverCpus());
        row(rows, "CPUs of the generator", here.generatorCpus(), there.generatorCpus());
        Set<String> images = new TreeSet<>(here.images().keySet());
        images.addAll(there.images().keySet());
        images.forEach(name -> row(rows, "Image " + name, image(here, name), image(there, name)));
        return new Section(
                "machines",
                "Where each run was made",
                runs.unlike().isEmpty()
                        ? "Both runs are of the same machine, with the same CPUs for servers and generator, the same "
                                + "loads and the same pages."
                        : "The runs were not made alike: " + String.join(" ", runs.unlike()),
                "",
                List.of(new Table(
                        "Fingerprints",
                        List.of(text("What"), text("Alike"), text("This run"), text("The other")),
                        rows,
                        List.of())));
    }

    private static void row(List<Table.Row> rows, String what, String here, String there) {
        rows.add(Table.Row.of(what, here.equals(there) ? "alike" : "differs", here, there));
    }

    private static String begun(Run run) {
        return run.about().started().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String command(Run run) {
        return Command.line(run.about().command());
    }

    private static String image(Environment environment, String name) {
        Environment.Image image = environment.images().get(name);
        return image == null ? Cells.NONE : image.id();
    }
}
