package org.mpmlab.core.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.stats.Looks;

/** Why a judgement is what it is, in sentences. */
final class Reasons {
    private static final double PERCENT = 100;

    private Reasons() {}

    /** @param interval of the blocks that are judged; empty with too few of them */
    static List<String> of(
            Finding finding,
            Verdict verdict,
            Looks looks,
            Optional<Interval> interval,
            Optional<NoiseFloor> noiseFloor) {
        List<String> reasons = new ArrayList<>();
        int counted = finding.counted();
        int judged = looks.reached(counted).orElse(counted);
        boolean settledByOne = verdict == Verdict.REFUTED && finding.refutedByOne();
        if (settledByOne) {
            reasons.add("Requests failed, and none may.");
        }
        if (!finding.voided().isEmpty()) {
            reasons.add(voided(finding, verdict));
        }
        if (!settledByOne) {
            reasons.add(looked(counted, judged, looks));
        }
        if (interval.filter(Reasons::isPoint).isPresent() && allTheSame(finding.first(judged))) {
            reasons.add("All blocks gave the same figure, so the interval is that figure.");
        }
        if (verdict == Verdict.INCONCLUSIVE && looks.over(counted)) {
            reasons.add("That was the last look, and its interval lies across the edge of what was expected.");
        }
        noiseFloor.flatMap(floor -> tooFine(finding, floor)).ifPresent(reasons::add);
        return reasons;
    }

    private static boolean isPoint(Interval interval) {
        return interval.lower() == interval.upper();
    }

    /** A point alone does not tell: a wild block among like ones widens no interval. */
    private static boolean allTheSame(double[] effects) {
        return Arrays.stream(effects).distinct().count() == 1;
    }

    private static String voided(Finding finding, Verdict verdict) {
        Finding.Voided first = finding.voided().get(0);
        int voided = finding.voided().size();
        return String.format(
                Locale.ROOT,
                "%s not count, %s%s; the first is block %d: %s.",
                voided == 1 ? "1 block does" : voided + " blocks do",
                finding.counted() == 1 ? "1 does" : finding.counted() + " do",
                verdict == Verdict.INVALID ? ", and what is left of so few is no evidence" : "",
                first.block(),
                String.join("; ", first.causes()));
    }

    private static String looked(int counted, int judged, Looks looks) {
        int look = looks.number(counted);
        if (look == 0) {
            return String.format(
                    Locale.ROOT,
                    "%s; the first look is after %d, and before it there is no verdict.",
                    counted == 1 ? "1 block counts" : counted + " blocks count",
                    looks.blocks().get(0));
        }
        return String.format(
                Locale.ROOT,
                "Judged at look %d of %d, on %s.",
                look,
                looks.blocks().size(),
                judged == counted
                        ? judged + " blocks"
                        : "the first " + judged + " of " + counted + " counted blocks"
                                + (looks.over(counted)
                                        ? ""
                                        : ": the next look is after "
                                                + looks.next(counted).getAsInt()));
    }

    private static Optional<String> tooFine(Finding finding, NoiseFloor floor) {
        return finding.question().expectation() instanceof Expectation.EquivalentWithin equivalent
                        && equivalent.margin() < floor.smallestMargin()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "This machine can hardly show equality within %.1f %%: two identical arms differ by so much "
                                + "from block to block that %.1f %% is the least.",
                        equivalent.margin() * PERCENT,
                        floor.smallestMargin() * PERCENT))
                : Optional.empty();
    }
}
