package org.mpmlab.reports.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mpmlab.core.verdict.BetweenRuns;
import org.mpmlab.core.verdict.Estimate;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;

/** What two runs set against each other come to; not yet escaped for any form of a report. */
public final class Compared {
    private static final int MOST = 3;

    private Compared() {}

    /** What became of one figure, in a word or two. */
    public static String outcome(Judgement judgement) {
        return switch (judgement.verdict()) {
            case SUPPORTED -> direction(judgement);
            case REFUTED -> "the same";
            case INVALID -> "invalid";
            case INCONCLUSIVE ->
                judgement.look() == 0
                        ? "too few blocks"
                        : apart(judgement) ? "likely " + direction(judgement) : "no difference shown";
        };
    }

    /** Whether the interval by itself would say that there is a difference. */
    private static boolean apart(Judgement judgement) {
        return judgement
                .estimate()
                .flatMap(Estimate::interval)
                .filter(ends -> !ends.contains(1))
                .isPresent();
    }

    private static String direction(Judgement judgement) {
        return judgement.estimate().map(Estimate::value).orElse(1.0) > 1 ? "higher" : "lower";
    }

    /** All figures in a sentence. */
    public static String sentence(BetweenRuns runs) {
        List<Judgement> all = runs.judgements();
        if (all.isEmpty()) {
            return "The two runs have no figure in common, so nothing can be compared.";
        }
        List<Judgement> differing = differing(runs);
        long few = all.stream()
                .filter(one -> one.look() == 0 && one.verdict() != Verdict.INVALID)
                .count();
        String of = " of " + Words.count(all.size(), "figure", "figures") + " that both runs have";
        if (few == all.size()) {
            return "None" + of
                    + " can be judged, as that takes 8 blocks of each run that count; the ratios below have no verdict.";
        }
        String said = differing.isEmpty()
                ? "None" + of + " is shown to differ"
                : differing.size() + of + (differing.size() == 1 ? " differs" : " differ") + ", the most "
                        + Words.list(differing.stream()
                                .limit(MOST)
                                .map(Compared::said)
                                .toList());
        long likely = all.stream()
                .filter(one -> one.look() > 0 && one.verdict() == Verdict.INCONCLUSIVE && apart(one))
                .count();
        return said
                + (likely > 0
                        ? "; " + likely + (likely == 1 ? " more likely does" : " more likely do")
                                + ", by " + (likely == 1 ? "its own interval" : "their own intervals")
                                + " but not against the number of questions"
                        : "")
                + (few > 0 ? "; " + few + (few == 1 ? " has" : " have") + " too few blocks." : ".");
    }

    /** What is shown to differ, the greatest ratio first, whichever way. */
    public static List<Judgement> differing(BetweenRuns runs) {
        return runs.judgements().stream()
                .filter(judgement -> judgement.verdict() == Verdict.SUPPORTED)
                .sorted(Comparator.comparingDouble(judgement -> -Math.abs(
                        Math.log(judgement.estimate().map(Estimate::value).orElse(1.0)))))
                .toList();
    }

    private static String said(Judgement judgement) {
        Question question = judgement.question();
        return question.measure().word() + " of " + question.arm() + " on " + question.site() + ", " + question.load()
                + " (" + Judged.estimate(judgement) + ")";
    }

    /** What a reader must know before any figure. */
    public static List<String> warnings(BetweenRuns runs) {
        List<String> warnings = new ArrayList<>();
        if (!runs.unlike().isEmpty()) {
            warnings.add("The two runs were not made alike, so a difference may be the machine's and not the servers': "
                    + String.join(" ", runs.unlike()));
        }
        warnings.add("Blocks of two runs share no moment: whatever changed between the runs counts as a difference. "
                + "One run with both in it tells more.");
        return warnings;
    }
}
