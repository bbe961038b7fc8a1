package org.mpmlab.engine;

import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.arrival.Lane;
import org.mpmlab.engine.arrival.Window;
import org.mpmlab.engine.connect.Connector;
import org.mpmlab.engine.connect.Route;
import org.mpmlab.engine.connect.Tls;
import org.mpmlab.engine.connect.Wire;
import org.mpmlab.engine.connect.WriteBatch;
import org.mpmlab.engine.http1.Http1Wire;
import org.mpmlab.engine.http2.Http2Wire;
import org.mpmlab.engine.loop.EventLoops;
import org.mpmlab.engine.measure.GeneratorWatch;
import org.mpmlab.engine.measure.Glance;

/** One load on its way through the lanes. Used by the thread that asked for it. */
final class LoadRun implements AutoCloseable {
    /** How long connections may take that are to stand before anything is sent. */
    private static final Duration PREPARE = Duration.ofSeconds(1);

    private static final long GLANCE_MILLIS = 250;
    private static final long CLOSE_MILLIS = 2_000;

    private final Load load;
    private final EventLoops loops;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Connector> connectors = new ArrayList<>();
    private boolean stopped;

    LoadRun(Load load, EngineOptions options, EventLoops loops) {
        this.load = load;
        this.loops = loops;
        List<InetSocketAddress> addresses = load.targets().stream()
                .map(target -> new InetSocketAddress(target.uri().getHost(), target.port()))
                .toList();
        int connections = load.connections().count();
        int shares = load.arrival() instanceof Arrival.Rounds ? 1 : Math.min(loops.count(), connections);
        for (int share = 0; share < shares; share++) {
            int ofLane = connections / shares + (share < connections % shares ? 1 : 0);
            lanes.add(lane(options, addresses, ofLane, share, shares));
        }
    }

    private Lane lane(
            EngineOptions options, List<InetSocketAddress> addresses, int connections, int share, int shares) {
        EventLoop loop = loops.loop(share);
        Connector connector = new Connector(loops, share);
        connectors.add(connector);
        WriteBatch batch = new WriteBatch();
        return new Lane(load, loop, connections, share, shares, batch, (index, lane) -> {
            Target target = load.targets().get(index);
            Wire wire = wire(target, batch);
            SslContext tls = target.tls() ? Tls.context(wire.alpn(), options.trustAll()) : null;
            return new Route(
                    index,
                    target,
                    addresses.get(index),
                    tls,
                    load.connections(),
                    wire,
                    connector,
                    loop,
                    lane.exchanges(),
                    lane);
        });
    }

    private Wire wire(Target target, WriteBatch batch) {
        return switch (load.protocol()) {
            case H1 -> new Http1Wire(target);
            case H2, H2C -> new Http2Wire(target, batch);
        };
    }

    LoadResult carryOut(LoadProgress progress) throws InterruptedException {
        for (int i = 0; i < lanes.size(); i++) {
            int lane = i;
            loops.loop(i).execute(() -> {
                loops.agenda(lane, lanes.get(lane));
                lanes.get(lane).prepare();
            });
        }
        await(
                all(Lane::prepared),
                Math.min(PREPARE.toNanos(), load.requestTimeout().toNanos()));

        long start = System.nanoTime();
        long measure = start + load.warmUp().toNanos();
        Window window = new Window(start, measure, measure + load.duration().toNanos());
        onEachLoop(lane -> lane.begin(window));
        CompletableFuture<Void> over = all(Lane::over);
        watch(over, measure, start, true, progress, null);

        Instant started = Instant.now();
        Generator generator;
        try (GeneratorWatch figures = new GeneratorWatch(loops)) {
            long last = window.endNanos() + load.requestTimeout().toNanos();
            watch(over, last, measure, false, progress, figures);
            stop();
            generator = figures.figures("native (" + loops.kind() + ")");
        }
        return result(started, measure, generator);
    }

    /** Waits until the load is over or the time has come, and tells how it goes meanwhile. */
    private void watch(
            CompletableFuture<Void> over,
            long untilNanos,
            long sinceNanos,
            boolean warmingUp,
            LoadProgress progress,
            GeneratorWatch figures)
            throws InterruptedException {
        long lastNanos = System.nanoTime();
        long lastCompleted = 0;
        while (!over.isDone() && untilNanos - System.nanoTime() > 0) {
            await(over, Math.min(TimeUnit.MILLISECONDS.toNanos(GLANCE_MILLIS), untilNanos - System.nanoTime()));
            if (figures != null) {
                figures.look();
            }
            long now = System.nanoTime();
            if (progress != LoadProgress.SILENT && now - lastNanos >= TimeUnit.MILLISECONDS.toNanos(GLANCE_MILLIS)) {
                lastCompleted = tell(progress, warmingUp, now - sinceNanos, now - lastNanos, lastCompleted);
                lastNanos = now;
            }
        }
    }

    private long tell(LoadProgress progress, boolean warmingUp, long elapsedNanos, long passedNanos, long before)
            throws InterruptedException {
        long completed = 0;
        long failed = 0;
        Histogram recent = Glance.histogram();
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            Glance glance = get(CompletableFuture.supplyAsync(lane::glance, loops.loop(i)));
            if (glance != null) {
                completed += glance.completed();
                failed += glance.failed();
                recent.add(glance.recent());
            }
        }
        double perSecond = Math.max(0, completed - before) * 1e9 / passedNanos;
        progress.at(new LoadProgress.Moment(
                warmingUp,
                Duration.ofNanos(elapsedNanos),
                completed,
                failed,
                perSecond,
                recent.getTotalCount() == 0 ? 0 : recent.getValueAtPercentile(99)));
        return completed;
    }

    private LoadResult result(Instant started, long measureNanos, Generator generator) {
        List<TargetResult> targets = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < load.targets().size(); i++) {
            int target = i;
            names.add(load.targets().get(i).name());
            targets.add(lanes.stream()
                    .map(lane -> lane.recorder(target).result())
                    .reduce(TargetResult::merge)
                    .orElseThrow());
        }
        RoundTimes rounds = lanes.get(0).rounds() == null
                ? RoundTimes.NONE
                : lanes.get(0).rounds().times(names);
        long lastNanos = lanes.stream()
                .mapToLong(lane -> lane.lastEndNanos() - measureNanos)
                .max()
                .orElse(0);
        return new LoadResult(load, started, Duration.ofNanos(lastNanos), targets, rounds, generator);
    }

    private CompletableFuture<Void> all(java.util.function.Function<Lane, CompletableFuture<Void>> done) {
        return CompletableFuture.allOf(lanes.stream().map(done).toArray(CompletableFuture[]::new));
    }

    private void onEachLoop(java.util.function.Consumer<Lane> action) {
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            loops.loop(i).execute(() -> action.accept(lane));
        }
    }

    /** Waits for at most that long; true if it came to pass. */
    private static boolean await(CompletableFuture<?> future, long nanos) throws InterruptedException {
        try {
            future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the engine failed: " + failed.getCause(), failed.getCause());
        }
    }

    /** Null when the loop is too busy to say. */
    private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
        return await(future, TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS)) ? future.join() : null;
    }

    /** Closes the connections and gives up what is in flight; what the lanes recorded can be read afterwards. */
    private void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        boolean interrupted = false;
        for (int i = 0; i < lanes.size(); i++) {
            int lane = i;
            CompletableFuture<Void> closed = CompletableFuture.runAsync(
                    () -> {
                        loops.agenda(lane, null);
                        lanes.get(lane).stop();
                    },
                    loops.loop(i));
            try {
                closed.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
                connectors.get(i).close();
            } catch (InterruptedException again) {
                interrupted = true;
            } catch (ExecutionException | TimeoutException stuck) {
                throw new IllegalStateException("an event loop does not stop: " + stuck, stuck);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
