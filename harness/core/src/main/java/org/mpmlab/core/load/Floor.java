package org.mpmlab.core.load;

import java.time.Instant;

/**
 * What a generator measures on its machine when the server does next to nothing: no figure below it says anything of a
 * server. The trivial server answers the same 100 bytes to everything, on a CPU of its own where there is one.
 *
 * @param machine the machine in words; a floor of another one says nothing
 * @param measured when
 * @param ttfbP50Micros written-to-first-byte, one request at a time on a kept connection, in microseconds
 * @param ttfbP99Micros likewise
 * @param sendLagP50Micros how late requests of an open load with exact timing were sent, at 1,000 a second
 * @param sendLagP99Micros likewise
 * @param cpuMicrosPerRequest of the sending thread, in closed loop over 16 connections
 * @param requestsPerSecond of that loop
 * @param steal the share of the machine's CPU time that the hypervisor took meanwhile, 0 to 1; the worst of the loads
 */
public record Floor(
        String machine,
        Instant measured,
        double ttfbP50Micros,
        double ttfbP99Micros,
        double sendLagP50Micros,
        double sendLagP99Micros,
        double cpuMicrosPerRequest,
        double requestsPerSecond,
        double steal) {}
