package org.mpmlab.core.capacity.recommend;

import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Profile;

/**
 * After how much work a process is replaced: never where no growth was shown; else before it has grown to twice its
 * size, which the memory plan allows for. A fixed habit such as 10,000 either recycles for nothing or too late.
 */
record Recycling(Profile profile) {
    /** httpd's default MaxKeepAliveRequests. MaxConnectionsPerChild counts connections, each of which may carry these. */
    static final int REQUESTS_PER_CONNECTION = 100;

    private static final long MOST = 2_000_000_000;

    /** MaxConnectionsPerChild for processes of so many threads. */
    long connectionsPerChild(int threadsPerChild, boolean keepAlive) {
        if (!profile.growth().serverLeaks()) {
            return 0;
        }
        double bytes = profile.memory().perProcessBytes().value();
        if (profile.stack().mpm().orElseThrow().threaded()) {
            bytes += threadsPerChild * profile.memory().perThreadBytes().value();
        }
        long requests = untilDoubled(bytes, profile.growth().serverBytesPerRequest());
        return Math.max(1, requests / (keepAlive ? REQUESTS_PER_CONNECTION : 1));
    }

    /** pm.max_requests or FcgidMaxRequestsPerProcess. */
    long requestsPerPhpProcess() {
        return profile.growth().phpLeaks()
                ? Math.max(
                        1,
                        untilDoubled(
                                profile.memory().perPhpProcessBytes().value(),
                                profile.growth().phpBytesPerRequest()))
                : 0;
    }

    private static long untilDoubled(double bytes, Estimated growth) {
        return (long) Math.min(MOST, bytes / growth.high());
    }
}
