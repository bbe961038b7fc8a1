package org.mpmlab.core.verdict;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Identity;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.run.Validity.Reason;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.stats.Effects;
import org.mpmlab.core.verdict.Finding.BlockEffect;
import org.mpmlab.core.verdict.Finding.Voided;

/**
 * Takes a question's effects out of a run: cells of the same block are a pair. A block counts when its cells do and
 * there is an effect; a block in which an arm was not measured yet is left out.
 */
final class Blocks {
    private static final double MEDIAN = 50;
    /** What errors themselves bring about; such a cell is void for every other measure. */
    private static final Set<Reason> OF_ERRORS = EnumSet.of(Reason.ERRORS, Reason.TOO_FEW);

    private final Question question;
    private final Scenario scenario;
    private final List<BlockEffect> effects = new ArrayList<>();
    private final List<Voided> voided = new ArrayList<>();

    private Blocks(Question question, Scenario scenario) {
        this.question = question;
        this.scenario = scenario;
    }

    /** The cells that a block has for a question, and the rounds in which they took turns. */
    private static final class Block {
        private Optional<CellResult> arm = Optional.empty();
        private Optional<CellResult> against = Optional.empty();
        private RoundTimes rounds = RoundTimes.NONE;
    }

    /**
     * What the run has to say.
     *
     * @throws IllegalArgumentException for a stack, site or load that the run's scenario does not have
     */
    static Finding finding(Run run, Question question) {
        run.scenario().stack(question.arm());
        question.against().ifPresent(run.scenario()::stack);
        run.scenario().site(question.site());
        run.scenario().load(question.load());
        run.scenario().load(question.otherLoad());
        Blocks blocks = new Blocks(question, run.scenario());
        blocks.measured(run).forEach(blocks::add);
        return new Finding(question, blocks.effects, blocks.voided);
    }

    private Map<Integer, Block> measured(Run run) {
        Map<Integer, Block> blocks = new TreeMap<>();
        for (StepResult step : run.steps()) {
            for (CellResult cell : step.cells()) {
                boolean here = cell.site().equals(question.site());
                if (here && cell.load().equals(question.load()) && cell.stack().equals(question.arm())) {
                    Block block = blocks.computeIfAbsent(cell.block(), unseen -> new Block());
                    block.arm = Optional.of(cell);
                    block.rounds = step.rounds();
                }
                if (here
                        && cell.load().equals(question.otherLoad())
                        && question.against().equals(Optional.of(cell.stack()))) {
                    blocks.computeIfAbsent(cell.block(), unseen -> new Block()).against = Optional.of(cell);
                }
            }
        }
        return blocks;
    }

    private void add(int number, Block block) {
        if (block.arm.isEmpty()
                || block.against.isPresent() != question.against().isPresent()) {
            return;
        }
        CellResult arm = block.arm.get();
        List<String> causes = new ArrayList<>(causes(arm));
        tooFew(arm).ifPresent(causes::add);
        block.against.ifPresent(against -> {
            causes.addAll(causes(against));
            tooFew(against).ifPresent(causes::add);
            unlike(arm, against).ifPresent(causes::add);
        });
        if (causes.isEmpty()) {
            OptionalDouble effect = block.against
                    .map(against -> compared(arm, against, block.rounds))
                    .orElseGet(() -> alone(arm));
            if (effect.isPresent()) {
                effects.add(new BlockEffect(number, effect.getAsDouble(), requests(arm)));
                return;
            }
            causes.add(missing(block));
        }
        voided.add(new Voided(number, causes));
    }

    private List<String> causes(CellResult cell) {
        return cell.validity().causes().stream()
                .filter(cause ->
                        question.measure().kind() != Measure.Kind.ERRORS || !OF_ERRORS.contains(cause.reason()))
                .map(Validity.Cause::text)
                .map(text -> cell.stack() + ": " + text)
                .toList();
    }

    /** With fewer answers the quantile would be the slowest answer. */
    private Optional<String> tooFew(CellResult cell) {
        Measure measure = question.measure();
        if (!measure.kind().isTime()) {
            return Optional.empty();
        }
        long answers = cell.result().successes(measure.metric()).count();
        long needed = (long) Math.ceil(1 / (1 - measure.quantile()) - 1e-6);
        return answers == 0 || answers >= needed
                ? Optional.empty()
                : Optional.of(cell.stack() + ": " + answers + " answers, " + measure.word() + " needs " + needed);
    }

    /** Arms that serve different pages do not do the same work. */
    private static Optional<String> unlike(CellResult arm, CellResult against) {
        Optional<Identity> one = arm.identity();
        Optional<Identity> other = against.identity();
        boolean alike = one.isEmpty() || other.isEmpty() || Pages.alike(one.get(), other.get());
        return alike
                ? Optional.empty()
                : Optional.of("unequal pages: " + page(arm, one.get()) + ", " + page(against, other.get()));
    }

    private static String page(CellResult cell, Identity identity) {
        return cell.stack() + " answers " + Pages.words(identity);
    }

    private OptionalDouble compared(CellResult arm, CellResult against, RoundTimes rounds) {
        Measure measure = question.measure();
        if (measure.equals(Measure.of(Measure.Kind.TTFB, MEDIAN)) && paired(rounds)) {
            return Effects.pairedMedian(rounds, arm.stack(), against.stack());
        }
        // No distribution holds what was never sent, so an intended quantile is for the measure to tell.
        if (measure.kind().isTime() && measure.kind() != Measure.Kind.INTENDED) {
            return Effects.quantileRatio(
                    arm.result().successes(measure.metric()),
                    against.result().successes(measure.metric()),
                    measure.quantile());
        }
        return Effects.logRatio(value(arm), value(against));
    }

    private boolean paired(RoundTimes rounds) {
        return question.otherLoad().equals(question.load())
                && rounds.targets().contains(question.arm())
                && rounds.targets().contains(question.against().orElseThrow());
    }

    private OptionalDouble alone(CellResult arm) {
        return question.measure().logarithmic()
                ? Effects.logRatio(value(arm), 1)
                : question.measure().value(arm, load(arm));
    }

    private long requests(CellResult cell) {
        return question.measure().kind() == Measure.Kind.ERRORS
                ? cell.result().counts().completed() + cell.result().counts().failed()
                : 0;
    }

    private double value(CellResult cell) {
        return question.measure().value(cell, load(cell)).orElse(Double.NaN);
    }

    private LoadShape load(CellResult cell) {
        return scenario.load(cell.load());
    }

    private String missing(Block block) {
        Optional<CellResult> without = Stream.concat(block.arm.stream(), block.against.stream())
                .filter(cell -> !(value(cell) > 0))
                .findFirst();
        return without.map(CellResult::stack).orElse(question.against().orElse(question.arm()))
                + ": no " + question.measure().word() + " above zero was measured"
                + without.map(this::because).orElse("");
    }

    /** Why a cell has no figure, where its counts tell. */
    private String because(CellResult cell) {
        Measure measure = question.measure();
        if (measure.kind() == Measure.Kind.THROUGHPUT && load(cell).inRounds()) {
            return ", a load in rounds has no throughput";
        }
        TargetResult.Counts counts = cell.result().counts();
        long unanswered = counts.offered() - counts.completed();
        return measure.ofAllDue(load(cell)) && unanswered > 0
                ? String.format(Locale.ROOT, ", %d of %d due requests were not answered", unanswered, counts.offered())
                : "";
    }
}
