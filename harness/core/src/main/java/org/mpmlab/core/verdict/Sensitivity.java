package org.mpmlab.core.verdict;

import org.mpmlab.core.stats.Interval;

/**
 * The same question put to the signed rank instead of Student's t. It changes no verdict; a verdict that it does not
 * share hangs on a few blocks, which are worth a look.
 *
 * @param value Hodges and Lehmann's estimate, on the scale of {@link Estimate}
 * @param interval around it
 * @param verdict that it would have come to
 * @param agrees whether that is the verdict that was reached
 */
public record Sensitivity(double value, Interval interval, Verdict verdict, boolean agrees) {}
