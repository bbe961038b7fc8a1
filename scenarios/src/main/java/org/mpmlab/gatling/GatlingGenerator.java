package org.mpmlab.gatling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.TargetResult;

/**
 * Carries out loads and journeys with Gatling, each in a JVM of its own that takes some two seconds to start and may use
 * the CPUs that this one may.
 *
 * <p>What the times mean: as the native engine's, to the nanosecond and at the socket. A request is written when its
 * bytes are handed to the socket, before write(2) and after TLS; its first byte is the socket read that brought the head
 * (over HTTP/1.1 in clear text: the first byte of it). Gatling's client does not tell how long connecting and the TLS
 * handshake took: these series are absent, and both together count as blocked.
 *
 * <p>What counts: all requests of the visits, pages and assets alike, that were due while measuring. Gatling's client
 * sends a request again when a kept connection closes under it: that counts as failed ({@code CLOSED}), and the second
 * sending is not recorded. A stream that the server resets is a timeout, because the client does not tell.
 *
 * <p>Gatling asserts that no request failed; an assertion that does not hold is among the targets' samples.
 *
 * <p>Safe for use by several threads, one load at a time.
 */
public final class GatlingGenerator implements LoadGenerator {
    private final int threads;
    private final AtomicBoolean busy = new AtomicBoolean();

    /**
     * A generator.
     *
     * @param threads event-loop threads of Gatling's; at least 1
     */
    public GatlingGenerator(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        this.threads = threads;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if Gatling cannot carry out what is asked for
     * @throws IllegalStateException if a load is under way already, or Gatling fails
     */
    @Override
    public LoadResult run(Load load, LoadProgress progress) throws InterruptedException {
        Terms.check(load);
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("Gatling carries out another load; one at a time");
        }
        try (Conversation process = Conversation.begin(threads)) {
            process.say(new Message.Order(load));
            while (true) {
                Message heard = process.hear();
                if (heard instanceof Message.Moment moment) {
                    progress.at(moment.now());
                } else if (heard instanceof Message.Warm) {
                    progress.measuring();
                    process.say(new Message.Go());
                } else if (heard instanceof Message.Done done) {
                    return noted(done);
                } else if (heard instanceof Message.Failed failed) {
                    throw new IllegalStateException("Gatling failed: " + failed.why());
                }
            }
        } finally {
            busy.set(false);
        }
    }

    /** The result; broken assertions come first among what a person reads of its targets. */
    static LoadResult noted(Message.Done done) {
        LoadResult result = done.result();
        if (done.broken().isEmpty()) {
            return result;
        }
        List<TargetResult> targets = new ArrayList<>();
        for (TargetResult target : result.targets()) {
            List<String> samples = new ArrayList<>(done.broken());
            samples.addAll(target.samples());
            targets.add(new TargetResult(
                    target.target(),
                    target.counts(),
                    target.errors(),
                    target.statuses(),
                    target.negotiated(),
                    target.times(),
                    target.idle(),
                    samples));
        }
        return new LoadResult(
                result.load(),
                result.started(),
                result.elapsed(),
                targets,
                result.rounds(),
                result.generator(),
                result.warmUp());
    }

    @Override
    public void close() {
        // every load's process ends with it
    }
}
