package org.mpmlab.core.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction (Scand. J. Stat. 6, 1979): who asks many questions finds differences by luck, and this
 * keeps the chance of even one such find at the level, whatever the questions have to do with each other.
 */
public final class Holm {
    private Holm() {}

    /**
     * Which findings stand: the least p-value against level / m, the next against level / (m - 1), until one fails.
     *
     * @param p one p-value for every question asked, not only for those that found something
     * @return for each whether it stands, in the order given
     */
    public static boolean[] standing(double level, double... p) {
        boolean[] stands = new boolean[p.length];
        int left = p.length;
        for (int i : IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> p[index]))
                .toList()) {
            if (!(p[i] <= level / left--)) {
                break;
            }
            stands[i] = true;
        }
        return stands;
    }
}
