package org.mpmlab.gatling.visit;

import io.gatling.commons.util.GatlingVersion;
import io.netty.channel.epoll.Epoll;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Steadiness;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.engine.measure.GeneratorWatch;
import org.mpmlab.engine.measure.Moments;

/** Takes a course from its first visitor to its last answer. Used by one thread, which Gatling's are not. */
public final class Conductor {
    private static final Duration GLANCE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMillis(5);

    private final Course course;
    private final Load load;
    private final LoadProgress progress;
    private List<Lane> lanes = List.of();
    private EventLoopThreads threads;

    public Conductor(Course course, LoadProgress progress) {
        this.course = course;
        this.load = course.load();
        this.progress = progress;
    }

    /** Warms up, comes to rest, measures, and tells what came of it; visitors have left the gate when it returns. */
    public LoadResult conduct() throws InterruptedException {
        try {
            lanes = get(course.opened());
            threads = EventLoopThreads.of(lanes.stream().map(Lane::loop).toList());
            get(course.complete());
            WarmUp.Outcome warmedUp = warmUp();
            progress.measuring();
            Instant started = Instant.now();
            try (GeneratorWatch watch = new GeneratorWatch(threads, threads.count())) {
                long startNanos = System.nanoTime();
                enter(Phase.MEASURING, startNanos);
                measure(watch, startNanos);
                course.end();
                enter(Phase.OVER, System.nanoTime());
                awaitQuiet();
                return result(started, startNanos, watch, warmedUp);
            }
        } finally {
            course.conclude();
        }
    }

    private WarmUp.Outcome warmUp() throws InterruptedException {
        WarmUp plan = load.warmUp();
        if (plan.most().isZero()) {
            return WarmUp.Outcome.NONE;
        }
        long startNanos = System.nanoTime();
        enter(Phase.WARMING_UP, startNanos);
        Moments moments = new Moments(startNanos);
        Steadiness steadiness = new Steadiness();
        Duration cpu = threads.cpu();
        boolean steady = false;
        long elapsed = 0;
        long completed = 0;
        while (elapsed < plan.most().toNanos() && !(steady && completed >= WarmUp.REQUESTS)) {
            TimeUnit.NANOSECONDS.sleep(Math.min(GLANCE.toNanos(), plan.most().toNanos() - elapsed));
            elapsed = System.nanoTime() - startNanos;
            LoadProgress.Moment now = moments.next(ask(Lane::glance), true, elapsed);
            progress.at(now);
            Duration used = threads.cpu();
            steadiness.add(now.perSecond(), used.minus(cpu).toNanos() / 1e3 / Math.max(1, now.completed() - completed));
            steady = plan.endsWhenSteady() && elapsed >= plan.least().toNanos() && steadiness.reached();
            cpu = used;
            completed = now.completed();
        }
        enter(Phase.RESTING, System.nanoTime());
        awaitQuiet();
        return new WarmUp.Outcome(Duration.ofNanos(elapsed), completed, steady || !plan.endsWhenSteady());
    }

    private void measure(GeneratorWatch watch, long startNanos) throws InterruptedException {
        Moments moments = new Moments(startNanos);
        long left = load.duration().toNanos();
        while (left > 0) {
            TimeUnit.NANOSECONDS.sleep(Math.min(GLANCE.toNanos(), left));
            watch.look();
            long elapsed = System.nanoTime() - startNanos;
            left = load.duration().toNanos() - elapsed;
            if (left > 0) {
                progress.at(moments.next(ask(Lane::glance), false, elapsed));
            }
        }
    }

    /** Until what was sent is answered; the client gives each up at the request timeout. */
    private void awaitQuiet() throws InterruptedException {
        long until = System.nanoTime() + load.requestTimeout().plus(GLANCE).toNanos();
        while (ask(Lane::isQuiet).contains(false) && System.nanoTime() < until) {
            TimeUnit.NANOSECONDS.sleep(PATIENCE.toNanos());
        }
    }

    private LoadResult result(Instant started, long startNanos, GeneratorWatch watch, WarmUp.Outcome warmedUp)
            throws InterruptedException {
        String name =
                "Gatling " + GatlingVersion.ThisVersion().fullVersion() + (Epoll.isAvailable() ? " (epoll)" : " (nio)");
        long lastNanos = startNanos;
        for (long nanos : ask(Lane::lastEndNanos)) {
            lastNanos = Math.max(lastNanos, nanos);
        }
        List<TargetResult> targets = new ArrayList<>();
        for (int i = 0; i < load.targets().size(); i++) {
            int target = i;
            targets.add(ask(lane -> lane.recorder(target).result()).stream()
                    .reduce(TargetResult::merge)
                    .orElseThrow());
        }
        return new LoadResult(
                load,
                started,
                Duration.ofNanos(lastNanos - startNanos),
                targets,
                RoundTimes.NONE,
                watch.figures(name),
                warmedUp);
    }

    private void enter(Phase phase, long nanos) throws InterruptedException {
        onEachLoop(lane -> lane.enter(phase, nanos));
    }

    private void onEachLoop(Consumer<Lane> action) throws InterruptedException {
        ask(lane -> {
            action.accept(lane);
            return true;
        });
    }

    /** Asks all lanes at once, each on its loop. */
    private <T> List<T> ask(Function<Lane, T> question) throws InterruptedException {
        List<Future<T>> asked = new ArrayList<>();
        for (Lane lane : lanes) {
            asked.add(lane.loop().submit(() -> question.apply(lane)));
        }
        List<T> answers = new ArrayList<>();
        for (Future<T> each : asked) {
            answers.add(get(each));
        }
        return answers;
    }

    private static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Gatling failed: " + failed.getCause(), failed.getCause());
        }
    }
}
