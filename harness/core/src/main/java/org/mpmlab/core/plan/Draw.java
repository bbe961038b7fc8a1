package org.mpmlab.core.plan;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Draws from a seed by name instead of by turn: what is drawn for one thing does not depend on which others there are.
 * So a plan that lost some steps keeps the order and the seeds of the rest.
 */
final class Draw {
    private final long seed;

    Draw(long seed) {
        this.seed = seed;
    }

    /** A number for this name: FNV-1a over its bytes, mixed with the seed by SplitMix64's finaliser. */
    long of(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (one & 0xff)) * 0x100000001b3L;
        }
        return mix(hash + mix(seed));
    }

    /** These in an order drawn for the place. Names must differ. */
    <T> List<T> order(List<T> all, Function<T, String> name, String place) {
        return all.stream()
                .sorted(Comparator.<T>comparingLong(one -> of(place + "/" + name.apply(one)))
                        .thenComparing(name))
                .toList();
    }

    private static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
