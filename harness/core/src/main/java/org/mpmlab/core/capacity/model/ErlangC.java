package org.mpmlab.core.capacity.model;

/**
 * Waiting in an M/M/c queue: arrivals at random, c equal servers, service times exponential (Erlang 1917). Real
 * service times vary less than exponential ones, so it errs towards waiting.
 *
 * @param servers c, at least 1
 * @param ratePerSecond arrivals
 * @param serviceSeconds mean time that a server is held
 */
record ErlangC(int servers, double ratePerSecond, double serviceSeconds) {
    ErlangC {
        if (!(servers >= 1 && ratePerSecond >= 0 && serviceSeconds > 0)) {
            throw new IllegalArgumentException("a queue has at least 1 server, a rate and a service time, not "
                    + servers + ", " + ratePerSecond + " and " + serviceSeconds);
        }
    }

    /** Arrivals per second times service time: how many servers are busy on average, if there are enough. */
    double offered() {
        return ratePerSecond * serviceSeconds;
    }

    boolean stable() {
        return offered() < servers;
    }

    /** The probability that an arrival must wait; 1 when the queue is not stable. */
    double waitProbability() {
        if (!stable()) {
            return 1;
        }
        // Erlang B by its recursion, which can't overflow; it only falls once it is negligible.
        double blocking = 1;
        for (int server = 1; server <= servers && blocking > 1e-15; server++) {
            blocking = offered() * blocking / (server + offered() * blocking);
        }
        double utilisation = offered() / servers;
        return blocking / (1 - utilisation * (1 - blocking));
    }

    /** Mean wait over all arrivals, in seconds; infinite when the queue is not stable. */
    double meanWaitSeconds() {
        return stable() ? waitProbability() / drainPerSecond() : Double.POSITIVE_INFINITY;
    }

    /** The wait in seconds that the share {@code quantile} of the arrivals does not exceed. */
    double waitSeconds(double quantile) {
        if (!stable()) {
            return Double.POSITIVE_INFINITY;
        }
        double ratio = waitProbability() / (1 - quantile);
        return ratio <= 1 ? 0 : Math.log(ratio) / drainPerSecond();
    }

    private double drainPerSecond() {
        return servers / serviceSeconds - ratePerSecond;
    }
}
