package org.mpmlab.core.load;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the idle connections to one target.
 *
 * @param asked how many were wanted
 * @param held the most that stood at one time with their first request answered
 * @param starved whether new requests were left unanswered before all were open; {@code held} is then the number at
 *     which that happened
 * @param refused connections that could not be made or whose first request failed
 * @param wrong how many of those got an answer, but not the right one
 * @param closed held connections that the server closed before the load was over
 * @param served held connections that answered another request once the load was over
 * @param silent held connections that were open then, and gave no answer within the {@linkplain Idle#patience patience}
 * @param opening how the first byte was reached while the number grew
 * @param samples the first few failures in words
 */
public record IdleResult(
        int asked,
        int held,
        boolean starved,
        int refused,
        int wrong,
        int closed,
        int served,
        int silent,
        List<Level> opening,
        List<String> samples) {
    /** None were asked for. */
    public static final IdleResult NONE = new IdleResult(0, 0, false, 0, 0, 0, 0, List.of(), List.of());

    /** Into how many stretches the way to the full number is divided. */
    public static final int LEVELS = 50;

    /**
     * New requests while the number of held connections was near a value.
     *
     * @param held connections held at the end of the stretch
     * @param firstByte from a new connection's connect(2) to its first byte
     */
    public record Level(int held, Distribution firstByte) {}

    /** What became of connections none of which got a wrong answer. */
    public IdleResult(
            int asked,
            int held,
            boolean starved,
            int refused,
            int closed,
            int served,
            int silent,
            List<Level> opening,
            List<String> samples) {
        this(asked, held, starved, refused, 0, closed, served, silent, opening, samples);
    }

    public IdleResult {
        opening = List.copyOf(opening);
        samples = List.copyOf(samples.subList(0, Math.min(TargetResult.SAMPLES, samples.size())));
    }

    /** Both results as one: connections to the same target from two places, level by level. */
    public IdleResult merge(IdleResult other) {
        if (asked == 0 || other.asked == 0) {
            return asked == 0 ? other : this;
        }
        List<String> both = new ArrayList<>(samples);
        both.addAll(other.samples);
        return new IdleResult(
                asked + other.asked,
                held + other.held,
                starved || other.starved,
                refused + other.refused,
                wrong + other.wrong,
                closed + other.closed,
                served + other.served,
                silent + other.silent,
                levels(opening, other.opening),
                both);
    }

    private static List<Level> levels(List<Level> one, List<Level> other) {
        List<Level> merged = new ArrayList<>();
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            Level a = one.isEmpty() ? null : one.get(Math.min(i, one.size() - 1));
            Level b = other.isEmpty() ? null : other.get(Math.min(i, other.size() - 1));
            int held = (a == null ? 0 : a.held()) + (b == null ? 0 : b.held());
            Distribution times = Distribution.EMPTY;
            times = i < one.size() ? times.merge(one.get(i).firstByte()) : times;
            times = i < other.size() ? times.merge(other.get(i).firstByte()) : times;
            merged.add(new Level(held, times));
        }
        return merged;
    }
}
