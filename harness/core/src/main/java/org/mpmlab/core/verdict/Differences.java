package org.mpmlab.core.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.mpmlab.core.stats.Holm;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.stats.SignedRank;

/** Many questions at once: differences that are found among them are held to Holm's correction. */
public final class Differences {
    private Differences() {}

    /**
     * The same judgements, but a difference that does not stand against their number is inconclusive: of
     * {@link Expectation.Different} what was supported, of {@link Expectation.EquivalentWithin} what was refuted. Every
     * question of these two kinds counts as asked, whatever was found. To be applied once, to all that is reported
     * together and taken as "something differs"; not to the parts of a claim that must all hold.
     *
     * @param looks that they were judged by
     * @return in the order given
     */
    public static List<Judgement> corrected(List<Judgement> judgements, Looks looks) {
        List<Judgement> asked = judgements.stream()
                .filter(judgement -> isAbout(judgement.question()))
                .toList();
        double[] p = asked.stream()
                .mapToDouble(judgement -> judgement.pDifferent().orElse(Double.NaN))
                .toArray();
        boolean[] stands = Holm.standing(looks.oneSided(), p);
        List<Judgement> corrected = new ArrayList<>();
        int i = 0;
        for (Judgement judgement : judgements) {
            boolean kept = !isAbout(judgement.question()) || stands[i++] || !found(judgement);
            corrected.add(kept ? judgement : undecided(judgement, asked.size()));
        }
        return List.copyOf(corrected);
    }

    /**
     * At most the looks' level exactly when a difference is found: two-sided where either side was watched at half the
     * level, one-sided where each side was watched at the whole of it.
     */
    static OptionalDouble p(Question question, SignedRank effects) {
        if (!isAbout(question)) {
            return OptionalDouble.empty();
        }
        Interval region = question.expectation().region(question.measure());
        double twoSided = effects.pWithin(region);
        return OptionalDouble.of(question.expectation() instanceof Expectation.Different ? twoSided : twoSided / 2);
    }

    private static boolean isAbout(Question question) {
        return question.expectation() instanceof Expectation.Different
                || question.expectation() instanceof Expectation.EquivalentWithin;
    }

    private static boolean found(Judgement judgement) {
        return judgement.verdict()
                == (judgement.question().expectation() instanceof Expectation.Different
                        ? Verdict.SUPPORTED
                        : Verdict.REFUTED);
    }

    private static Judgement undecided(Judgement judgement, int asked) {
        List<String> reasons = new ArrayList<>(judgement.reasons());
        reasons.add("A difference was found, but it does not stand against the " + asked
                + " questions that were asked together (Holm).");
        return new Judgement(
                judgement.finding(),
                Verdict.INCONCLUSIVE,
                reasons,
                judgement.look(),
                judgement.judged(),
                judgement.estimate(),
                judgement.sensitivity(),
                judgement.stillNeeded(),
                judgement.pDifferent(),
                judgement.noiseFloor());
    }
}
