package org.mpmlab.core.capacity.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Growth;
import org.mpmlab.core.capacity.model.MemoryCosts;
import org.mpmlab.core.capacity.model.OperatingPoint;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;

/**
 * Reads what a stored run tells of each of its stacks on one site. Stacks of the same parts with other settings are
 * sizes of the same one; stacks with configuration or images of their own are left out, for nobody knows what those
 * change. Only cells that count are read, of single requests, and over HTTP/1.1 but for the streams of HTTP/2.
 */
public final class ProfileReader {
    /** CPU time per request is taken where a server is busy, for there mod_status's share is small. */
    private static final double BUSY = 0.5;
    /** Of an HTTP/1.1 response's head; not measured. */
    private static final double HEAD_BYTES = 300;

    private final Run run;
    private final boolean clientsIdle;
    private final Composition stack;
    private final String site;
    private final List<Reading> readings;
    private final List<Reading> streams;
    private final List<Reading> soaks;
    private final Gaps gaps = new Gaps();

    private ProfileReader(
            Run run, boolean clientsIdle, Composition stack, String site, List<Reading> readings, List<Reading> soaks) {
        this.run = run;
        this.clientsIdle = clientsIdle;
        this.stack = stack;
        this.site = site;
        this.readings = over(Protocol.H1, readings);
        this.streams = over(Protocol.H2, readings);
        this.soaks = over(Protocol.H1, soaks);
    }

    /**
     * What the run tells of each stack with an MPM.
     *
     * @param clientsIdle whether clients will stay connected between requests; else each request comes on a connection of
     *     its own, and cells with such count
     */
    public static List<Measured> read(Run run, String site, boolean clientsIdle) {
        return read(run, site, clientsIdle, Optional.empty());
    }

    /**
     * The same, with the growth of processes from another run.
     *
     * @param soak of the same site; its growth counts instead of the run's own
     */
    public static List<Measured> read(Run run, String site, boolean clientsIdle, Optional<Run> soak) {
        Map<Composition, List<Reading>> ofSoak =
                soak.map(other -> readings(other, site)).orElse(Map.of());
        List<Measured> all = new ArrayList<>();
        readings(run, site).forEach((stack, readings) -> {
            List<Reading> soaks = soak.isPresent() ? ofSoak.getOrDefault(stack, List.of()) : readings;
            all.add(new ProfileReader(run, clientsIdle, stack, site, readings, soaks).measured());
        });
        return Related.to(all);
    }

    private static Map<Composition, List<Reading>> readings(Run run, String site) {
        Map<Composition, List<Reading>> all = new LinkedHashMap<>();
        for (Stack stack : run.scenario().stacks()) {
            Optional<Composition> parts =
                    stack.partsAsSet().filter(composition -> composition.mpm().isPresent());
            if (parts.isPresent()) {
                Settings settings = Defaults.effective(parts.get(), stack.settings());
                Pool pool = Pool.of(parts.get(), settings);
                List<Reading> own = all.computeIfAbsent(parts.get(), none -> new ArrayList<>());
                run.cells().stream()
                        .filter(cell -> cell.stack().equals(stack.name())
                                && cell.site().equals(site)
                                && cell.validity().valid())
                        .map(cell -> new Reading(cell, run.scenario().load(cell.load()), settings, pool))
                        .filter(reading -> single(reading.load()))
                        .forEach(own::add);
            }
        }
        return all;
    }

    private static boolean single(LoadShape load) {
        return load.engine() == GeneratorKind.NATIVE
                && load.journey().isEmpty()
                && !load.inRounds()
                && !load.idle().untilStarved();
    }

    private static List<Reading> over(Protocol protocol, List<Reading> readings) {
        return readings.stream()
                .filter(reading -> reading.load().protocol() == protocol)
                .toList();
    }

    private Measured measured() {
        Optional<MemoryCosts> memory = new MemoryReadings(stack, readings, gaps).costs();
        List<Reading> levels = levels();
        Optional<LightLoad> light = LightLoad.of(levels);
        if (light.isEmpty()) {
            gaps.missing("times at light load: add a load with arrival: closed and connections: 1");
        }
        List<Reading> busy = busiest(levels);
        Optional<Estimated> cpu = cpuSeconds(busy);
        if (cpu.isEmpty()) {
            gaps.missing("CPU time per request: add loads with arrival: closed, several connections, and two levels "
                    + "that keep the server busy; the control group's CPU time must be readable");
        }
        boolean enough = memory.isPresent() && light.isPresent() && cpu.isPresent();
        long voided = voided();
        if (!enough && voided > 0) {
            gaps.missing(voided + " of its cells do not count, and the report says why; what the machine disturbed is "
                    + "measured again in a new run while nothing else runs on it, or with more --blocks");
        }
        return new Measured(
                stack,
                enough ? Optional.of(profile(memory.get(), light.get(), cpu.get(), levels, busy)) : Optional.empty(),
                gaps.missing(),
                enough ? gaps.assumed() : List.of());
    }

    private long voided() {
        return run.cells().stream()
                .filter(cell -> cell.site().equals(site) && !cell.validity().valid() && !run.foundStarvation(cell))
                .filter(cell -> run.scenario()
                        .stack(cell.stack())
                        .composition()
                        .filter(stack::equals)
                        .isPresent())
                .count();
    }

    private Profile profile(
            MemoryCosts memory, LightLoad light, Estimated cpu, List<Reading> levels, List<Reading> busy) {
        Estimated residence = light.residenceSeconds();
        boolean inWorker = stack.php() == PhpMode.MOD_PHP;
        if (!inWorker) {
            gaps.assumed("time that a request holds a PHP process: all its time in the server, which errs towards more "
                    + "processes");
        }
        Optional<Growth> growth = Soak.growth(soaks);
        if (growth.isEmpty()) {
            gaps.assumed("growth of processes: none; no soak was measured, such as scenario soak has: a load of a "
                    + "minute or more on one stack, with its processes' PSS");
        }
        if (stack.fronted() && closesWithoutIdle(stack.mpm().orElseThrow())) {
            gaps.assumed(
                    "connections from nginx to Apache: a request costs no more over a new one than over those that "
                            + "were kept in the measurement");
        }
        return new Profile(
                stack,
                site,
                range(busy),
                memory,
                cpu,
                residence,
                inWorker ? residence : residence.weakened(Estimated.Source.ASSUMED),
                light.ttfb(),
                points(levels),
                searched(levels),
                growth.orElse(Growth.NONE),
                bytes(levels),
                new StreamReadings(streams).most());
    }

    /** Rates found over the kind of connection that the levels have, for those costs are what they calibrate. */
    private List<Profile.ObjectiveRate> searched(List<Reading> levels) {
        SearchedRates rates = new SearchedRates(Cpus.of(run));
        boolean kept = levels.get(0).keepsAlive();
        List<Profile.ObjectiveRate> found = new ArrayList<>();
        for (Reading reading : readings) {
            if (reading.keepsAlive() == kept && !reading.beside()) {
                run.steps().stream()
                        .filter(step -> step.cells().contains(reading.cell()))
                        .flatMap(step -> step.search().stream())
                        .flatMap(search -> rates.of(search, reading.pool()).stream())
                        .forEach(found::add);
            }
        }
        return found;
    }

    private Profile.Range range(List<Reading> busy) {
        return new Profile.Range(
                Cpus.of(run),
                readings.stream()
                        .mapToInt(reading -> reading.pool().workers())
                        .max()
                        .orElse(0),
                readings.stream()
                        .mapToInt(reading -> reading.pool().phpProcesses())
                        .max()
                        .orElse(0),
                readings.stream()
                        .mapToInt(reading -> reading.cell().result().idle().held())
                        .max()
                        .orElse(0),
                (int) Math.round(busy.stream()
                        .mapToInt(reading -> reading.pool().workers())
                        .average()
                        .orElseThrow()));
    }

    /** Levels of the pool that has most of them, over the kind of connection that clients will use. */
    private List<Reading> levels() {
        List<Reading> closed = readings.stream()
                .filter(reading -> reading.closed() && !reading.beside())
                .toList();
        List<Reading> ofKind = closed.stream()
                .filter(reading -> reading.keepsAlive() == clientsIdle)
                .toList();
        if (ofKind.isEmpty() && !closed.isEmpty()) {
            gaps.assumed((clientsIdle ? "kept-alive" : "new")
                    + " connections: taken to cost what the others do; closed loads with keep-alive: "
                    + clientsIdle + " would measure them");
        }
        Map<Settings, List<Reading>> byPool = new LinkedHashMap<>();
        (ofKind.isEmpty() ? closed : ofKind)
                .forEach(reading -> byPool.computeIfAbsent(reading.settings(), none -> new ArrayList<>())
                        .add(reading));
        return byPool.values().stream()
                .max(Comparator.comparingLong(ProfileReader::distinctLevels))
                .orElse(List.of());
    }

    /**
     * Where CPU time per request is read: in all that kept the server as busy as it came to be over this kind of connection,
     * the levels' own pool and larger ones, closed loops and searches. On one host the same load costs a fifth more or less
     * from one minute to the next, so the more of them the better. Below, the CPU is idle in between on a page that waits,
     * and a request that wakes it costs more than one that follows another.
     */
    private List<Reading> busiest(List<Reading> levels) {
        if (levels.isEmpty()) {
            return levels;
        }
        Reading level = levels.get(0);
        List<Reading> alike = readings.stream()
                .filter(reading -> reading.closed() || reading.searched())
                .filter(reading -> !reading.beside() && reading.keepsAlive() == level.keepsAlive())
                .filter(reading -> reading.pool().workers() >= level.pool().workers()
                        && reading.pool().phpProcesses() >= level.pool().phpProcesses())
                .toList();
        double most = alike.stream()
                .mapToDouble(reading -> reading.cell().completedPerSecond())
                .max()
                .orElse(0);
        return alike.stream()
                .filter(reading -> reading.cell().completedPerSecond() >= BUSY * most)
                .toList();
    }

    private static boolean closesWithoutIdle(Mpm mpm) {
        return mpm == Mpm.PREFORK || mpm == Mpm.WORKER;
    }

    private static long distinctLevels(List<Reading> levels) {
        return levels.stream().map(Reading::concurrency).distinct().count();
    }

    private static Optional<Estimated> cpuSeconds(List<Reading> busy) {
        List<Double> seconds = busy.stream()
                .map(Reading::cell)
                .flatMap(cell -> cell.serverCpuMicrosPerRequest().stream().boxed())
                .filter(micros -> micros > 0)
                .map(micros -> micros / 1e6)
                .toList();
        return seconds.size() < 2 ? Optional.empty() : Optional.of(Spread.of(seconds));
    }

    private static List<OperatingPoint> points(List<Reading> levels) {
        return levels.stream()
                .map(reading -> new OperatingPoint(
                        reading.concurrency(), reading.cell().completedPerSecond(), reading.residenceSeconds()))
                .toList();
    }

    private static Optional<Estimated> bytes(List<Reading> levels) {
        return levels.stream()
                .map(Reading::cell)
                .map(CellResult::result)
                .filter(result -> result.counts().completed() > 0)
                .findFirst()
                .map(result ->
                        (double) result.counts().bodyBytes() / result.counts().completed())
                .map(body -> Estimated.assumed(body + HEAD_BYTES, body + HEAD_BYTES / 2, body + 2 * HEAD_BYTES));
    }
}
