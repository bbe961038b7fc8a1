package org.mpmlab.core.claim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.core.verdict.Estimate;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Finding;
import org.mpmlab.core.verdict.FirstVerdict;
import org.mpmlab.core.verdict.Judge;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.StillNeeded;

/**
 * Questions to a measurement that must all be answered as expected.
 *
 * @param scenario stacks, sites and loads
 * @param expect at least one question
 */
public record Measured(Scenario scenario, List<Question> expect) implements Trial {
    private static final double PERCENT = 100;
    private static final int DIGITS = 3;

    public Measured {
        expect = List.copyOf(expect);
    }

    @Override
    public Optional<Scenario> measuring() {
        return Optional.of(scenario);
    }

    @Override
    public int leastBlocks() {
        return Looks.STANDARD.blocks().get(0);
    }

    @Override
    public List<Outcome> outcomes(Evidence evidence) {
        Duration perBlock = perBlock();
        return expect.stream()
                .map(question -> outcome(question, evidence, perBlock))
                .toList();
    }

    private Duration perBlock() {
        return perBlock(scenario);
    }

    private static Duration perBlock(Scenario scenario) {
        return Planner.estimate(
                scenario, Planner.plan(scenario.withBlocks(1), 0).blocks().get(0));
    }

    /** So many blocks of a scenario, in words, with the time that they take. */
    static String blocks(int blocks, Scenario scenario) {
        return blocks + (blocks == 1 ? " block" : " blocks") + ", about "
                + Quantities.words(perBlock(scenario).multipliedBy(blocks));
    }

    private static Outcome outcome(Question question, Evidence evidence, Duration perBlock) {
        Finding finding = Finding.of(evidence.run(), question);
        Judgement judgement = FirstVerdict.judge(
                Judge.STANDARD,
                finding,
                evidence.floors().of(evidence.run().scenario().load(question.load()), question),
                perBlock);
        return new Outcome(
                words(question),
                judgement.verdict(),
                judgement
                        .estimate()
                        .map(estimate -> estimate(question, estimate))
                        .orElse("nothing counts yet"),
                judgement.reasons(),
                judgement.stillNeeded().map(Measured::needs),
                Optional.of(judgement),
                FirstVerdict.settled(Judge.STANDARD, judgement) ? Set.of() : cells(question));
    }

    private static Set<CellKey> cells(Question question) {
        return Stream.concat(
                        Stream.of(new CellKey(question.arm(), question.site(), question.load())),
                        question.against().stream().map(arm -> new CellKey(arm, question.site(), question.otherLoad())))
                .collect(Collectors.toUnmodifiableSet());
    }

    static String words(Question question) {
        String where = " on " + question.site() + ", " + question.load();
        return question.arm() + " "
                + question.measure().word() + " "
                + expected(question)
                + question.against().map(arm -> " of " + arm).orElse("")
                + question.againstLoad().map(load -> " under " + load).orElse("")
                + where;
    }

    private static String expected(Question question) {
        Expectation expectation = question.expectation();
        if (expectation instanceof Expectation.EquivalentWithin within) {
            return "within " + percent(within.margin());
        }
        if (expectation instanceof Expectation.LowerBy lower) {
            return "lower by " + percent(lower.least()) + " than that";
        }
        if (expectation instanceof Expectation.HigherBy higher) {
            return "higher by " + percent(higher.least()) + " than that";
        }
        if (expectation instanceof Expectation.NotAbove above) {
            return "at most " + percent(above.by()) + " above that";
        }
        if (expectation instanceof Expectation.AtMost most) {
            return "at most " + figure(question, most.limit());
        }
        return "differs by more than " + percent(((Expectation.Different) expectation).margin()) + " from that";
    }

    private static String estimate(Question question, Estimate estimate) {
        if (question.against().isEmpty()) {
            return figure(question, estimate.value())
                    + between(estimate.interval()
                            .map(ends -> figure(question, ends.lower()) + " to " + figure(question, ends.upper())));
        }
        return change(estimate.value())
                + between(estimate.interval().map(ends -> change(ends.lower()) + " to " + change(ends.upper())));
    }

    private static String between(Optional<String> interval) {
        return interval.map(ends -> " [" + ends + "]").orElse("");
    }

    private static String figure(Question question, double value) {
        String unit = question.measure().unit();
        return unit.equals("share") ? percent(value) : Quantities.rounded(value, DIGITS) + " " + unit;
    }

    private static String change(double ratio) {
        return String.format(Locale.ROOT, "%+.1f %%", (ratio - 1) * PERCENT);
    }

    private static String percent(double share) {
        return Quantities.number(Math.round(share * 1e4) / 1e2) + " %";
    }

    private static String needs(StillNeeded needed) {
        List<String> words = new ArrayList<>();
        words.add(
                needed.blocks() == 0
                        ? "a wider margin or a quieter machine: the last look is over"
                        : "about " + needed.blocks() + (needed.blocks() == 1 ? " more block" : " more blocks"));
        if (!needed.about().isZero()) {
            words.add("about " + Quantities.words(needed.about()));
        }
        return String.join(", ", words);
    }

    @Override
    public Trial renamed(Names names) {
        return new Measured(
                names.scenario(scenario), expect.stream().map(names::question).toList());
    }
}
