/** The event-loop threads: natives or NIO, pinned to CPUs, woken to the nanosecond without allocation. */
package org.mpmlab.engine.loop;
