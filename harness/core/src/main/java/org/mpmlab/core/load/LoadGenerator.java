package org.mpmlab.core.load;

/** Carries out loads: the native engine, Gatling, or another machine. */
public interface LoadGenerator extends AutoCloseable {

    /**
     * Sends the load and waits until it is over. One load at a time; may be called again.
     *
     * @param progress told a few times a second, on a thread of the generator's choosing that does not send
     * @throws InterruptedException if the calling thread was interrupted; connections are closed, nothing is lost but
     *     the load itself
     */
    LoadResult run(Load load, LoadProgress progress) throws InterruptedException;

    @Override
    void close();
}
