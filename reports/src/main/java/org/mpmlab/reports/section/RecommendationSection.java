package org.mpmlab.reports.section;

import static org.mpmlab.reports.page.Block.Table.Column.number;
import static org.mpmlab.reports.page.Block.Table.Column.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.answer.Answers;
import org.mpmlab.core.capacity.answer.Arm;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.capacity.model.Bound;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.profile.Measured;
import org.mpmlab.core.capacity.recommend.Recommendation;
import org.mpmlab.core.capacity.snippet.Instructions;
import org.mpmlab.core.capacity.snippet.Platform;
import org.mpmlab.core.run.Run;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Table;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Capacity;
import org.mpmlab.reports.words.Words;

/** What a box should run, what that will carry, and why. */
public final class RecommendationSection {
    private static final double PER_MIB = 1.0 / (1 << 20);

    private RecommendationSection() {}

    /** Of an answer to the same run. */
    public static Section of(Run run, Answer answer) {
        List<Block> blocks = new ArrayList<>();
        answer.advice().recommendation().ifPresent(found -> {
            blocks.add(new Block.Points(found.choiceReasons()));
            blocks.add(settings(found));
            limits(found, blocks);
            blocks.add(expected(found.assessment()));
            blocks.add(bounds(found.assessment()));
            blocks.add(purchases(found));
            blocks.add(compared(answer, found));
            blocks.add(new Block.Heading("Files and commands to copy"));
            platforms(run, answer, found).forEach(blocks::add);
            if (!found.notes().isEmpty()) {
                blocks.add(new Block.Heading("To know before trusting it"));
                blocks.add(new Block.Points(found.notes()));
            }
        });
        rejections(answer, blocks);
        gaps(answer, blocks);
        return new Section(
                "recommendation",
                "Recommendation",
                Capacity.sentence(answer),
                "The model takes what this run measured (CPU time and memory for each request, worker and connection) to "
                        + "the box that was asked for, and promises the least of its bounds: that one binds, and more of "
                        + "anything else changes nothing. Figures stand with the interval in which they are taken to "
                        + "lie. Measured ones are within the range that was measured, extrapolated ones beyond it, "
                        + "assumed ones were not measured at all.",
                blocks);
    }

    private static Table settings(Recommendation found) {
        return new Table(
                "Settings and why each has its value",
                List.of(text("Setting"), number("Value"), text("Why")),
                found.settingReasons().stream()
                        .map(one -> Table.Row.of(one.directive(), one.value(), one.reason()))
                        .toList(),
                List.of());
    }

    private static void limits(Recommendation found, List<Block> blocks) {
        if (!found.limits().isEmpty()) {
            blocks.add(new Table(
                    "Limits of the system to raise",
                    List.of(text("Limit"), number("At least"), text("Why")),
                    found.limits().stream()
                            .map(limit -> Table.Row.of(
                                    Capacity.limit(limit.kind()), Words.count(limit.least()), limit.reason()))
                            .toList(),
                    List.of()));
        }
    }

    private static Table expected(Assessment assessment) {
        List<Table.Row> rows = new ArrayList<>();
        rows.add(expected("Requests per second; the low end is promised", assessment.carriedRate(), ""));
        assessment
                .ttfb()
                .forEach(ttfb -> rows.add(expected(
                        "TTFB " + Capacity.quantile(ttfb.quantile()) + " at " + Words.number(ttfb.requestsPerSecond())
                                + " requests/s",
                        Capacity.times(ttfb.seconds(), 1e3),
                        " ms")));
        rows.add(expected("Idle connections held", assessment.heldConnections(), ""));
        rows.add(expected("Memory, whole pool", Capacity.times(assessment.memoryBytes(), PER_MIB), " MiB"));
        rows.add(expected(
                "Memory, worst case, of " + Words.mib(assessment.memoryBudgetBytes()),
                Capacity.times(assessment.worstMemoryBytes(), PER_MIB),
                " MiB"));
        rows.add(
                expected("Busy workers, of " + Words.count(assessment.pool().workers()), assessment.busyWorkers(), ""));
        return new Table(
                "What it will carry, by the model",
                List.of(text("Figure"), number("Expected"), number("Interval"), text("Rests on")),
                rows,
                List.of());
    }

    private static Table.Row expected(String what, Estimated figure, String unit) {
        return Table.Row.of(what, Words.number(figure.value()) + unit, Capacity.range(figure), Capacity.source(figure));
    }

    private static Table bounds(Assessment assessment) {
        return new Table(
                "Bounds: the least of each kind holds",
                List.of(
                        text("Bound"),
                        text("Binds"),
                        number("Value"),
                        number("Interval"),
                        text("Rests on"),
                        text("Worked out as")),
                assessment.bounds().stream()
                        .map(bound -> row(assessment, bound))
                        .toList(),
                List.of());
    }

    private static Table.Row row(Assessment assessment, Bound bound) {
        boolean binds = bound.unit() == Bound.Unit.REQUESTS_PER_SECOND
                ? bound.resource() == assessment.binding()
                : bound.equals(assessment.least(bound.unit()));
        return Table.Row.of(
                bound.resource().word(),
                binds ? "this one" : Cells.NONE,
                Words.number(bound.value().value()) + " " + bound.unit().words(),
                Capacity.range(bound.value()),
                Capacity.source(bound.value())
                        + bound.reach()
                                .map(reach -> ": " + reach.what() + " measured up to "
                                        + Words.number(reach.measuredUpTo()) + ", used at "
                                        + Words.number(reach.usedAt()))
                                .orElse(""),
                bound.formula());
    }

    private static Block purchases(Recommendation found) {
        return found.purchases().isEmpty()
                ? Block.Prose.of("Nothing to buy was worked out.")
                : new Table(
                        "What to buy next, the most useful first",
                        List.of(
                                text("What"),
                                number("Requests/s then"),
                                number("Gain, requests/s"),
                                number("Of the target")),
                        found.purchases().stream()
                                .map(one -> Table.Row.of(
                                        one.what(),
                                        Words.number(one.requestsPerSecond()),
                                        (one.gainPerSecond() >= 0 ? "+" : "") + Words.number(one.gainPerSecond()),
                                        Words.percent(one.targetShare())))
                                .toList(),
                        List.of());
    }

    private static Table compared(Answer answer, Recommendation found) {
        List<Table.Row> rows = new ArrayList<>();
        rows.add(compared("recommended", "", found.assessment()));
        found.alternatives()
                .forEach(other ->
                        rows.add(compared(other.stack().name(), "the best of this stack", other.assessment())));
        for (Arm arm : answer.arms()) {
            rows.add(compared(
                    arm.name(),
                    arm.source() + (arm.notes().isEmpty() ? "" : "; " + String.join("; ", arm.notes())),
                    arm.assessment()));
        }
        return new Table(
                "Compared with other stacks and with settings that others publish, by the same model",
                List.of(
                        text("Settings"),
                        text("Where from"),
                        number("Requests/s, at least"),
                        number("Memory at worst, MiB"),
                        number("Idle connections"),
                        text("Binds")),
                rows,
                List.of());
    }

    private static Table.Row compared(String name, String source, Assessment assessment) {
        return Table.Row.of(
                name,
                source,
                Words.number(assessment.promisedPerSecond()),
                Words.mebi(assessment.worstMemoryBytes().value()),
                Words.count(assessment.heldConnections().value()),
                assessment.binding().word() + (assessment.fits() ? "" : "; exceeds the memory"));
    }

    /** A fold for each platform; the one that was asked for, where one was, comes first. */
    private static List<Block> platforms(Run run, Answer answer, Recommendation found) {
        List<Instructions> all = new ArrayList<>(answer.instructions().stream().toList());
        Arrays.stream(Platform.values())
                .filter(platform -> all.stream().noneMatch(one -> one.platform() == platform))
                .forEach(platform ->
                        all.add(Answers.instructions(run, answer.site(), answer.target(), found, platform)));
        return all.stream().map(RecommendationSection::platform).toList();
    }

    private static Block platform(Instructions instructions) {
        String platform = instructions.platform().title();
        List<Block> blocks = new ArrayList<>();
        if (!instructions.notes().isEmpty()) {
            blocks.add(new Block.Points(instructions.notes()));
        }
        instructions
                .snippets()
                .forEach(snippet -> blocks.add(new Block.Code(platform + ", " + snippet.place(), snippet.text())));
        blocks.add(new Block.Code(platform + ", then, as root", String.join("\n", instructions.commands()) + "\n"));
        return new Block.Fold(platform, blocks);
    }

    private static void rejections(Answer answer, List<Block> blocks) {
        if (!answer.advice().rejections().isEmpty()) {
            blocks.add(new Block.Heading("Out of the question"));
            blocks.add(new Block.Points(answer.advice().rejections().stream()
                    .map(rejection -> rejection.stack() + ": " + rejection.reason())
                    .toList()));
        }
    }

    private static void gaps(Answer answer, List<Block> blocks) {
        List<String> gaps = new ArrayList<>();
        for (Measured one : answer.measured()) {
            one.missing().forEach(gap -> gaps.add(one.stack() + " is not considered. " + gap + "."));
            one.assumed().forEach(gap -> gaps.add("Assumed, " + one.stack() + ": " + gap + "."));
        }
        if (!gaps.isEmpty()) {
            blocks.add(new Block.Fold("What the run did not measure", List.of(new Block.Points(gaps))));
        }
    }
}
