package org.mpmlab.core.capacity.model;

/**
 * What a pool takes when all of it runs: fixed costs, the opcode cache once, and a slope for each kind of part. Bytes.
 *
 * @param profile whose costs
 */
record MemoryModel(Profile profile) {

    /** The whole pool with so many idle connections. */
    double fullBytes(Corner corner, Pool pool, double connections) {
        return serverBytes(corner, pool)
                + connections * corner.cost(profile.memory().perIdleConnectionBytes())
                + pool.phpProcesses() * corner.cost(profile.memory().perPhpProcessBytes());
    }

    /**
     * The most that it can come to: besides the whole pool, gracefully exiting processes in every slot that ServerLimit
     * leaves, and processes that have grown to twice their size where they were shown to grow and are recycled then.
     */
    double worstBytes(Corner corner, Pool pool, double connections) {
        double exiting = exitingBytes(corner, pool);
        return fullBytes(corner, pool, connections)
                + exiting
                + (profile.growth().serverLeaks() ? pool.processes() * processBytes(corner, pool) + exiting : 0)
                + (profile.growth().phpLeaks()
                        ? pool.phpProcesses() * corner.cost(profile.memory().perPhpProcessBytes())
                        : 0);
    }

    /** httpd with all its processes and threads, and what is there in any case. */
    double serverBytes(Corner corner, Pool pool) {
        return fixedBytes(corner) + pool.processes() * processBytes(corner, pool);
    }

    double fixedBytes(Corner corner) {
        return corner.cost(profile.memory().fixedBytes())
                + corner.cost(profile.memory().opcacheBytes());
    }

    /** A process of httpd with its threads. */
    double processBytes(Corner corner, Pool pool) {
        boolean threaded = profile.stack().mpm().orElseThrow().threaded();
        return corner.cost(profile.memory().perProcessBytes())
                + (threaded
                        ? pool.threadsPerChild() * corner.cost(profile.memory().perThreadBytes())
                        : 0);
    }

    /** Under prefork and ITK an exiting process keeps its place among the workers, so there is none beside them. */
    private double exitingBytes(Corner corner, Pool pool) {
        return profile.stack().mpm().orElseThrow().threaded()
                ? Math.max(0, pool.serverSlots() - pool.processes()) * processBytes(corner, pool)
                : 0;
    }

    /**
     * Requests at once that a budget has room for: with PHP-FPM its children beside the whole of httpd, else workers,
     * each with its PHP process where it has one.
     */
    double requestsAtOnce(Corner corner, Pool pool, double connections, double budgetBytes) {
        double idle = connections * corner.cost(profile.memory().perIdleConnectionBytes());
        double php = corner.cost(profile.memory().perPhpProcessBytes());
        boolean pooled = pool.phpProcesses() > 0 && !profile.processPerRequest();
        double left = budgetBytes - idle - (pooled ? serverBytes(corner, pool) : fixedBytes(corner));
        double each = pooled
                ? php
                : processBytes(corner, pool) / pool.threadsPerChild() + (profile.processPerRequest() ? php : 0);
        return each <= 0 ? Double.MAX_VALUE : Math.max(0, Math.floor(left / each));
    }
}
