package org.mpmlab.core.load;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Which times a distribution holds. Its tag, such as {@code written-to-first-byte.reused.success}, names it in JSON
 * and in HdrHistogram logs.
 *
 * @param metric from which moment to which
 * @param connection whether the request was the first on its connection
 * @param outcome whether the answer was as expected
 */
public record Series(Metric metric, Connection connection, Outcome outcome) {

    /** From which moment to which a time runs. */
    public enum Metric {
        /** From connect(2) until the connection stands (TCP). */
        CONNECT,
        /** From then until the TLS handshake is done. */
        TLS,
        /** From the due time until a connection and a stream were free to carry the request. */
        BLOCKED,
        /** From the due time (or, when blocked, from the moment a stream was free) until the request was written. */
        SEND_LAG,
        /** From the due time to the first byte of the response's head: what a user at that moment would see. */
        INTENDED_TO_FIRST_BYTE,
        /** From the request's write to the first byte of the response's head: the server's own time to first byte. */
        WRITTEN_TO_FIRST_BYTE,
        /** From the request's write to the last byte of the response. */
        TOTAL
    }

    /** Whether a request was the first on its connection. */
    public enum Connection {
        NEW,
        REUSED
    }

    /** Whether the answer was as expected. */
    public enum Outcome {
        SUCCESS,
        FAILURE
    }

    @JsonValue
    public String tag() {
        return word(metric) + "." + word(connection) + "." + word(outcome);
    }

    @JsonCreator
    public static Series parse(String tag) {
        String[] words = tag.split("\\.", -1);
        if (words.length != 3) {
            throw new IllegalArgumentException("a series is named metric.connection.outcome, not " + tag);
        }
        return new Series(
                constant(Metric.class, words[0]),
                constant(Connection.class, words[1]),
                constant(Outcome.class, words[2]));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
