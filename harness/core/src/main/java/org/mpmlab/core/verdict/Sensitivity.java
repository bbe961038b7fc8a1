package org.mpmlab.core.verdict;

import org.mpmlab.core.stats.Interval;

/**
 * The same question put to Student's t, which goes by the mean of all blocks, instead of the signed rank. It changes no
 * verdict; where it comes to another one, a few blocks are unlike the others and worth a look.
 *
 * @param value the mean effect, on the scale of {@link Estimate}
 * @param interval around it
 * @param verdict that it would have come to
 * @param agrees whether that is the verdict that was reached
 */
public record Sensitivity(double value, Interval interval, Verdict verdict, boolean agrees) {}
