package org.mpmlab.core.run;

import java.util.Map;
import java.util.OptionalInt;

/**
 * mod_status's machine-readable page at one moment. Every field is optional: versions differ in what they print, and
 * HTTP/2 workers do not appear.
 *
 * @param letters slots by scoreboard letter ({@code _ S R W K D C L G I .}), {@code .} (open slot) left out
 * @param busyWorkers BusyWorkers
 * @param idleWorkers IdleWorkers
 * @param gracefulWorkers GracefulWorkers, since 2.4.58
 * @param processes event: Processes
 * @param stopping event: Stopping
 * @param connections event: ConnsTotal
 * @param writing event: ConnsAsyncWriting
 * @param keepAlive event: ConnsAsyncKeepAlive
 * @param closing event: ConnsAsyncClosing
 * @param waitIo event: ConnsAsyncWaitIO, since 2.4.63
 */
public record Scoreboard(
        Map<Character, Integer> letters,
        OptionalInt busyWorkers,
        OptionalInt idleWorkers,
        OptionalInt gracefulWorkers,
        OptionalInt processes,
        OptionalInt stopping,
        OptionalInt connections,
        OptionalInt writing,
        OptionalInt keepAlive,
        OptionalInt closing,
        OptionalInt waitIo) {
    public Scoreboard {
        letters = Map.copyOf(letters);
    }

    /** How many slots show this letter. */
    public int count(char letter) {
        return letters.getOrDefault(letter, 0);
    }
}
