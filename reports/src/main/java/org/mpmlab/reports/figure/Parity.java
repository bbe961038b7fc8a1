package org.mpmlab.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.verdict.Differences;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Judge;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;

/**
 * The question that is asked of every run with blocks enough, whoever made it: does event with PHP-FPM answer as fast as
 * what people come from?
 *
 * @param comparison the site and load
 * @param arm what is judged
 * @param reference what it is compared with
 * @param judgements of the p50 and of the p99
 */
public record Parity(Comparison comparison, Arm arm, Arm reference, List<Judgement> judgements) {
    /** What a reader takes for "as fast": a twentieth. */
    public static final double MARGIN = 0.05;

    private static final List<Double> PERCENTILES = List.of(50.0, 99.0);

    public Parity {
        judgements = List.copyOf(judgements);
    }

    /** Whether both quantiles are as fast. */
    public Verdict verdict() {
        return Verdict.allOf(judgements.stream().map(Judgement::verdict).toList());
    }

    /**
     * One for each site and load whose arms took turns; none where the run has too few blocks for any verdict.
     * Differences are held to Holm's correction over all of them.
     */
    public static List<Parity> of(Figures figures) {
        List<Parity> asked = new ArrayList<>();
        for (Comparison comparison : figures.timed()) {
            Optional<Arm> arm = comparison.modern();
            if (comparison.load().inRounds() && arm.isPresent()) {
                asked.add(of(figures, comparison, arm.get()));
            }
        }
        List<Judgement> corrected = Differences.corrected(
                asked.stream().flatMap(parity -> parity.judgements().stream()).toList(), Looks.STANDARD);
        List<Parity> judged = new ArrayList<>();
        int at = 0;
        for (Parity parity : asked) {
            int end = at + parity.judgements().size();
            judged.add(new Parity(parity.comparison(), parity.arm(), parity.reference(), corrected.subList(at, end)));
            at = end;
        }
        return corrected.stream().anyMatch(judgement -> judgement.look() > 0) ? judged : List.of();
    }

    private static Parity of(Figures figures, Comparison comparison, Arm arm) {
        Arm reference = comparison.reference().orElseThrow();
        return new Parity(
                comparison,
                arm,
                reference,
                PERCENTILES.stream()
                        .map(percentile -> Judge.STANDARD.judge(
                                figures.run(),
                                Question.compare(
                                        arm.name(),
                                        reference.name(),
                                        comparison.site().name(),
                                        comparison.load().name(),
                                        org.mpmlab.core.verdict.Measure.of(
                                                org.mpmlab.core.verdict.Measure.Kind.TTFB, percentile),
                                        new Expectation.EquivalentWithin(MARGIN)),
                                Optional.empty()))
                        .toList());
    }
}
