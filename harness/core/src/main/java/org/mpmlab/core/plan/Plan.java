package org.mpmlab.core.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.List;

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
