package org.mpmlab.core.verdict;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Identity;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.verdict.Finding.BlockEffect;
import org.mpmlab.core.verdict.Finding.Voided;

/**
 * One run set against another, figure by figure: of each stack, site and load that both measured, the ratio of this
 * run's figure to the other's. The nth block that counts of the one is set against the nth of the other: blocks of two
 * runs share no moment, so which are set together makes no difference to the test, which needs like blocks in any
 * order, and only widens the interval. What changed on the machine between the runs counts as a difference.
 *
 * @param run whose figures stand above the line
 * @param against whose figures stand below it
 * @param judgements whether they differ at all, measure by measure; those of a measure are held to Holm's correction
 *     over all of them
 * @param unlike why the two are not of the same machine, load or page; empty where they may be compared
 * @param onlyOne cells that one of the two measured alone, in words
 */
public record BetweenRuns(Run run, Run against, List<Judgement> judgements, List<String> unlike, List<String> onlyOne) {
    private static final List<Measure> MEASURES = List.of(
            Measure.of(Measure.Kind.TTFB, 50),
            Measure.of(Measure.Kind.TTFB, 99),
            Measure.of(Measure.Kind.THROUGHPUT),
            Measure.of(Measure.Kind.CPU_REQUEST),
            Measure.of(Measure.Kind.MEMORY_PSS),
            Measure.of(Measure.Kind.MEMORY_CGROUP));

    /** What a limit is does not matter to a block's figure. */
    private static final Expectation.AtMost ANY_LIMIT = new Expectation.AtMost(1);

    public BetweenRuns {
        judgements = List.copyOf(judgements);
        unlike = List.copyOf(unlike);
        onlyOne = List.copyOf(onlyOne);
    }

    /** What is measured once a block. */
    private record Place(String stack, String site, String load) {
        private static Set<Place> of(Run run) {
            Set<Place> places = new LinkedHashSet<>();
            for (CellResult cell : run.cells()) {
                places.add(new Place(cell.stack(), cell.site(), cell.load()));
            }
            return places;
        }

        private String words() {
            return stack + " on " + site + " under " + load;
        }
    }

    /** Sets one run against another. */
    public static BetweenRuns of(Run run, Run against) {
        Set<Place> here = Place.of(run);
        Set<Place> there = Place.of(against);
        List<String> unlike = new ArrayList<>(unlike(run.environment(), against.environment()));
        differs(
                unlike,
                "The servers' limits",
                run.scenario().placement().limits(),
                against.scenario().placement().limits());
        Set<String> told = new LinkedHashSet<>();
        List<String> onlyOne = new ArrayList<>();
        for (Place place : here) {
            if (!there.contains(place)) {
                onlyOne.add(place.words() + ", only in " + run.about().id());
                continue;
            }
            unlike(run, against, place).ifPresent(told::add);
        }
        there.stream()
                .filter(place -> !here.contains(place))
                .forEach(place -> onlyOne.add(
                        place.words() + ", only in " + against.about().id()));
        unlike.addAll(told);
        List<Place> shared = here.stream().filter(there::contains).toList();
        List<Judgement> judgements = MEASURES.stream()
                .flatMap(measure -> judge(run, against, shared, measure).stream())
                .toList();
        return new BetweenRuns(run, against, judgements, unlike, onlyOne);
    }

    /**
     * One measure of all places. Measures are families of their own: held to the number of all figures together, eight
     * blocks could show no difference at all, however large.
     */
    private static List<Judgement> judge(Run run, Run against, List<Place> places, Measure measure) {
        List<Judgement> judgements = places.stream()
                .flatMap(place -> judge(run, against, place, measure).stream())
                .toList();
        return Differences.corrected(judgements, Looks.STANDARD);
    }

    /**
     * What one run's blocks say against figures of another's: as many as the one that has fewer. Blocks after the last
     * that is used say nothing, nor do the voided ones among them.
     *
     * @param question that it is an answer to
     */
    public static Finding against(Question question, Finding now, List<Double> then) {
        int used = Math.min(now.effects().size(), then.size());
        List<BlockEffect> effects = new ArrayList<>();
        for (int i = 0; i < used; i++) {
            BlockEffect block = now.effects().get(i);
            effects.add(new BlockEffect(block.block(), block.effect() - Math.log(then.get(i))));
        }
        return new Finding(question, effects, voided(now, used));
    }

    private static List<Voided> voided(Finding finding, int used) {
        if (used == 0 || used == finding.effects().size()) {
            return finding.voided();
        }
        int last = finding.effects().get(used - 1).block();
        return finding.voided().stream()
                .filter(voided -> voided.block() <= last)
                .toList();
    }

    /** Empty where one of the runs has no block that counts and has the figure. */
    private static Optional<Judgement> judge(Run run, Run against, Place place, Measure measure) {
        Question figure = Question.limit(place.stack(), place.site(), place.load(), measure, ANY_LIMIT);
        Finding now = Finding.of(run, figure);
        Finding then = Finding.of(against, figure);
        if (now.effects().isEmpty() || then.effects().isEmpty()) {
            return Optional.empty();
        }
        Question question = Question.compare(
                place.stack(),
                "that of " + against.about().id(),
                place.site(),
                place.load(),
                measure,
                new Expectation.Different(0));
        Finding compared = against(
                question,
                now,
                then.effects().stream().map(block -> Math.exp(block.effect())).toList());
        List<Voided> theirs = voided(then, compared.effects().size());
        Finding gravest =
                theirs.size() > compared.voided().size() ? new Finding(question, compared.effects(), theirs) : compared;
        return Optional.of(Judge.STANDARD.judge(gravest, Optional.empty(), Judge.perBlock(run)));
    }

    /** What makes two machines different, a sentence each. */
    private static List<String> unlike(Environment here, Environment there) {
        List<String> differences = new ArrayList<>();
        differs(differences, "The machine", here.machine(), there.machine());
        differs(differences, "The servers' CPUs", here.serverCpus(), there.serverCpus());
        differs(differences, "The generator's CPUs", here.generatorCpus(), there.generatorCpus());
        return differences;
    }

    private static void differs(List<String> differences, String what, Object here, Object there) {
        if (!Objects.equals(here, there)) {
            differences.add(what + " differ" + (what.endsWith("s") ? "" : "s") + ": " + here + " here, " + there
                    + " in the other run.");
        }
    }

    private static Optional<String> unlike(Run run, Run against, Place place) {
        LoadShape here = run.scenario().load(place.load()).everywhere();
        LoadShape there = against.scenario().load(place.load()).everywhere();
        if (!here.equals(there)) {
            return Optional.of("The load " + place.load() + " is not the same in both runs.");
        }
        Object work = run.environment().sites().get(place.site());
        if (!Objects.equals(work, against.environment().sites().get(place.site()))) {
            return Optional.of("The pages of " + place.site() + " were calibrated to different amounts of work.");
        }
        Optional<Identity> page = Pages.measured(run, place.stack(), place.site(), place.load());
        Optional<Identity> other = Pages.measured(against, place.stack(), place.site(), place.load());
        return page.isEmpty() || other.isEmpty() || Pages.alike(page.get(), other.get())
                ? Optional.empty()
                : Optional.of("The pages of " + place.site() + " differ: " + place.stack() + " answered "
                        + Pages.words(page.get()) + " here, " + Pages.words(other.get()) + " in the other run.");
    }
}
