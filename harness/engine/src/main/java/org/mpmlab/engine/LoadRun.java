package org.mpmlab.engine;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Steadiness;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.engine.arrival.Lane;
import org.mpmlab.engine.arrival.Window;
import org.mpmlab.engine.connect.Limits;
import org.mpmlab.engine.loop.EventLoops;
import org.mpmlab.engine.measure.GeneratorWatch;

/** One load on its way through the lanes. Used by the thread that asked for it. */
final class LoadRun implements AutoCloseable {
    /** How long connections may take that are to stand before anything is sent. */
    private static final Duration PREPARE = Duration.ofSeconds(1);

    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long CLOSE_MILLIS = 2_000;

    private final Load load;
    private final EventLoops loops;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Routes> routes = new ArrayList<>();
    private final Holding holding;
    private boolean stopped;

    LoadRun(Load load, EngineOptions options, EventLoops loops) {
        GeneratorKind.NATIVE
                .refusal(load.protocol(), load.arrival(), load.connections(), load.idle(), load.journey())
                .ifPresent(refusal -> {
                    throw new IllegalArgumentException(refusal.words());
                });
        this.load = load;
        this.loops = loops;
        List<InetSocketAddress> addresses = load.targets().stream()
                .map(target -> new InetSocketAddress(target.uri().getHost(), target.port()))
                .toList();
        int connections = load.connections().count();
        Limits.checkFiles(
                (long) load.targets().size() * (connections + (long) load.idle().connections()));
        int shares = load.arrival() instanceof Arrival.Rounds ? 1 : Math.min(loops.count(), connections);
        for (int share = 0; share < shares; share++) {
            Routes from = new Routes(load, addresses, options.trustAll(), loops, share);
            routes.add(from);
            int ofLane = connections / shares + (share < connections % shares ? 1 : 0);
            lanes.add(new Lane(load, loops.loop(share), ofLane, share, shares, from.batch(), from::busy));
        }
        holding = new Holding(load, loops, routes);
    }

    LoadResult carryOut(LoadProgress progress) throws InterruptedException {
        if (!holding.open(progress)) {
            stop();
            return result(Instant.now(), System.nanoTime(), Generator.NONE, WarmUp.Outcome.NONE);
        }
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

        WarmUp.Outcome warmedUp = warmUp(progress);
        progress.measuring();
        Instant started = Instant.now();
        try (GeneratorWatch figures = new GeneratorWatch(loops, lanes.size())) {
            long start = System.nanoTime();
            Window window = new Window(start, start + load.duration().toNanos());
            onEachLoop(lane -> lane.measure(window));
            measure(window, progress, figures);
            Generator generator = figures.figures("native (" + loops.kind() + ")");
            holding.check();
            stop();
            return result(started, start, generator, warmedUp);
        }
    }

    private WarmUp.Outcome warmUp(LoadProgress progress) throws InterruptedException {
        WarmUp plan = load.warmUp();
        if (plan.most().isZero()) {
            return WarmUp.Outcome.NONE;
        }
        long start = System.nanoTime();
        onEachLoop(Lane::warmUp);
        LoadGlances glances = new LoadGlances(lanes, loops);
        Steadiness steadiness = new Steadiness();
        Duration cpu = loops.cpu();
        long completed = 0;
        boolean steady = false;
        long elapsed = 0;
        while (elapsed < plan.most().toNanos() && !(steady && completed >= WarmUp.REQUESTS)) {
            TimeUnit.NANOSECONDS.sleep(Math.min(GLANCE_NANOS, plan.most().toNanos() - elapsed));
            elapsed = System.nanoTime() - start;
            LoadProgress.Moment now = glances.look(true, elapsed);
            progress.at(now);
            Duration used = loops.cpu();
            long answered = Math.max(1, now.completed() - completed);
            steadiness.add(now.perSecond(), used.minus(cpu).toNanos() / 1e3 / answered);
            steady = plan.endsWhenSteady() && elapsed >= plan.least().toNanos() && steadiness.reached();
            cpu = used;
            completed = now.completed();
        }
        onEachLoop(Lane::rest);
        await(all(Lane::rested), answersNanos());
        return new WarmUp.Outcome(Duration.ofNanos(elapsed), completed, steady || !plan.endsWhenSteady());
    }

    /** Waits until the load is over, and tells how it goes meanwhile. */
    private void measure(Window window, LoadProgress progress, GeneratorWatch figures) throws InterruptedException {
        CompletableFuture<Void> over = all(Lane::over);
        LoadGlances glances = new LoadGlances(lanes, loops);
        long untilNanos = window.endNanos() + answersNanos();
        while (!over.isDone() && untilNanos - System.nanoTime() > 0) {
            boolean done = await(over, Math.min(GLANCE_NANOS, untilNanos - System.nanoTime()));
            figures.look();
            // A look is an errand for the threads that send: not for nobody.
            if (!done && progress != LoadProgress.SILENT) {
                progress.at(glances.look(false, System.nanoTime() - window.startNanos()));
            }
        }
    }

    /** How long answers may take once no more requests are due: a round asks what is left of its targets in turn. */
    private long answersNanos() {
        boolean inTurn = load.arrival() instanceof Arrival.Rounds rounds && !rounds.atOnce();
        return load.requestTimeout().toNanos() * (inTurn ? load.targets().size() : 1);
    }

    private LoadResult result(Instant started, long measureNanos, Generator generator, WarmUp.Outcome warmedUp) {
        List<TargetResult> targets = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < load.targets().size(); i++) {
            int target = i;
            names.add(load.targets().get(i).name());
            targets.add(lanes.stream()
                    .map(lane -> lane.recorder(target).result())
                    .reduce(TargetResult::merge)
                    .orElseThrow()
                    .with(holding.result(target)));
        }
        RoundTimes rounds = lanes.get(0).rounds() == null
                ? RoundTimes.NONE
                : lanes.get(0).rounds().times(names);
        long lastNanos = lanes.stream()
                .mapToLong(lane -> lane.lastEndNanos(measureNanos) - measureNanos)
                .max()
                .orElse(0);
        return new LoadResult(load, started, Duration.ofNanos(lastNanos), targets, rounds, generator, warmedUp);
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
                        holding.shut(lane);
                    },
                    loops.loop(i));
            try {
                closed.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
                routes.get(i).close();
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
