package org.mpmlab.engine.measure;

import java.time.Duration;
import java.util.List;

/** The threads that send, as the kernel sees them. Safe for use by several threads. */
public interface Senders {
    /** How many there are. */
    int count();

    /** The CPU time, user and system, that they have used since they started. */
    Duration cpu();

    /** How long each was ready to run and had no CPU; empty where the kernel does not tell. */
    List<Duration> waits();
}
