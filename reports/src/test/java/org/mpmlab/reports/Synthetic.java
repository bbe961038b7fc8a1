package org.mpmlab.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.CgroupUsage;
import org.mpmlab.core.run.FpmStatus;
import org.mpmlab.core.run.Identity;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.RoleUsage;
import org.mpmlab.core.run.Sample;
import org.mpmlab.core.run.Scoreboard;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Stack;

/** Figures that look like a server's: long tails, block effects, memory by role. Drawn from the cell's own seed. */
final class Synthetic {
    private static final long MIB = 1 << 20;
    private static final int ROUNDS = 400;

    private Synthetic() {}

    static StepResult step(Plan.Step step, List<Stack> stacks, Site site, LoadShape load, Instant at) {
        List<CellResult> cells = new ArrayList<>();
        float[] micros = new float[stacks.size() * ROUNDS];
        for (int i = 0; i < stacks.size(); i++) {
            Stack stack = stacks.get(i);
            Random random = new Random(31L * step.id().hashCode() + stack.name().hashCode());
            double block = Math.exp(random.nextGaussian() * 0.02);
            double median = median(stack, site, load) * block;
            double tail = tail(stack);
            for (int round = 0; round < ROUNDS; round++) {
                double drift = 1 + 0.02 * Math.sin(round / 60.0);
                micros[round * stacks.size() + i] = (float) (time(random, median, tail) * drift * 1000);
            }
            cells.add(cell(step, stack, site, load, at, random, median, tail));
        }
        RoundTimes rounds = load.inRounds()
                ? new RoundTimes(stacks.stream().map(Stack::name).toList(), micros)
                : RoundTimes.NONE;
        return new StepResult(step.id(), cells, rounds);
    }

    private static CellResult cell(
            Plan.Step step,
            Stack stack,
            Site site,
            LoadShape load,
            Instant at,
            Random random,
            double median,
            double tail) {
        Duration elapsed = Duration.ofSeconds(5);
        int concurrency = load.inRounds() ? 1 : load.connections().concurrency();
        int n = load.inRounds() ? 2_000 : (int) Math.min(4_000, 5_000 / median * Math.min(concurrency, 4));
        Map<Series, Distribution> times = new HashMap<>();
        boolean kept = load.connections().keepsAlive();
        put(times, "written-to-first-byte", kept, random, median, tail, n);
        put(times, "intended-to-first-byte", kept, random, median * 1.02, tail, n);
        put(times, "total", kept, random, median * 1.05, tail, n);
        TargetResult result = new TargetResult(
                stack.name(),
                new TargetResult.Counts(n, n, n, 0, n * 812L, kept ? 1 : n),
                Map.of(),
                Map.of(200, (long) n),
                Map.of("http/1.1", 1L),
                times,
                List.of());
        return new CellResult(
                step.block(),
                stack.name(),
                site.name(),
                load.name(),
                at,
                elapsed,
                Optional.of(new Identity(
                        "Apache/2.4.68",
                        Optional.of("event"),
                        Optional.of("fpm-fcgi"),
                        Optional.of("8.4.16"),
                        Optional.of(33),
                        "http/1.1",
                        200,
                        812)),
                result,
                new Generator(
                        "native (epoll)",
                        1,
                        Duration.ofMillis(300),
                        0,
                        Duration.ZERO,
                        Duration.ofMillis(2),
                        OptionalDouble.of(0.02),
                        OptionalDouble.of(0.4),
                        OptionalDouble.of(0.01)),
                observations(stack, concurrency, random, n, median),
                Validity.VALID);
    }

    private static void put(
            Map<Series, Distribution> times,
            String metric,
            boolean kept,
            Random random,
            double median,
            double tail,
            int n) {
        times.put(
                Series.parse(metric + (kept ? ".reused" : ".new") + ".success"),
                distribution(random, median, tail, kept ? n - 1 : n));
        if (kept) {
            times.put(Series.parse(metric + ".new.success"), distribution(random, median * 1.3, tail, 1));
        }
    }

    private static Distribution distribution(Random random, double median, double tail, int n) {
        Histogram histogram = new Histogram(3);
        histogram.setAutoResize(true);
        for (int i = 0; i < n; i++) {
            histogram.recordValue((long) (time(random, median, tail) * 1e6));
        }
        return Distribution.of(histogram);
    }

    /** In milliseconds: log-normal, one in fifty from a slower one. */
    private static double time(Random random, double median, double tail) {
        double spread = random.nextDouble() < 0.02 ? tail * 4 : tail;
        return median * Math.exp(Math.abs(random.nextGaussian()) * spread - 0.67 * tail);
    }

    private static double median(Stack stack, Site site, LoadShape load) {
        PhpMode php = stack.composition().map(Composition::php).orElse(PhpMode.FPM);
        boolean fronted = stack.composition().filter(Composition::fronted).isPresent();
        Mpm mpm = stack.composition().flatMap(Composition::mpm).orElse(Mpm.EVENT);
        double cost =
                switch (php) {
                    case MOD_PHP -> 0.18;
                    case FPM -> 0.31;
                    case FCGID -> 0.29;
                    case CGI -> 18;
                };
        cost += fronted ? 0.12 : 0;
        cost += mpm == Mpm.ITK ? load.connections().keepsAlive() ? 0.03 : 3.2 : mpm == Mpm.WORKER ? 0.01 : 0;
        double page = site.nominal().toNanos() / 1e6;
        double queue = load.inRounds() ? 1 : Math.max(1, load.connections().concurrency() / 1.0);
        return (page <= 1 ? cost : page + cost) * queue;
    }

    private static double tail(Stack stack) {
        return stack.composition()
                        .map(Composition::php)
                        .filter(PhpMode.CGI::equals)
                        .isPresent()
                ? 0.12
                : 0.06;
    }

    private static Observations observations(Stack stack, int concurrency, Random random, int n, double median) {
        List<Sample> samples = new ArrayList<>();
        for (int tick = 0; tick <= 20; tick++) {
            double load = tick < 2 || tick > 18 ? 0.1 : 0.8 + 0.2 * random.nextDouble();
            int busy = Math.max(1, (int) Math.round(concurrency * load));
            List<RoleUsage> roles = tick % 4 == 0 ? roles(stack, busy) : List.of();
            samples.add(new Sample(
                    Duration.ofMillis(250L * tick),
                    roles,
                    Optional.of(new CgroupUsage(40 * MIB + (long) busy * MIB / 2, 22 * MIB, 9 * MIB, 130 * MIB, (long)
                            (1e6 + tick / 20.0 * n * median * 900))),
                    scoreboard(stack, busy, tick),
                    fpm(stack, busy)));
        }
        return new Observations(samples, List.of("smaps_rollup is read once a second to spare the server"));
    }

    private static List<RoleUsage> roles(Stack stack, int working) {
        long busy = working;
        List<RoleUsage> roles = new ArrayList<>();
        PhpMode php = stack.composition().map(Composition::php).orElse(PhpMode.FPM);
        stack.composition().flatMap(Composition::mpm).ifPresent(mpm -> {
            long each = php == PhpMode.MOD_PHP ? 3 * MIB : MIB;
            int children = mpm.threaded() ? 2 : 64;
            roles.add(new RoleUsage(Role.HTTPD_PARENT, 1, 1, 24 * MIB, 6 * MIB, 2 * MIB));
            roles.add(new RoleUsage(
                    Role.HTTPD_CHILD,
                    children,
                    mpm.threaded() ? 70 : 64,
                    14 * MIB * children,
                    children * each / (mpm.threaded() ? 1 : 6) + busy * MIB / 4,
                    children * each / 8));
        });
        if (php == PhpMode.CGI || php == PhpMode.FCGID) {
            roles.add(new RoleUsage(Role.HTTPD_SPAWNER, 1, 1, 12 * MIB, 2 * MIB, MIB));
            roles.add(new RoleUsage(Role.PHP_CGI, working, working, busy * 30 * MIB, busy * 7 * MIB, busy * 4 * MIB));
        }
        if (php == PhpMode.FPM) {
            roles.add(new RoleUsage(Role.FPM_MASTER, 1, 1, 30 * MIB, 9 * MIB, 4 * MIB));
            roles.add(new RoleUsage(Role.FPM_WORKER, 64, 64, 64 * 16 * MIB, 64 * MIB / 2 + busy * MIB, 40 * MIB));
        }
        if (stack.composition().filter(Composition::nginxFaces).isPresent()) {
            roles.add(new RoleUsage(Role.NGINX_MASTER, 1, 1, 9 * MIB, 2 * MIB, MIB));
            roles.add(new RoleUsage(Role.NGINX_WORKER, 2, 2, 14 * MIB, 5 * MIB, 4 * MIB));
        }
        return roles;
    }

    private static Optional<Scoreboard> scoreboard(Stack stack, int busy, int tick) {
        Optional<Mpm> mpm = stack.composition().flatMap(Composition::mpm);
        if (mpm.isEmpty()) {
            return Optional.empty();
        }
        boolean event = mpm.get() == Mpm.EVENT;
        int reading = Math.min(tick % 3, Math.max(0, busy - 1));
        int workers = busy + (event ? 0 : 2);
        return Optional.of(new Scoreboard(
                Map.of('W', busy - reading, 'R', reading, 'K', event ? 0 : 2, '_', Math.max(0, 64 - workers)),
                OptionalInt.of(workers),
                OptionalInt.of(64 - workers),
                OptionalInt.of(0),
                event ? OptionalInt.of(2) : OptionalInt.empty(),
                event ? OptionalInt.of(0) : OptionalInt.empty(),
                event ? OptionalInt.of(busy + 6) : OptionalInt.empty(),
                event ? OptionalInt.of(tick % 2) : OptionalInt.empty(),
                event ? OptionalInt.of(5 - tick % 2) : OptionalInt.empty(),
                event ? OptionalInt.of(1) : OptionalInt.empty(),
                event ? OptionalInt.of(0) : OptionalInt.empty()));
    }

    private static List<FpmStatus> fpm(Stack stack, int busy) {
        return stack.composition()
                        .map(Composition::php)
                        .filter(PhpMode.FPM::equals)
                        .isPresent()
                ? List.of(new FpmStatus("www", busy, 64 - busy, 64, busy > 30 ? 3 : 0, 3, 0, 1000))
                : List.of();
    }
}
