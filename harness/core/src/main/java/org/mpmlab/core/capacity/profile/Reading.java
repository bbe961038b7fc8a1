package org.mpmlab.core.capacity.profile;

import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.stack.Settings;

/**
 * A cell that counts, with what was asked of it.
 *
 * @param settings of its stack, complete
 * @param pool what they make
 */
record Reading(CellResult cell, LoadShape load, Settings settings, Pool pool) {

    boolean closed() {
        return load.arrival() instanceof Arrival.Closed;
    }

    boolean searched() {
        return load.search().isPresent();
    }

    boolean beside() {
        return load.idle().connections() > 0;
    }

    boolean keepsAlive() {
        return load.connections().keepsAlive();
    }

    int concurrency() {
        return load.connections().concurrency();
    }

    /** Mean time from the moment at which a request was due to its last byte; a new connection's opening counts. */
    double residenceSeconds() {
        double lastByte = mean(Metric.TOTAL) - mean(Metric.WRITTEN_TO_FIRST_BYTE);
        return (mean(Metric.INTENDED_TO_FIRST_BYTE) + Math.max(0, lastByte)) / 1e9;
    }

    private double mean(Metric metric) {
        return cell.result().successes(metric).meanNanos();
    }
}
