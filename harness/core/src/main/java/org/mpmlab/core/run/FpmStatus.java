package org.mpmlab.core.run;

/**
 * PHP-FPM's status page of one pool at one moment.
 *
 * @param pool the pool's name
 * @param activeProcesses running a request
 * @param idleProcesses waiting
 * @param totalProcesses both
 * @param listenQueue connections waiting to be accepted
 * @param maxListenQueue the most that waited since the start
 * @param maxChildrenReached how often the pool was full; not counted under pm = static
 * @param acceptedConnections since the start
 */
public record FpmStatus(
        String pool,
        int activeProcesses,
        int idleProcesses,
        int totalProcesses,
        int listenQueue,
        int maxListenQueue,
        int maxChildrenReached,
        long acceptedConnections) {}
