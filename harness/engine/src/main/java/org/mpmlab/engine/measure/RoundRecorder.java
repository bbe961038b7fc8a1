package org.mpmlab.engine.measure;

import java.util.Arrays;
import java.util.List;
import org.mpmlab.core.load.RoundTimes;

/** Written-to-first-byte of each measured round. Belongs to one event loop. */
public final class RoundRecorder {
    private final float[] current;
    private float[] micros;
    private int length;

    public RoundRecorder(int targets) {
        current = new float[targets];
        micros = new float[targets * 1024];
    }

    /** A target's time in the round under way; NaN for a failure. */
    public void time(int target, float writtenToFirstByteMicros) {
        current[target] = writtenToFirstByteMicros;
    }

    /** Every target's time is in: keeps the round. */
    public void keep() {
        if (length + current.length > micros.length) {
            micros = Arrays.copyOf(micros, 2 * micros.length);
        }
        System.arraycopy(current, 0, micros, length, current.length);
        length += current.length;
    }

    public int rounds() {
        return length / current.length;
    }

    public RoundTimes times(List<String> targets) {
        return new RoundTimes(targets, Arrays.copyOf(micros, length));
    }
}
