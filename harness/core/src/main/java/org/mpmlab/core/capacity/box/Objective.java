package org.mpmlab.core.capacity.box;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How well the box must answer, written {@code ttfb.p99<=200ms, errors<=0.1%}.
 *
 * @param ttfb all of these hold at once; empty where nothing is asked of the time
 * @param errorShare the share of requests that may fail, 0 to 1; empty where nothing is asked
 */
public record Objective(List<TtfbLimit> ttfb, OptionalDouble errorShare) {
    public static final Objective NONE = new Objective(List.of(), OptionalDouble.empty());

    public Objective {
        ttfb = List.copyOf(ttfb);
    }
}
