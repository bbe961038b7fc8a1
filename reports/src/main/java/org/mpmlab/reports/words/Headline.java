package org.mpmlab.reports.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Parity;

/**
 * The answer in three sentences: what came of the question, what to do or what it takes, and what that rests on.
 *
 * @param verdict of the gate, of the claims, of a validation, of parity; where nothing was judged, how fast the stacks were
 * @param advice what to run; where nothing was recommended, what else was found
 * @param evidence what was measured and how much of it counts
 * @param rest what else there is to say of times and memory
 */
public record Headline(String verdict, String advice, String evidence, List<String> rest) {
    public Headline {
        rest = List.copyOf(rest);
    }

    /** The three together. */
    public List<String> sentences() {
        return List.of(verdict, advice, evidence);
    }

    public static Headline of(Dossier dossier, Figures figures) {
        Answer answer = Answer.of(figures);
        List<String> found = new ArrayList<>(List.of(answer.times(), answer.memory()));
        boolean silent = figures.cells().isEmpty() && !dossier.claims().isEmpty();
        List<String> judged = judged(dossier, figures);
        String verdict = judged.isEmpty() ? found.remove(0) : judged.get(0);
        String advice = dossier.recommendation().map(Capacity::sentence).orElseGet(() -> found.remove(0));
        return silent
                ? new Headline(
                        verdict,
                        "Each was settled by what servers did when they were started, which the parts below quote.",
                        "No load was sent, so nothing is said of speed or memory.",
                        rest(judged, List.of()))
                : new Headline(verdict, advice, answer.measured(), rest(judged, found));
    }

    private static List<String> rest(List<String> judged, List<String> found) {
        List<String> rest = new ArrayList<>(judged.subList(Math.min(1, judged.size()), judged.size()));
        rest.addAll(found);
        return rest;
    }

    /** What was asked last first: a gate, a promise that was put to the test, claims; without any of them, parity. */
    private static List<String> judged(Dossier dossier, Figures figures) {
        List<String> verdicts = new ArrayList<>();
        dossier.gate().map(Verdicts::gate).ifPresent(verdicts::add);
        dossier.validation().map(Validated::sentence).ifPresent(verdicts::add);
        if (!dossier.claims().isEmpty()) {
            verdicts.add(Verdicts.claims(dossier.claims()));
        }
        if (verdicts.isEmpty()) {
            parity(figures).map(Verdicts::parity).ifPresent(verdicts::add);
        }
        return verdicts;
    }

    /** Of the slowest page, as its times are the application's, over HTTP/1.1 where there is a choice. */
    public static Optional<Parity> parity(Figures figures) {
        return Parity.of(figures).stream()
                .max(Comparator.<Parity>comparingInt(
                                parity -> parity.comparison().load().protocol() == Protocol.H1 ? 1 : 0)
                        .thenComparing(parity -> parity.comparison().site().nominal()));
    }
}
