package org.mpmlab.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.engine.loop.EventLoops;

/**
 * Carries out loads on event-loop threads of its own: HTTP/1.1, HTTP/2 over TLS and in clear text; closed, open and in
 * rounds. On Linux it uses epoll, elsewhere NIO; TLS is BoringSSL's where its natives load, else the JDK's.
 *
 * <p>What the times mean: a request is written when its bytes are handed to the socket, before write(2); over TLS, once
 * they are encrypted. Its first byte is the socket read that brought the first byte of the final response's head (over
 * TLS: of the record that carries it, before decryption; over HTTP/2: of the stream's HEADERS frame); interim (1xx)
 * responses do not count. A request that was not answered is never sent again. A connection that the server closed
 * between requests is no error: the next request opens another, and counts as new.
 *
 * <p>What counts: requests that were due while measuring. A connection counts, with the protocol it speaks, once it
 * carries such a request; its connect and TLS times do when that request is its first. A connection that cannot be
 * made takes the request with it that waited for it, which then counts as failed though it was never sent; the next
 * attempt comes 10 ms later.
 *
 * <p>How long it takes: connections that are to stand at the start get up to a second for it; then the load's warm-up
 * and duration; then its request timeout, if the last answers take that long, or that for each target, if they are asked
 * in rounds one at a time.
 *
 * <p>In the steady state a request on a kept connection in clear text allocates nothing; from Java 24 on, only with
 * {@code --sun-misc-unsafe-memory-access=allow -Dio.netty.noUnsafe=false}, else some 60 bytes. Either way {@code
 * --enable-native-access=ALL-UNNAMED} spares a warning.
 *
 * <p>Safe for use by several threads, one load at a time.
 */
public final class Engine implements LoadGenerator {
    private final EngineOptions options;
    private final EventLoops loops;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** An engine with one thread that verifies certificates. */
    public Engine() {
        this(EngineOptions.DEFAULT);
    }

    /**
     * Starts the threads.
     *
     * @throws IllegalStateException if they cannot be pinned to the CPUs asked for
     */
    public Engine(EngineOptions options) {
        this.options = options;
        this.loops = new EventLoops(options.threads(), options.cpus(), options.polling());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a target asks for a request that its protocol cannot carry
     * @throws IllegalStateException if a load is under way already
     */
    @Override
    public LoadResult run(Load load, LoadProgress progress) throws InterruptedException {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("this engine carries out another load; one at a time");
        }
        try (LoadRun run = new LoadRun(load, options, loops)) {
            return run.carryOut(progress);
        } finally {
            busy.set(false);
        }
    }

    /** Stops the threads. */
    @Override
    public void close() {
        loops.close();
    }
}
