package org.mpmlab.core.verdict;

import java.util.Optional;
import org.mpmlab.core.stats.Interval;

/**
 * How much it is. Of two arms a ratio, the first one's figure over the second's; of one arm a figure in the
 * measure's unit. It is that of a typical block (Hodges and Lehmann's estimate), of errors the mean over blocks.
 *
 * @param value the estimate
 * @param interval around it; empty with too few blocks for one
 * @param level the interval's confidence level, at this one look
 * @param spread between blocks, as a standard deviation: of ratios and figures that of their natural logarithms, of
 *     errors that of their share
 */
public record Estimate(double value, Optional<Interval> interval, double level, double spread) {}
