package org.mpmlab.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How a {@link ClockedServer} treats its requests.
 *
 * @param think from reading a request's last byte to writing its answer's head
 * @param tail from writing all of the answer but its last byte to writing that
 * @param every how often the server stops; zero for never
 * @param stop how long it answers nothing then
 * @param tls whether it speaks over TLS, where ALPN chooses HTTP/2
 */
record Manner(Duration think, Duration tail, Duration every, Duration stop, boolean tls) {
    /** Answers at once, in clear text. */
    static final Manner PROMPT = new Manner(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, false);

    Manner thinking(Duration time) {
        return new Manner(time, tail, every, stop, tls);
    }

    Manner trailing(Duration time) {
        return new Manner(think, time, every, stop, tls);
    }

    Manner stopping(Duration period, Duration time) {
        return new Manner(think, tail, period, time, tls);
    }

    Manner overTls() {
        return new Manner(think, tail, every, stop, true);
    }

    /** How long a stop still lasts, so long after the server's start; 0 when there is none. */
    long stopLeftNanos(long sinceStartNanos) {
        if (every.isZero()) {
            return 0;
        }
        return Math.max(0, stop.toNanos() - Math.floorMod(sinceStartNanos, every.toNanos()));
    }

    /** In a form that {@link #parse} reads. */
    String text() {
        return "think=" + think + ",tail=" + tail + ",every=" + every + ",stop=" + stop + ",tls=" + tls;
    }

    static Manner parse(String text) {
        Map<String, String> words = new HashMap<>();
        for (String word : text.split(",", -1)) {
            words.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        return new Manner(
                Duration.parse(words.get("think")),
                Duration.parse(words.get("tail")),
                Duration.parse(words.get("every")),
                Duration.parse(words.get("stop")),
                Boolean.parseBoolean(words.get("tls")));
    }
}
