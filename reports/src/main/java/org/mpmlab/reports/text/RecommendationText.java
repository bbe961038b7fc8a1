package org.mpmlab.reports.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.answer.Arm;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.capacity.profile.Measured;
import org.mpmlab.core.capacity.recommend.Advice;
import org.mpmlab.core.capacity.recommend.Recommendation;
import org.mpmlab.core.capacity.snippet.Instructions;
import org.mpmlab.reports.words.Capacity;
import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Words;

/**
 * A recommendation for the eye: what to run, what it will carry, each setting with its reason, what else there is, what
 * was not measured. Nothing from outside reaches the terminal but printable characters. A pure function.
 */
public final class RecommendationText {
    private static final int LEAST_COLUMNS = 60;
    private static final String INDENT = "  ";

    private final Answer answer;
    private final int columns;
    private final StringBuilder out = new StringBuilder();

    private RecommendationText(Answer answer, int columns) {
        this.answer = answer;
        this.columns = Math.max(LEAST_COLUMNS, columns);
    }

    /**
     * Renders an answer.
     *
     * @param columns of the terminal, at least 60; figures in rows and columns, and snippets, which are for copying, may be
     *     wider
     * @return lines, each ended by a line feed
     */
    public static String render(Answer answer, int columns) {
        return new RecommendationText(answer, columns).render();
    }

    private String render() {
        line(answer.site() + " on " + Capacity.target(answer.target()));
        Optional<Recommendation> found = answer.advice().recommendation();
        if (found.isPresent()) {
            recommendation(found.get());
        } else {
            heading("Nothing can be recommended");
        }
        rejections();
        gaps();
        answer.instructions().ifPresent(this::instructions);
        return out.toString();
    }

    private void recommendation(Recommendation found) {
        heading("Run " + found.stack());
        found.choiceReasons().forEach(this::item);
        carries(found);
        heading("Settings");
        found.settingReasons().forEach(setting -> hang(setting.directive() + " " + setting.value(), setting.reason()));
        if (!found.limits().isEmpty()) {
            heading("Limits of the system to raise");
            found.limits().forEach(limit -> hang(Capacity.limit(limit.kind()) + " " + limit.least(), limit.reason()));
        }
        heading("What to buy next");
        found.purchases().forEach(this::purchase);
        others(found);
        if (!found.notes().isEmpty()) {
            heading("To know before trusting it");
            found.notes().forEach(this::item);
        }
    }

    private void carries(Recommendation found) {
        Assessment assessment = found.assessment();
        heading("It will carry, by the model (not yet validated)");
        row("rate, promised", Words.number(assessment.promisedPerSecond()) + " requests/s at least");
        row("rate, likely", Capacity.sourced(assessment.carriedRate(), "requests/s"));
        assessment
                .ttfb()
                .forEach(ttfb -> row(
                        "TTFB " + Capacity.quantile(ttfb.quantile()),
                        Capacity.sourced(Capacity.times(ttfb.seconds(), 1e3), "ms") + " at "
                                + Words.number(ttfb.requestsPerSecond()) + " requests/s"));
        row("idle connections held", Capacity.sourced(assessment.heldConnections(), ""));
        row("memory, whole pool", Capacity.sourced(Capacity.times(assessment.memoryBytes(), 1.0 / (1 << 20)), "MiB"));
        row(
                "memory, worst case",
                Capacity.sourced(Capacity.times(assessment.worstMemoryBytes(), 1.0 / (1 << 20)), "MiB") + ", of "
                        + Words.mib(assessment.memoryBudgetBytes()));
        row(
                "busy workers",
                Capacity.sourced(assessment.busyWorkers(), "") + " of "
                        + assessment.pool().workers());
        row("what binds", assessment.binding().word());
        heading("Bounds");
        assessment.bounds().forEach(bound -> item(bound.words()));
    }

    private void purchase(Recommendation.Purchase purchase) {
        item(purchase.what() + ": " + Words.number(purchase.requestsPerSecond()) + " requests/s ("
                + (purchase.gainPerSecond() >= 0 ? "+" : "") + Words.number(purchase.gainPerSecond()) + "), "
                + Words.percent(purchase.targetShare()) + " of the target");
    }

    private void others(Recommendation found) {
        heading("Compared, by the model: requests per second at least");
        String format = "%-24s %14s %14s %12s  %s";
        line(INDENT + String.format(Locale.ROOT, format, "", "requests/s", "memory, MiB", "idle held", "binds"));
        compared(format, "recommended", found.assessment());
        found.alternatives().forEach(other -> compared(format, other.stack().name(), other.assessment()));
        answer.arms().forEach(arm -> compared(format, arm.name(), arm.assessment()));
        for (Arm arm : answer.arms()) {
            item(arm.name() + ": " + arm.source() + ".");
            arm.notes().forEach(note -> wrap(INDENT + INDENT, INDENT + INDENT, note));
        }
    }

    private void compared(String format, String name, Assessment assessment) {
        line(INDENT
                + String.format(
                        Locale.ROOT,
                        format,
                        name,
                        Words.number(assessment.promisedPerSecond()),
                        Words.mebi(assessment.worstMemoryBytes().value()),
                        Words.count(assessment.heldConnections().value()),
                        assessment.binding().word() + (assessment.fits() ? "" : "; exceeds the memory")));
    }

    private void rejections() {
        List<Advice.Rejection> rejections = answer.advice().rejections();
        if (!rejections.isEmpty()) {
            heading("Out of the question");
            rejections.forEach(rejection -> item(rejection.stack() + ": " + rejection.reason()));
        }
    }

    private void gaps() {
        List<Measured> wanting = answer.measured().stream()
                .filter(one -> !one.missing().isEmpty() || !one.assumed().isEmpty())
                .toList();
        if (!wanting.isEmpty()) {
            heading("What the run did not measure");
        }
        for (Measured one : wanting) {
            one.missing().forEach(gap -> item(one.stack() + " is not considered. " + gap + "."));
        }
        List<String> said = new ArrayList<>();
        for (Measured one : wanting) {
            one.assumed().stream().filter(gap -> !said.contains(gap)).forEach(gap -> {
                said.add(gap);
                item("Assumed, " + one.stack() + ": " + gap + ".");
            });
        }
    }

    private void instructions(Instructions instructions) {
        heading("For " + instructions.platform().title());
        instructions.notes().forEach(this::item);
        for (Instructions.Snippet snippet : instructions.snippets()) {
            line("");
            line("# " + snippet.place());
            out.append(Clean.text(snippet.text()));
        }
        line("");
        line("# then, as root");
        instructions.commands().forEach(this::line);
    }

    private void heading(String text) {
        line("");
        line(text);
    }

    private void row(String name, String value) {
        line(INDENT + String.format(Locale.ROOT, "%-22s %s", name, value));
    }

    private void item(String text) {
        wrap(INDENT + "- ", INDENT + INDENT, text);
    }

    private void hang(String head, String text) {
        line(INDENT + head);
        wrap(INDENT + INDENT + INDENT, INDENT + INDENT + INDENT, text);
    }

    private void wrap(String first, String later, String text) {
        String indent = first;
        StringBuilder current = new StringBuilder();
        for (String word : Clean.line(text).split(" ", -1)) {
            if (current.length() > 0 && Width.of(indent + current + " " + word) > columns) {
                line(indent + current);
                indent = later;
                current.setLength(0);
            }
            current.append(current.length() > 0 ? " " : "").append(word);
        }
        line(indent + current);
    }

    private void line(String text) {
        out.append(Clean.line(text)).append('\n');
    }
}
