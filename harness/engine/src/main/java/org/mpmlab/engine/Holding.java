package org.mpmlab.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.engine.idle.Holder;
import org.mpmlab.engine.loop.EventLoops;

/** The idle connections of a load: opened before it, asked once more after it. Used by one thread. */
final class Holding {
    private static final long SWEEP_MILLIS = 20;
    private static final long GLANCE_MILLIS = 250;

    private final Idle plan;
    private final EventLoops loops;

    /** By event loop, then by target. */
    private final List<List<Holder>> holders = new ArrayList<>();

    private final List<ScheduledFuture<?>> sweeping = new ArrayList<>();

    Holding(Load load, EventLoops loops, List<Routes> routes) {
        this.plan = load.idle();
        this.loops = loops;
        // Several loops would open past the number at which requests starve before all of them know.
        int shares = plan.untilStarved() ? 1 : routes.size();
        for (int share = 0; plan.connections() > 0 && share < shares; share++) {
            List<Holder> ofLoop = new ArrayList<>();
            for (int target = 0; target < load.targets().size(); target++) {
                int index = target;
                Routes from = routes.get(share);
                ofLoop.add(new Holder(
                        plan,
                        part(plan.connections(), share, shares),
                        Math.max(1, part(plan.opening(), share, shares)),
                        (exchanges, owner) -> from.idle(index, exchanges, owner)));
            }
            holders.add(ofLoop);
        }
    }

    private static int part(int whole, int share, int shares) {
        return whole / shares + (share < whole % shares ? 1 : 0);
    }

    /**
     * Opens them all.
     *
     * @return false when new requests starve
     */
    boolean open(LoadProgress progress) throws InterruptedException {
        if (holders.isEmpty()) {
            return true;
        }
        for (int i = 0; i < holders.size(); i++) {
            List<Holder> ofLoop = holders.get(i);
            sweeping.add(loops.loop(i)
                    .scheduleAtFixedRate(
                            () -> ofLoop.forEach(holder -> holder.sweep(System.nanoTime())),
                            SWEEP_MILLIS,
                            SWEEP_MILLIS,
                            TimeUnit.MILLISECONDS));
        }
        onEach(Holder::open);
        CompletableFuture<Void> opened = all(Holder::opened);
        while (!await(opened)) {
            progress.holding(standing(), plan.connections() * holders.get(0).size());
        }
        return holders.stream().flatMap(List::stream).noneMatch(Holder::starved);
    }

    private int standing() {
        int standing = 0;
        for (int i = 0; i < holders.size(); i++) {
            List<Holder> ofLoop = holders.get(i);
            standing += CompletableFuture.supplyAsync(
                            () -> ofLoop.stream().mapToInt(Holder::standing).sum(), loops.loop(i))
                    .join();
        }
        return standing;
    }

    /** Asks those that stand whether they are served. */
    void check() throws InterruptedException {
        if (!holders.isEmpty()) {
            onEach(Holder::check);
            CompletableFuture<Void> checked = all(Holder::checked);
            while (!await(checked)) {
                // it ends by itself when no more answers come
            }
        }
    }

    /** Closes them; on the event loop. */
    void shut(int loop) {
        if (loop < sweeping.size()) {
            sweeping.get(loop).cancel(false);
        }
        if (loop < holders.size()) {
            holders.get(loop).forEach(Holder::shut);
        }
    }

    /** What became of those to one target; once shut. */
    IdleResult result(int target) {
        return holders.stream()
                .map(ofLoop -> ofLoop.get(target).result())
                .reduce(IdleResult::merge)
                .orElse(IdleResult.NONE);
    }

    private void onEach(java.util.function.Consumer<Holder> action) {
        for (int i = 0; i < holders.size(); i++) {
            List<Holder> ofLoop = holders.get(i);
            loops.loop(i).execute(() -> ofLoop.forEach(action));
        }
    }

    private CompletableFuture<Void> all(Function<Holder, CompletableFuture<Void>> done) {
        return CompletableFuture.allOf(
                holders.stream().flatMap(List::stream).map(done).toArray(CompletableFuture[]::new));
    }

    private static boolean await(CompletableFuture<?> future) throws InterruptedException {
        try {
            future.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the engine failed: " + failed.getCause(), failed.getCause());
        }
    }
}
