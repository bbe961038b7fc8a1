package org.mpmlab.engine.idle;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.IdleResult;

/** First bytes of new connections, by how many were held: one distribution for each stretch of the way. */
final class Levels {
    private final int stretch;
    private final List<IdleResult.Level> done = new ArrayList<>();
    private Histogram current = Distribution.empty();

    Levels(int asked) {
        stretch = Math.max(1, (asked + IdleResult.LEVELS - 1) / IdleResult.LEVELS);
    }

    /** A first byte came that late; so many are held now. */
    void add(long firstByteNanos, int held) {
        current.recordValue(Math.max(0, Math.min(firstByteNanos, Distribution.HIGHEST_NANOS)));
        if (held % stretch == 0) {
            close(held);
        }
    }

    private void close(int held) {
        done.add(new IdleResult.Level(held, Distribution.of(current)));
        current.reset();
    }

    List<IdleResult.Level> result(int held) {
        if (current.getTotalCount() > 0) {
            close(held);
        }
        return done;
    }
}
