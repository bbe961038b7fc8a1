package org.mpmlab.core.verdict;

import java.time.Duration;
import org.mpmlab.core.stats.Forecast;

/**
 * What an open question still needs.
 *
 * @param blocks that count, until the look that is likely to settle it, or until the last look
 * @param prospect what to expect of them
 * @param about how long they take at the run's pace, with the share of blocks that did not count so far; zero when the
 *     run's pace is unknown
 */
public record StillNeeded(int blocks, Forecast.Prospect prospect, Duration about) {}
