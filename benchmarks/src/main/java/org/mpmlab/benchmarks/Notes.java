package org.mpmlab.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What a server's own clock says of the requests it answered: {@link System#nanoTime()}, which on Linux is
 * CLOCK_MONOTONIC, so that the times of two processes on one machine compare.
 *
 * @param startNanos the server's start, from which its stops count
 * @param requests in the order in which they were answered
 */
record Notes(long startNanos, List<Request> requests) {
    /**
     * One request.
     *
     * @param readNanos when its last byte had been read
     * @param writeNanos just before its answer's head was written
     */
    record Request(long readNanos, long writeNanos) {
        /** The server's own time to first byte. */
        long nanos() {
            return writeNanos - readNanos;
        }
    }

    Notes {
        requests = List.copyOf(requests);
    }

    /** The last so many requests: those that were measured, when a warm-up went before. */
    List<Request> last(int count) {
        if (count > requests.size()) {
            throw new IllegalStateException(
                    "the engine says it was answered " + count + " times, the server " + requests.size() + " times");
        }
        return requests.subList(requests.size() - count, requests.size());
    }

    /** As numbers, in a form that {@link #parse} reads. */
    String text() {
        StringBuilder text = new StringBuilder().append(startNanos);
        requests.forEach(request ->
                text.append(' ').append(request.readNanos()).append(' ').append(request.writeNanos()));
        return text.toString();
    }

    static Notes parse(String text) {
        String[] numbers = text.split(" ", -1);
        List<Request> requests = new ArrayList<>();
        for (int i = 1; i < numbers.length; i += 2) {
            requests.add(new Request(Long.parseLong(numbers[i]), Long.parseLong(numbers[i + 1])));
        }
        return new Notes(Long.parseLong(numbers[0]), requests);
    }
}
