package org.mpmlab.reports.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mpmlab.core.calibrate.CalibrationResult;
import org.mpmlab.core.calibrate.Compared;
import org.mpmlab.core.calibrate.Shift;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.NoiseFloors;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.reports.gate.Lines;
import org.mpmlab.reports.text.Width;

/** A judged calibration for the terminal. A pure function. */
public final class CalibrationText {
    private static final String GAP = "  ";
    private static final String NONE = "–";
    private static final int NUMBERS_FROM = 2;
    private static final List<String> HEAD =
            List.of("arms", "measure", "injected", "found", "recovered", "verdict", "blocks", "minutes");

    private CalibrationText() {}

    /** A line for each comparison, what all of them come to, and the floors. */
    public static List<String> of(CalibrationResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        result.compared().forEach(compared -> rows.add(row(compared)));
        List<String> lines = new ArrayList<>(aligned(rows));
        lines.add("");
        lines.addAll(twins(result));
        lines.addAll(needs(result));
        lines.addAll(floors(result.floors()));
        return lines;
    }

    private static List<String> row(Compared compared) {
        Judgement judgement = compared.judgement();
        return List.of(
                compared.shift().map(CalibrationText::words).orElse("twins " + pair(judgement)),
                judgement.question().measure().word(),
                compared.shift().isEmpty()
                        ? "nothing"
                        : compared.injected().map(CalibrationText::range).orElse("unknown"),
                judgement
                        .estimate()
                        .map(estimate -> change(estimate.value())
                                + estimate.interval()
                                        .map(ends -> " [" + change(ends.lower()) + " to " + change(ends.upper()) + "]")
                                        .orElse(""))
                        .orElse(NONE),
                compared.recovered().map(yes -> yes ? "yes" : "NO").orElse(NONE),
                verdict(compared),
                Lines.blocks(judgement),
                compared.took().isZero()
                        ? NONE
                        : String.format(Locale.ROOT, "%.1f", compared.took().toMillis() / 60_000.0));
    }

    private static String pair(Judgement judgement) {
        String arm = judgement.question().arm();
        return arm.substring(arm.lastIndexOf('.') + 1, arm.length() - 1);
    }

    private static String words(Shift shift) {
        return shift.kind().word() + " of " + Quantities.number(shift.margins())
                + (shift.margins() > 1 ? " margins" : " margin");
    }

    private static String verdict(Compared compared) {
        Expectation asked = compared.judgement().question().expectation();
        boolean equal = asked instanceof Expectation.EquivalentWithin;
        double margin = asked instanceof Expectation.EquivalentWithin within
                ? within.margin()
                : ((Expectation.Different) asked).margin();
        String of = " " + percent(margin);
        return switch (compared.judgement().verdict()) {
            case SUPPORTED -> equal ? "EQUIVALENT within" + of : "DIFFERENT by more than" + of;
            case REFUTED -> equal ? "DIFFERENT by more than" + of : "EQUIVALENT within" + of;
            case INCONCLUSIVE -> "inconclusive at" + of;
            case INVALID -> "invalid";
        };
    }

    private static List<String> twins(CalibrationResult result) {
        List<String> lines = new ArrayList<>();
        for (Measure measure : measures(result)) {
            List<Compared> twins = result.compared().stream()
                    .filter(compared -> compared.shift().isEmpty())
                    .filter(compared ->
                            compared.judgement().question().measure().equals(measure))
                    .toList();
            long equal = twins.stream()
                    .filter(compared -> compared.judgement().verdict() == Verdict.SUPPORTED)
                    .count();
            long apart = twins.stream()
                    .filter(compared -> compared.apart().equals(Optional.of(Verdict.SUPPORTED)))
                    .count();
            long different = twins.stream().filter(Compared::falselyDifferent).count();
            lines.add(String.format(
                    Locale.ROOT,
                    "%s of %d %s of twins: %d EQUIVALENT, %d falsely DIFFERENT by more than the margin; %d told apart at"
                            + " all, which the procedure does of about 1 in 20",
                    measure.word(),
                    twins.size(),
                    twins.size() == 1 ? "pair" : "pairs",
                    equal,
                    different,
                    apart));
        }
        return lines;
    }

    private static List<Measure> measures(CalibrationResult result) {
        return result.compared().stream()
                .map(compared -> compared.judgement().question().measure())
                .distinct()
                .toList();
    }

    private static List<String> needs(CalibrationResult result) {
        return result.compared().stream()
                .filter(Compared::required)
                .map(Compared::judgement)
                .filter(judgement ->
                        judgement.verdict() == Verdict.INCONCLUSIVE || judgement.verdict() == Verdict.INVALID)
                .map(judgement -> judgement.question().arm() + " "
                        + judgement.question().measure().word() + " needs: "
                        + judgement
                                .stillNeeded()
                                .map(Lines::needed)
                                .orElse("blocks that count. " + String.join(" ", judgement.reasons())))
                .toList();
    }

    /** What each floor lets the machine prove, a line for each. */
    public static List<String> floors(NoiseFloors floors) {
        return floors.floors().stream()
                .map(floor -> String.format(
                        Locale.ROOT,
                        "noise floor of %s on %s: spread %s between %d blocks; this machine can prove equality within %s"
                                + " at %d blocks",
                        floor.measure().word(),
                        floor.site(),
                        fine(floor.floor().spread()),
                        floor.floor().blocks(),
                        fine(floor.floor().smallestMargin()),
                        Looks.STANDARD.most()))
                .toList();
    }

    private static String range(Interval ratios) {
        String lower = change(ratios.lower());
        String upper = change(ratios.upper());
        return lower.equals(upper) ? lower : lower + " to " + upper;
    }

    private static String change(double ratio) {
        return String.format(Locale.ROOT, "%+.2f %%", (ratio - 1) * 100);
    }

    private static String fine(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    private static String percent(double share) {
        return Quantities.number(Math.round(share * 1e4) / 1e2) + " %";
    }

    private static List<String> aligned(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < HEAD.size(); column++) {
            int here = column;
            widths.add(
                    rows.stream().mapToInt(row -> Width.of(row.get(here))).max().orElse(0));
        }
        return rows.stream()
                .map(row -> {
                    List<String> cells = new ArrayList<>();
                    for (int column = 0; column < row.size(); column++) {
                        boolean number = column >= HEAD.size() - NUMBERS_FROM;
                        cells.add(
                                number
                                        ? Width.right(row.get(column), widths.get(column))
                                        : Width.left(row.get(column), widths.get(column)));
                    }
                    return cells.stream().collect(Collectors.joining(GAP)).stripTrailing();
                })
                .toList();
    }
}
