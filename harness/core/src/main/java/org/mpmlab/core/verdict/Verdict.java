package org.mpmlab.core.verdict;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Locale;

/**
 * What the evidence says of a claim: three-valued logic, and invalid for evidence that must not count.
 *
 * <p>{@link #and} takes the first of these that either side is: refuted, invalid, inconclusive, supported. One part that
 * is shown to be false settles the whole, whatever became of the others; short of that, evidence that must not count is
 * said before evidence that does not suffice, since more blocks of the same would not help.
 *
 * <table>
 * <caption>and</caption>
 * <tr><th></th><th>supported</th><th>inconclusive</th><th>invalid</th><th>refuted</th></tr>
 * <tr><th>supported</th><td>supported</td><td>inconclusive</td><td>invalid</td><td>refuted</td></tr>
 * <tr><th>inconclusive</th><td>inconclusive</td><td>inconclusive</td><td>invalid</td><td>refuted</td></tr>
 * <tr><th>invalid</th><td>invalid</td><td>invalid</td><td>invalid</td><td>refuted</td></tr>
 * <tr><th>refuted</th><td>refuted</td><td>refuted</td><td>refuted</td><td>refuted</td></tr>
 * </table>
 */
public enum Verdict {
    // In the order in which they prevail in a conjunction, the last over all others.
    SUPPORTED,
    INCONCLUSIVE,
    INVALID,
    REFUTED;

    /** As written in files and reports. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether both hold; see the table above. */
    public Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Supported and refuted exchanged; what is not known of a claim is not known of its opposite either. */
    public Verdict negated() {
        return switch (this) {
            case SUPPORTED -> REFUTED;
            case REFUTED -> SUPPORTED;
            case INCONCLUSIVE, INVALID -> this;
        };
    }

    /**
     * Whether all hold, as in "equal at p50 and at p99". Supported without any correction for their number: all must be,
     * so the chance of a wrong one is at most that of the weakest part (intersection-union test: Berger, Technometrics
     * 24, 1982). Refuted is the other way round: each part has its own chance of being refuted wrongly.
     *
     * @throws IllegalArgumentException for none, of which nothing is known
     */
    public static Verdict allOf(Collection<Verdict> parts) {
        return parts.stream()
                .reduce(Verdict::and)
                .orElseThrow(() -> new IllegalArgumentException("a claim needs at least one part"));
    }
}
