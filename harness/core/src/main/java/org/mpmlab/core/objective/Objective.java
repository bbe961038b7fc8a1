package org.mpmlab.core.objective;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
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

    /** As it is written, such as {@code ttfb.p99<=200ms, errors<=0.1%}. */
    public String words() {
        List<String> terms = new ArrayList<>();
        ttfb.forEach(limit -> terms.add(limit.words()));
        errorShare.ifPresent(share -> terms.add("errors<=" + plain(100 * share) + "%"));
        return String.join(", ", terms);
    }

    /**
     * The share of requests, 0 to 1, that may fail: what is asked of it, else as many as may be late, for one that fails is
     * never in time; none where nothing is asked of either.
     */
    public double mayFail() {
        return errorShare.orElseGet(() ->
                ttfb.stream().mapToDouble(limit -> 1 - limit.quantile()).min().orElse(0));
    }

    /** Up to six digits, without needless zeros. */
    static String plain(double number) {
        return new BigDecimal(number, new MathContext(6)).stripTrailingZeros().toPlainString();
    }
}
