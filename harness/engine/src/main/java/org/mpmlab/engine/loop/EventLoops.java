package org.mpmlab.engine.loop;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.mpmlab.engine.measure.Kernel;
import org.mpmlab.engine.measure.Senders;

/** The engine's event-loop threads. Safe for use by several threads. */
public final class EventLoops implements Senders, AutoCloseable {
    private static final AtomicInteger THREADS = new AtomicInteger();

    static {
        // Its stack traces of one buffer in a hundred cost CPU and garbage; ask for it to get it.
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    private final boolean epoll = Epoll.isAvailable();
    private final boolean polling;
    private final List<Loop> loops = new ArrayList<>();

    /** One event loop, with a thread of its own. */
    private static final class Loop {
        private MultiThreadIoEventLoopGroup group;
        private EventLoop events;
        private AgendaIoHandler io;
        private volatile Thread thread;
        private int threadId;
    }

    /**
     * Starts the threads.
     *
     * @param cpus where they are pinned, taken in turn; empty to leave that to the kernel
     * @throws IllegalStateException if they cannot be pinned there
     */
    public EventLoops(int threads, List<Integer> cpus) {
        this(threads, cpus, false);
    }

    /**
     * Starts the threads.
     *
     * @param cpus where they are pinned, taken in turn; empty to leave that to the kernel
     * @param polling whether they never sleep while they have an agenda
     * @throws IllegalStateException if they cannot be pinned there
     */
    public EventLoops(int threads, List<Integer> cpus, boolean polling) {
        this.polling = polling;
        try {
            for (int i = 0; i < threads; i++) {
                loops.add(start(cpus.isEmpty() ? -1 : cpus.get(i % cpus.size())));
            }
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private Loop start(int cpu) {
        Loop loop = new Loop();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        loop.group = new MultiThreadIoEventLoopGroup(
                1,
                task -> {
                    // Netty pools nothing on threads that are not of its own kind.
                    Thread thread = new FastThreadLocalThread(task, "mpmlab-load-" + THREADS.incrementAndGet());
                    thread.setDaemon(true);
                    loop.thread = thread;
                    return thread;
                },
                executor -> loop.io = new AgendaIoHandler(io.newHandler(executor), polling));
        loop.events = loop.group.next();
        Future<?> tuned = loop.events.submit(() -> {
            ThreadTuning.tuneCurrentThread(cpu);
            loop.threadId = ThreadTuning.currentThreadId();
        });
        tuned.awaitUninterruptibly();
        if (!tuned.isSuccess()) {
            Future<?> stopped = stop(loop);
            stopped.awaitUninterruptibly(2, SECONDS);
            throw new IllegalStateException(tuned.cause().getMessage(), tuned.cause());
        }
        return loop;
    }

    @Override
    public int count() {
        return loops.size();
    }

    public EventLoop loop(int index) {
        return loops.get(index).events;
    }

    /** Gives a loop something to do at given times; null for nothing. Call on the loop's thread. */
    public void agenda(int index, Agenda agenda) {
        loops.get(index).io.agenda(agenda);
    }

    /** A socket for these loops, not yet registered. */
    public SocketChannel socket() {
        return epoll ? new EpollSocketChannel() : new NioSocketChannel();
    }

    /** A listening socket for these loops, not yet registered. */
    public ServerChannel listener() {
        return epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
    }

    /**
     * Lets the kernel choose a bound socket's port when it connects, knowing the other end: several connections may
     * then share one (ip(7), IP_BIND_ADDRESS_NO_PORT).
     */
    public void choosePortsLate(SocketChannel socket) {
        if (epoll) {
            socket.config().setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
    }

    /** The kind of I/O in words: epoll or nio, and whether it polls. */
    public String kind() {
        return (epoll ? "epoll" : "nio") + (polling ? ", polling" : "");
    }

    @Override
    public Duration cpu() {
        long nanos = 0;
        for (Loop loop : loops) {
            nanos += Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(loop.thread.getId()));
        }
        return Duration.ofNanos(nanos);
    }

    @Override
    public List<Duration> waits() {
        List<Duration> waits = new ArrayList<>();
        for (Loop loop : loops) {
            Kernel.waited(loop.threadId).ifPresent(waits::add);
        }
        return waits;
    }

    @Override
    public void close() {
        loops.stream().map(EventLoops::stop).toList().forEach(stopped -> stopped.awaitUninterruptibly(2, SECONDS));
    }

    private static Future<?> stop(Loop loop) {
        return loop.group.shutdownGracefully(0, 1, SECONDS);
    }
}
