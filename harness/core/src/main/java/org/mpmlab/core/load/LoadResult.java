package org.mpmlab.core.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a load: serialisable, and mergeable with the results of the same load from other machines.
 *
 * @param load what was asked
 * @param started when measuring began, after the warm-up
 * @param elapsed from then until the last answer
 * @param targets one result per target, in the load's order
 * @param rounds the times of each round; {@link RoundTimes#NONE} unless the load was in rounds
 * @param generator how the generator fared
 * @param warmUp how the warm-up went
 */
public record LoadResult(
        Load load,
        Instant started,
        Duration elapsed,
        List<TargetResult> targets,
        RoundTimes rounds,
        Generator generator,
        WarmUp.Outcome warmUp) {

    public LoadResult {
        targets = List.copyOf(targets);
    }

    public TargetResult target(String name) {
        return targets.stream()
                .filter(result -> result.target().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no target " + name + " in this result"));
    }

    /** Answered as expected, over all targets, per second of measuring. */
    public double completedPerSecond() {
        long completed = targets.stream()
                .mapToLong(result -> result.counts().completed())
                .sum();
        return elapsed.isZero() ? 0 : completed / (elapsed.toNanos() / 1e9);
    }

    /** The generator's CPU time for each request sent, in microseconds; 0 when none was. */
    public double generatorCpuMicrosPerRequest() {
        long sent = targets.stream().mapToLong(result -> result.counts().sent()).sum();
        return sent == 0 ? 0 : generator.cpu().toNanos() / 1e3 / sent;
    }

    /** Both results as one: same targets, sent at the same time from two places. */
    public LoadResult merge(LoadResult other) {
        List<TargetResult> merged = new ArrayList<>();
        for (TargetResult result : targets) {
            merged.add(result.merge(other.target(result.target())));
        }
        return new LoadResult(
                load,
                started.isBefore(other.started) ? started : other.started,
                elapsed.compareTo(other.elapsed) >= 0 ? elapsed : other.elapsed,
                merged,
                rounds.then(other.rounds),
                generator.merge(other.generator),
                warmUp.merge(other.warmUp));
    }
}
