package org.mpmlab.engine.measure;

import org.HdrHistogram.Histogram;
import org.mpmlab.core.load.Distribution;

/**
 * What one event loop did since someone last looked.
 *
 * @param completed so far, of the phase (warm-up or measuring) under way
 * @param failed likewise
 * @param recent written-to-first-byte since the last glance
 */
public record Glance(long completed, long failed, Histogram recent) {
    /** A coarse histogram: a glance is for the eye. */
    public static Histogram histogram() {
        return new Histogram(Distribution.HIGHEST_NANOS, 2);
    }
}
