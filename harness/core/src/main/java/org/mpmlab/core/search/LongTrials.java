package org.mpmlab.core.search;

import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.mpmlab.core.search.RateFound.Likely;

/** What the long trials that count say together. */
final class LongTrials {
    private final Ladder ladder;
    private final List<Trial> made;
    private final List<Criterion> criteria;
    private final NavigableMap<Integer, List<Trial>> byLevel;
    private final NavigableSet<Integer> met = new TreeSet<>();
    private final NavigableSet<Integer> missed = new TreeSet<>();

    LongTrials(Ladder ladder, List<Trial> trials) {
        this.ladder = ladder;
        criteria = Criterion.of(ladder.asked().objective());
        made = trials.stream().filter(Trial::confirms).toList();
        byLevel = made.stream()
                .collect(Collectors.groupingBy(ladder::levelOf, TreeMap::new, Collectors.toUnmodifiableList()));
        byLevel.forEach((level, those) ->
                (criteria.stream().allMatch(criterion -> criterion.isMetBy(those)) ? met : missed).add(level));
    }

    int count() {
        return made.size();
    }

    int count(int level) {
        return byLevel.getOrDefault(level, List.of()).size();
    }

    /** How many of the last were each at a higher rate than any before. */
    int risingInARow() {
        return inARow(level -> level);
    }

    /** How many of the last were each at a lower rate than any before. */
    int fallingInARow() {
        return inARow(level -> -level);
    }

    private int inARow(IntUnaryOperator height) {
        int row = 0;
        int furthest = Integer.MIN_VALUE;
        for (Trial trial : made) {
            int at = height.applyAsInt(ladder.levelOf(trial));
            row = at > furthest ? row + 1 : 0;
            furthest = Math.max(furthest, at);
        }
        return row;
    }

    /** The rates that were tried, as levels of the ladder. */
    NavigableSet<Integer> levels() {
        return byLevel.navigableKeySet();
    }

    /** Those at which the trials together meet the objective. */
    NavigableSet<Integer> met() {
        return met;
    }

    /** Those at which they miss it. */
    NavigableSet<Integer> missed() {
        return missed;
    }

    /** Where the line through all of them crosses what is allowed, by the criterion that is reached first. */
    Optional<Likely> line() {
        return criteria.stream()
                .filter(criterion -> byLevel.values().stream().anyMatch(those -> !criterion.isMetBy(those)))
                .flatMap(criterion -> Knee.of(made, criterion).stream())
                .min(Comparator.comparingDouble(Likely::perSecond));
    }
}
