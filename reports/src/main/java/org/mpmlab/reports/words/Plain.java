package org.mpmlab.reports.words;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.capacity.recommend.Recommendation;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.verdict.Estimate;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Cell;
import org.mpmlab.reports.figure.Comparison;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.figure.Parity;
import org.mpmlab.reports.figure.Spread;

/**
 * A run for someone who decides and does not run servers: no term that a dictionary lacks but the stacks' names.
 *
 * @param question what was to be found out
 * @param answer in one or two sentences
 * @param toDo what follows from it, at least one
 * @param howSure what the answer rests on, at least one
 */
public record Plain(String question, String answer, List<String> toDo, List<String> howSure) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int ENOUGH_REPETITIONS = 8;
    private static final int MOST = 3;

    public Plain {
        toDo = List.copyOf(toDo);
        howSure = List.copyOf(howSure);
    }

    /**
     * A recommendation goes before a validation, this before a gate, a gate before claims, and these before what the run
     * says by itself.
     */
    public static Plain of(Dossier dossier, Figures figures) {
        List<String> sure = sure(dossier, figures);
        if (dossier.recommendation().isPresent()) {
            return recommended(dossier.recommendation().get(), dossier.validation(), sure);
        }
        if (dossier.validation().isPresent()) {
            return validated(dossier.validation().get(), sure);
        }
        if (dossier.gate().isPresent()) {
            return gate(dossier.gate().get(), dossier.run(), sure);
        }
        if (!dossier.claims().isEmpty()) {
            return claims(dossier.claims(), dossier.run(), sure);
        }
        return Headline.parity(figures).map(parity -> parity(parity, sure)).orElseGet(() -> times(figures, sure));
    }

    private static String server(Target target) {
        return "a server with " + target.cpusInWords() + " and " + Quantities.size(target.memoryBytes()) + " of memory";
    }

    private static Plain recommended(Answer answer, Optional<Validation> validation, List<String> sure) {
        Target target = answer.target();
        String question = "What should " + server(target) + " run for " + answer.site() + "?";
        Optional<Recommendation> best = answer.advice().recommendation();
        if (best.isEmpty()) {
            return new Plain(
                    question,
                    "Nothing that was measured fits this server.",
                    List.of("Plan a larger server, or ask for less: the full report says what was missing."),
                    sure);
        }
        Recommendation found = best.get();
        Assessment assessment = found.assessment();
        boolean broken = validation
                .filter(outcome -> outcome.verdict() == Verdict.REFUTED)
                .isPresent();
        List<String> toDo = new ArrayList<>();
        toDo.add(
                broken
                        ? "Do not apply the settings yet: the full report, section Prediction against validation, says what "
                                + "was not kept."
                        : "Apply the settings of the full report, section Recommendation. The web server has to be restarted "
                                + "once.");
        found.purchases().stream()
                .findFirst()
                .ifPresent(next -> toDo.add("If it has to carry more: " + next.what() + " would give at least "
                        + Words.number(next.requestsPerSecond()) + " pages a second."));
        sure.add(
                0,
                "The figures are worked out from measurements; "
                        + validation
                                .map(outcome -> tried(outcome) + ".")
                                .orElse("the server itself was not tried yet."));
        return new Plain(
                question,
                StackWords.plain(found.stack()) + " (" + found.stack() + ")."
                        + (broken ? " But when that was tried, it did not keep what was promised." : "")
                        + " It should carry at least "
                        + Words.number(assessment.promisedPerSecond())
                        + " pages a second, and most likely about "
                        + Words.number(assessment.carriedRate().value())
                        + ". What limits it is "
                        + Capacity.resource(assessment.binding()) + ".",
                toDo,
                sure);
    }

    private static String tried(Validation validation) {
        String where = server(validation.promise().tested());
        return switch (validation.verdict()) {
            case SUPPORTED -> "then they were tried with the limits of " + where + ", and kept";
            case REFUTED -> "but tried with the limits of " + where + ", not all were kept";
            case INCONCLUSIVE -> "tried with the limits of " + where + ", not all was decided";
            case INVALID -> "they were tried with the limits of " + where + ", but not all was measured";
        };
    }

    private static Plain validated(Validation validation, List<String> sure) {
        String question = "Does " + server(validation.promise().tested()) + " carry "
                + Words.number(validation.promise().ratePerSecond().value()) + " pages a second of "
                + validation.promise().site() + ", as was promised?";
        return switch (validation.verdict()) {
            case SUPPORTED ->
                new Plain(question, "Yes. " + answered(validation), List.of("The settings can be applied."), sure);
            case REFUTED ->
                new Plain(
                        question,
                        ("No, or not with all that was promised beside it. " + answered(validation)).strip(),
                        List.of("Plan with what was measured, not with what was promised: the full report has both."),
                        sure);
            case INCONCLUSIVE ->
                new Plain(
                        question,
                        "Not decided yet. " + answered(validation),
                        List.of("Measure more often before you decide."),
                        sure);
            case INVALID ->
                new Plain(
                        question,
                        "That can't be said: not all was measured.",
                        List.of("Measure again; the full report says what is missing."),
                        sure);
        };
    }

    private static String answered(Validation validation) {
        return validation
                .rate()
                .flatMap(Validation.Check::measured)
                .map(figure -> "It answered " + Words.number(figure.value()) + " pages a second.")
                .orElse("");
    }

    private static Plain gate(GateResult gate, Run run, List<String> sure) {
        List<String> stopping = gate.rules().stream()
                .filter(rule -> rule.outcome().stops())
                .map(rule -> rule.rule().text())
                .toList();
        long holding = gate.count(Outcome.PASSED);
        String held = holding + " of " + Words.count(gate.rules().size(), "rule holds", "rules hold") + ".";
        String rules = Words.list(stopping, MOST);
        String question = gate.description().isEmpty() ? "Does this version keep its promises?" : gate.description();
        return switch (gate.outcome()) {
            case PASSED -> new Plain(question, "Yes. " + held, List.of("Nothing stands in the way."), sure);
            case WARNED ->
                new Plain(
                        question,
                        "Yes, with warnings. " + held,
                        List.of("Nothing stands in the way; the full report names the warnings."),
                        sure);
            case FAILED -> new Plain(question, "No. " + held, List.of("Repair first what broke: " + rules + "."), sure);
            case INCONCLUSIVE ->
                new Plain(
                        question,
                        "Not decided yet. " + held,
                        List.of("Measure more often before you decide. Open: " + rules + "."),
                        sure);
            case INVALID -> new Plain(question, "That can't be said. " + held, NoEvidence.toDo(gate, run), sure);
        };
    }

    private static Plain claims(List<ClaimVerdict> claims, Run run, List<String> sure) {
        Map<Boolean, List<ClaimVerdict>> invalid = of(claims, Verdict.INVALID)
                .collect(Collectors.partitioningBy(claim -> NoEvidence.disturbed(claim, run)));
        List<String> parts = new ArrayList<>();
        count(parts, of(claims, Verdict.SUPPORTED).count(), "true");
        count(parts, of(claims, Verdict.REFUTED).count(), "not true");
        count(parts, of(claims, Verdict.INCONCLUSIVE).count(), "not decided yet");
        count(parts, invalid.get(true).size(), "not to be said, as the measuring was disturbed");
        count(parts, invalid.get(false).size(), "not to be said, as the evidence does not count");
        List<String> toDo = new ArrayList<>(of(claims, Verdict.REFUTED)
                .limit(MOST)
                .map(claim -> "Do not rely on this: " + claim.statement())
                .toList());
        invalid.get(false).stream()
                .limit(MOST)
                .map(claim -> NoEvidence.why(claim) + (claims.size() == 1 ? "" : " It concerns: " + claim.statement()))
                .forEach(toDo::add);
        if (!invalid.get(true).isEmpty()
                || of(claims, Verdict.INCONCLUSIVE).findAny().isPresent()) {
            toDo.add("Measure the open ones again; the full report says for how long.");
        }
        if (toDo.isEmpty()) {
            toDo.add("You may rely on " + (claims.size() == 1 ? "it" : "all of them") + " on machines like this one.");
        }
        return new Plain(
                claims.size() == 1
                        ? "Is this true here? " + claims.get(0).statement()
                        : "Are " + claims.size() + " statements about web servers true here?",
                claims.size() == 1 ? "It is " + parts.get(0).substring(5) + "." : "Of these " + Words.list(parts) + ".",
                toDo,
                sure);
    }

    private static Stream<ClaimVerdict> of(List<ClaimVerdict> claims, Verdict verdict) {
        return claims.stream().filter(claim -> claim.verdict() == verdict);
    }

    private static void count(List<String> parts, long n, String words) {
        if (n > 0) {
            parts.add(n + (n == 1 ? " is " : " are ") + words);
        }
    }

    private static Plain parity(Parity parity, List<String> sure) {
        String arm = parity.arm().name();
        String reference = parity.reference().name();
        String page = parity.comparison().site().name();
        String question = "Does " + arm + " answer as fast as " + reference + "?";
        return switch (parity.verdict()) {
            case SUPPORTED ->
                new Plain(
                        question,
                        "Yes. On the page " + page + " they differ by less than " + Words.percent(Parity.MARGIN) + ".",
                        List.of("Speed is no reason to stay with " + reference + "."),
                        sure);
            case REFUTED ->
                new Plain(
                        question,
                        "No. On the page " + page + " its " + refuted(parity) + ".",
                        List.of("Weigh this against what else " + arm + " brings; the full report has its memory."),
                        sure);
            case INCONCLUSIVE ->
                new Plain(
                        question,
                        "Not decided yet. On the page " + page + " the measurements lie too far apart to tell.",
                        List.of("Measure more often before you decide."),
                        sure);
            case INVALID ->
                new Plain(
                        question,
                        "That can't be said: too much of the measuring was disturbed.",
                        List.of("Measure again on a quieter machine."),
                        sure);
        };
    }

    private static String refuted(Parity parity) {
        Judgement worst = parity.judgements().stream()
                .filter(judgement -> judgement.verdict() == Verdict.REFUTED)
                .findFirst()
                .orElseThrow();
        double ratio = worst.estimate().map(Estimate::value).orElse(1.0);
        boolean typical = worst.question().measure().percentile().orElse(50) < 90;
        return (typical ? "typical answer" : "slowest answers in a hundred")
                + (typical ? " begins " : " begin ")
                + Words.percent(Math.abs(ratio - 1))
                + (ratio > 1 ? " later" : " sooner");
    }

    private static Plain times(Figures figures, List<String> sure) {
        Optional<Comparison> shown = shown(figures);
        long stacks = figures.cells().stream()
                .map(cell -> cell.result().stack())
                .distinct()
                .count();
        String question = stacks < 2
                ? "How soon does the server answer?"
                : "Which of " + stacks + " ways to serve a page answers soonest?";
        if (shown.isEmpty()) {
            return new Plain(
                    question,
                    "That can't be said: no measurement of it counts.",
                    List.of("Measure again; the full report says what went wrong."),
                    sure);
        }
        List<Arm> arms = soonest(shown.get());
        Arm first = arms.get(0);
        Arm last = arms.get(arms.size() - 1);
        String said = "On the page " + shown.get().site().name() + " " + first.name() + " begins to answer after "
                + Words.millis(millis(first))
                + (arms.size() > 1 ? ", " + last.name() + ", the last, after " + Words.millis(millis(last)) : "") + ".";
        boolean few =
                shown.get().counting().stream().anyMatch(arm -> arm.valid().size() < ENOUGH_REPETITIONS);
        return new Plain(
                question,
                said,
                List.of(
                        few
                                ? "Take it as a first look. For a decision, have it measured " + ENOUGH_REPETITIONS
                                        + " times or more."
                                : "Decide what it has to fulfil; the full report has every figure."),
                sure);
    }

    /** The comparison whose picture stands for the run: of the slowest page. */
    public static Optional<Comparison> shown(Figures figures) {
        return figures.timed().stream()
                .filter(comparison -> !soonest(comparison).isEmpty())
                .max(Comparator.comparing(comparison -> comparison.site().nominal()));
    }

    /** The arms that have a time, the soonest first. */
    public static List<Arm> soonest(Comparison comparison) {
        return comparison.counting().stream()
                .filter(arm -> arm.spread(Measure.TTFB_P50).isPresent())
                .sorted(Comparator.comparingDouble(Plain::millis))
                .toList();
    }

    private static double millis(Arm arm) {
        return arm.spread(Measure.TTFB_P50).map(Spread::median).orElse(Double.NaN);
    }

    private static List<String> sure(Dossier dossier, Figures figures) {
        List<Cell> cells = figures.cells();
        List<String> sure = new ArrayList<>();
        String day = DAY.format(dossier.run().about().started());
        if (cells.isEmpty()) {
            sure.add("Seen on " + day + " on real servers.");
        } else {
            long blocks = cells.stream().map(Cell::block).distinct().count();
            sure.add("Measured on " + day + " on real servers, "
                    + (blocks == 1 ? "once: that is no proof." : blocks + " times, each time with fresh ones."));
            int voided = figures.voided().size();
            sure.add(
                    voided == 0
                            ? "No measurement was disturbed."
                            : Words.count(voided, "measurement", "measurements") + " of " + Words.count(cells.size())
                                    + " were disturbed or failed; the averages leave them out.");
        }
        sure.add("It holds for this machine: " + dossier.run().environment().cpuModel() + ", "
                + Words.count(dossier.run().environment().cpus(), "CPU", "CPUs") + ".");
        return sure;
    }
}
