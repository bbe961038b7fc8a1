package org.mpmlab.core.capacity.model;

/**
 * What the parts of a stack cost in memory, in bytes: slopes over sizes of pools, of summed PSS and of the kernel
 * memory that the control group is charged for. Never sums of RSS, which count shared pages once for each process.
 *
 * @param fixedBytes what there is without any worker: parents, libraries, nginx in front
 * @param opcacheBytes the shared opcode cache, which counts once; zero where each process has its own, which is then
 *     part of {@code perPhpProcessBytes}
 * @param perProcessBytes one more httpd process, without its threads; under prefork and ITK with its interpreter, if
 *     any, and under ITK with the process that it forks for its connection
 * @param perThreadBytes one more worker thread; zero under prefork and ITK
 * @param perIdleConnectionBytes one more idle connection, besides the worker that it may hold
 * @param perPhpProcessBytes one more child of PHP-FPM or php-cgi process; zero with mod_php
 */
public record MemoryCosts(
        Estimated fixedBytes,
        Estimated opcacheBytes,
        Estimated perProcessBytes,
        Estimated perThreadBytes,
        Estimated perIdleConnectionBytes,
        Estimated perPhpProcessBytes) {
    public MemoryCosts {
        Costs.check("fixedBytes", fixedBytes);
        Costs.check("opcacheBytes", opcacheBytes);
        Costs.check("perProcessBytes", perProcessBytes);
        Costs.check("perThreadBytes", perThreadBytes);
        Costs.check("perIdleConnectionBytes", perIdleConnectionBytes);
        Costs.check("perPhpProcessBytes", perPhpProcessBytes);
    }

    /** The weakest source of all parts. */
    Estimated.Source source() {
        return fixedBytes
                .source()
                .weaker(opcacheBytes.source())
                .weaker(perProcessBytes.source())
                .weaker(perThreadBytes.source())
                .weaker(perIdleConnectionBytes.source())
                .weaker(perPhpProcessBytes.source());
    }
}
