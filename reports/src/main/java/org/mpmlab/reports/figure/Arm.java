package org.mpmlab.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.stack.Stack;

/**
 * A stack under one load on one site, over all blocks.
 *
 * @param stack what was measured
 * @param cells one per block that was carried out, in the blocks' order; those that do not count are among them
 */
public record Arm(Stack stack, List<Cell> cells) {
    public Arm {
        cells = cells.stream().sorted(Comparator.comparingInt(Cell::block)).toList();
    }

    public String name() {
        return stack.name();
    }

    /** The cells that count as evidence. */
    public List<Cell> valid() {
        return cells.stream().filter(Cell::valid).toList();
    }

    /** The cells that are of no use. */
    public List<Cell> voided() {
        return cells.stream().filter(Cell::isVoid).toList();
    }

    /** Whether at least one block counts. */
    public boolean counts() {
        return cells.stream().anyMatch(Cell::valid);
    }

    /** A figure over the blocks that count; empty when none of them has it. */
    public Optional<Spread> spread(Measure measure) {
        return Spread.of(valid().stream()
                .flatMap(cell -> cell.get(measure).stream().boxed())
                .toList());
    }

    /** Block by block, this arm's figure over another's; only blocks in which both count. */
    public Optional<Spread> over(Arm other, Measure measure) {
        Map<Integer, Double> bases = new HashMap<>();
        for (Cell cell : other.valid()) {
            cell.get(measure).ifPresent(figure -> bases.put(cell.block(), figure));
        }
        List<Double> ratios = new ArrayList<>();
        for (Cell cell : valid()) {
            OptionalDouble figure = cell.get(measure);
            double base = bases.getOrDefault(cell.block(), 0.0);
            if (figure.isPresent() && base > 0) {
                ratios.add(figure.getAsDouble() / base);
            }
        }
        return Spread.of(ratios);
    }

    /** Whether every block that counts had answers enough for its p99 to be more than its slowest answer. */
    public boolean enoughForP99() {
        return valid().stream().allMatch(cell -> cell.get(Measure.ANSWERS).orElse(0) >= Cell.ENOUGH_FOR_P99);
    }

    /** Why blocks were voided, each reason once, the most frequent first. */
    public List<Validity.Reason> reasons() {
        return Voided.reasons(voided());
    }
}
