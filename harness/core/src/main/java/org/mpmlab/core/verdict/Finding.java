package org.mpmlab.core.verdict;

import java.util.List;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.stats.Binomial;

/**
 * What a run has to say on a question, block by block, before anything is concluded from it.
 *
 * @param question what was asked
 * @param effects one for each block that counts, in the order of the blocks
 * @param voided the blocks that were measured and do not count
 */
public record Finding(Question question, List<BlockEffect> effects, List<Voided> voided) {
    /**
     * One block's effect.
     *
     * @param block from 1
     * @param effect of two arms, the natural logarithm of their ratio; of one arm, that of its figure in the measure's
     *     unit; of errors, their share itself
     * @param requests that the share is of; 0 of all but errors
     */
    public record BlockEffect(int block, double effect, long requests) {
        /** Of anything but errors. */
        public BlockEffect(int block, double effect) {
            this(block, effect, 0);
        }
    }

    /**
     * A block that does not count, never for being slow.
     *
     * @param block from 1
     * @param causes in words, each with the stack that it is about
     */
    public record Voided(int block, List<String> causes) {
        public Voided {
            causes = List.copyOf(causes);
        }
    }

    public Finding {
        effects = List.copyOf(effects);
        voided = List.copyOf(voided);
    }

    /**
     * What the run has to say, with nothing concluded from it.
     *
     * @throws IllegalArgumentException for a stack, site or load that the run's scenario does not have
     */
    public static Finding of(Run run, Question question) {
        return Blocks.finding(run, question);
    }

    /** How many blocks count. */
    int counted() {
        return effects.size();
    }

    /** The effects of the first so many blocks. */
    double[] first(int blocks) {
        return effects.stream().limit(blocks).mapToDouble(BlockEffect::effect).toArray();
    }

    /** The requests of the first so many blocks; 0 where the question is not about errors. */
    private long requests(int blocks) {
        return effects.stream().limit(blocks).mapToLong(BlockEffect::requests).sum();
    }

    /** How many of {@link #requests} failed. */
    private long failed(int blocks) {
        return effects.stream()
                .limit(blocks)
                .mapToLong(block -> Math.round(block.effect() * block.requests()))
                .sum();
    }

    /**
     * What so many blocks' requests leave open even if their errors are spread evenly: blocks without an error do not
     * scatter, which says nothing of errors that are rarer than one in all of them.
     *
     * @param blocks beyond those that count, at least one, more of the same are imagined
     * @param oneSided the level of the upper end
     * @return 0 where no errors at all are expected: none is what was seen
     */
    double leastUpper(int blocks, double oneSided) {
        if (allowsNone()) {
            return 0;
        }
        int known = Math.min(blocks, counted());
        double times = (double) blocks / known;
        return Binomial.upper(Math.round(failed(known) * times), Math.round(requests(known) * times), oneSided);
    }

    /** Whether no errors at all were expected and there is one: that is no matter of chance. */
    boolean refutedByOne() {
        return allowsNone() && effects.stream().anyMatch(block -> block.effect() > 0);
    }

    /** Whether no errors at all are expected. */
    boolean allowsNone() {
        return question.expectation() instanceof Expectation.AtMost most && most.limit() == 0;
    }
}
