package org.mpmlab.core.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is done, in order. The same scenario and seed always give the same plan.
 *
 * @param seed of every order and every load's random choices
 * @param blocks each with fresh containers throughout
 */
public record Plan(long seed, List<Block> blocks) {

    /**
     * The unit of evidence: every cell of the scenario once, on containers of its own.
     *
     * @param number from 1
     * @param phases in seeded order
     */
    public record Block(int number, List<Phase> phases) {
        public Block {
            phases = List.copyOf(phases);
        }

        /**
         * The same with no more than some stacks of each step; its orders and random choices stay as they were. What is left
         * with none goes.
         *
         * @param stacks those that a step keeps
         */
        public Block only(Function<Step, List<String>> stacks) {
            return new Block(
                    number,
                    phases.stream()
                            .map(phase -> phase.only(stacks))
                            .filter(phase -> !phase.steps().isEmpty())
                            .toList());
        }
    }

    /**
     * A stretch in which the same fresh servers are up: all stacks for loads in rounds, one stack for what needs the
     * machine to itself.
     *
     * @param site that they serve
     * @param stacks in the order in which they are started
     * @param steps in order
     */
    public record Phase(String site, List<String> stacks, List<Step> steps) {
        public Phase {
            stacks = List.copyOf(stacks);
            steps = List.copyOf(steps);
        }

        private Phase only(Function<Step, List<String>> kept) {
            List<Step> left = steps.stream()
                    .map(step -> step.only(kept.apply(step)))
                    .filter(step -> !step.stacks().isEmpty())
                    .toList();
            Set<String> needed =
                    left.stream().flatMap(step -> step.stacks().stream()).collect(Collectors.toSet());
            return new Phase(site, stacks.stream().filter(needed::contains).toList(), left);
        }
    }

    /**
     * One load: the cells of all its stacks.
     *
     * @param id unique within the plan, and a file name
     * @param block the block's number
     * @param site that is asked
     * @param load the load's name
     * @param stacks that it goes to; several only in rounds
     * @param seed of the load's random choices
     * @param estimate of warm-up and measuring
     */
    public record Step(
            String id, int block, String site, String load, List<String> stacks, long seed, Duration estimate) {
        public Step {
            stacks = List.copyOf(stacks);
        }

        private Step only(List<String> kept) {
            Duration share = estimate.multipliedBy(kept.size()).dividedBy(Math.max(1, stacks.size()));
            return new Step(id, block, site, load, kept, seed, share);
        }
    }

    public Plan {
        blocks = List.copyOf(blocks);
    }

    @JsonIgnore
    public List<Step> steps() {
        return blocks.stream()
                .flatMap(block -> block.phases().stream())
                .flatMap(phase -> phase.steps().stream())
                .toList();
    }

    /** How many cells it has, over all blocks. */
    @JsonIgnore
    public int cells() {
        return steps().stream().mapToInt(step -> step.stacks().size()).sum();
    }
}
